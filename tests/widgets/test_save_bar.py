"""The bar that saves: its page can press and change nothing else."""

from __future__ import annotations

import pytest

from journeykit.widgets.save_bar import SaveBar


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def bar(pressed: list[str]) -> SaveBar:
    bar = SaveBar(title="Prepare")
    bar.on_save(lambda: pressed.append("save"))
    return bar


def test_a_press_saves(bar, pressed, page_of):
    page_of(bar).sends({"press": "save"})
    assert pressed == ["save"]


@pytest.mark.parametrize("content", [{}, None, "save", {"press": "erase"}, {"press": "save", "more": 1}])
def test_anything_else_does_nothing(bar, pressed, page_of, content):
    page_of(bar).sends(content)
    assert pressed == []


def test_what_is_closed_cannot_be_saved_by_any_page(bar, pressed, page_of):
    bar.saved = {"state": "closed", "text": "The session has begun."}
    page_of(bar).sends({"press": "save"})
    assert pressed == []


def test_a_page_cannot_say_that_something_is_saved(bar, page_of):
    page = page_of(bar)
    page.says(saved={"state": "saved", "at_ms": 1}, problems=[], title="x")
    assert (bar.saved, bar.title) == ({"state": ""}, "Prepare")
    assert page.shows("saved") == {"state": ""}


def test_it_has_words_for_all_that_can_become_of_what_was_written():
    assert {"save", "saved", "unsaved", "mend"} == set(SaveBar().words)
    assert repr(SaveBar(title="A")) == "SaveBar('A')"
