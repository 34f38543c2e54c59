"""What waits for a visitor, and what does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from journeykit.session import arrival
from journeykit.session.arrival import (
    nobody_is_here,
    somebody_came,
    somebody_is_awaited,
    wait_for_visitors,
    when_somebody_comes,
)


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    arrival._waiting = None


def test_where_nothing_is_built_ahead_nobody_has_to_be_waited_for():
    done: list[str] = []
    when_somebody_comes(lambda: done.append("at once"))
    assert done == ["at once"]
    assert not nobody_is_here()
    assert not somebody_is_awaited()


def test_in_a_warm_parent_what_belongs_to_a_visitor_waits_for_one_and_is_done_in_order():
    done: list[str] = []
    wait_for_visitors()
    assert nobody_is_here()
    assert not somebody_is_awaited(), "so far no notebook has asked for anybody"
    when_somebody_comes(lambda: done.append("first"))
    when_somebody_comes(lambda: done.append("second"))
    assert somebody_is_awaited()
    assert done == []
    somebody_came()
    assert done == ["first", "second"]
    assert not nobody_is_here()
    assert not somebody_is_awaited()


def test_what_an_arrival_leads_to_happens_at_once():
    done: list[str] = []
    wait_for_visitors()
    when_somebody_comes(lambda: when_somebody_comes(lambda: done.append("inside")))
    when_somebody_comes(lambda: done.append("after"))
    somebody_came()
    assert done == ["inside", "after"]


def test_somebody_who_comes_where_nobody_was_awaited_changes_nothing():
    somebody_came()
    assert not nobody_is_here()
