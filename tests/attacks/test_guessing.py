"""Trying codes one after the other; the server is of its own, since it locks this computer's address out."""

from __future__ import annotations

import pytest
from served import Served

from journeykit.session.invitation import lobby


@pytest.fixture
def locked(served: Served) -> Served:
    """A server that has seen too many wrong codes from here."""
    client = served.client()
    for n in range(15):
        assert client.post("join", code=f"MAPLE-{n}", role="leader").status in (400, 429)
    return served


def test_after_many_wrong_codes_even_the_right_one_must_wait(locked: Served) -> None:
    before = lobby(locked.engine, locked.session.session_id).here
    answer = locked.client().post("join", code=locked.session.code, role="leader")
    assert answer.status == 429
    assert answer.headers["Retry-After"] == "60"
    assert "five minutes" in answer.text
    assert lobby(locked.engine, locked.session.session_id).here == before


def test_return_codes_and_keys_are_counted_with_the_others(locked: Served) -> None:
    assert locked.client().post("return", return_code="aaaaaa").status == 429
    assert locked.client().send("f/" + "0" * 32).status == 429
