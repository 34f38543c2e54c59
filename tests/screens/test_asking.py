"""Screens that ask with a sheet: saved at once, there after a reload, never lost when the facilitator goes on."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, Topic
from journeykit.models.session import Role
from journeykit.screens.asking import fitting, note
from journeykit.screens.meet import Meet
from journeykit.store import journal
from journeykit.store.engine import open_store, reading


@pytest.fixture
def met() -> Played:
    """Two who look at the person."""
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 2)
    played.come_to(ExerciseId.MEET)
    return played


@pytest.fixture
def screen(met: Played) -> Meet:
    return Meet().take(met.people[0])


def lines(played: Played) -> int:
    with reading(played.engine) as connection:
        return len(journal.since(connection, played.session.session_id, 0))


def stored(played: Played) -> dict[str, str]:
    said = played.fresh_view().told.own(played.people[0].seat.seat_id, ExerciseId.MEET)
    return {each.topic.value: each.text for each in said.values() if isinstance(each, Note)}


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def test_an_emptied_line_takes_back_what_was_written():
    assert note(Topic.WORRY, " ").place == note(Topic.WORRY, "the bill").place == "note:worry"
    assert isinstance(note(Topic.WORRY, "the bill"), Note)


def test_what_is_filled_in_is_in_the_store_at_once_and_only_what_changed_is_said(met, screen):
    pages.says(screen.sheet, value={"expectation": "to be early"})
    assert stored(met) == {"expectation": "to be early"}
    before = lines(met)
    pages.says(screen.sheet, value={"expectation": "to be early", "worry": "the bill"})
    assert lines(met) == before + 1
    pages.says(screen.sheet, value={"expectation": "to be early", "worry": ""})
    assert stored(met) == {"expectation": "to be early"}


def test_a_space_that_is_being_typed_stays_on_the_page(met, screen):
    pages.says(screen.sheet, value={"expectation": "to be "})
    pages.hears(screen)
    assert screen.sheet.value == {"expectation": "to be "}
    assert stored(met) == {"expectation": "to be"}


def test_a_reload_shows_what_was_written(met, screen):
    pages.says(screen.sheet, value={"expectation": "to be early", "worry": "the bill"})
    again = Meet().take(met.people[0])
    assert again.sheet.value == {"expectation": "to be early", "worry": "the bill"}


def test_another_page_of_the_same_seat_changes_the_field_that_it_changed_and_no_other(met, screen):
    pages.says(screen.sheet, value={"expectation": "to be early "})
    other = Meet().take(met.people[0])
    pages.says(other.sheet, value={"expectation": "to be early", "worry": "the bill"})
    pages.hears(screen)
    assert screen.sheet.value == {"expectation": "to be early ", "worry": "the bill"}
    pages.says(other.sheet, value={"expectation": "", "worry": "the bill"})
    pages.hears(screen)
    assert screen.sheet.value == {"worry": "the bill"}


def test_what_comes_after_the_facilitator_went_on_is_said_when_the_exercise_is_back(met, screen):
    pages.says(screen.sheet, value={"expectation": "to be ear"})
    met.room.next()  # this page has not heard of it
    pages.says(screen.sheet, value={"expectation": "to be early"})
    assert stored(met) == {"expectation": "to be ear"}
    met.room.back()
    pages.hears(screen)
    assert screen.sheet.value == {"expectation": "to be early"}
    assert stored(met) == {"expectation": "to be early"}


def test_what_the_store_cannot_take_stays_on_the_page_and_is_said_later(met, screen, closed, caplog):
    with closed(met.engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.sheet, value={"expectation": "to be early"})
        assert "Not saved yet. We try again" in text_of(screen)
        pages.hears(screen)
        assert screen.sheet.value == {"expectation": "to be early"}
    pages.hears(screen)
    assert stored(met) == {"expectation": "to be early"}
    assert "Not saved" not in text_of(screen)


def test_done_says_so_once_and_what_is_filled_in_may_still_change(met, screen):
    pages.taps(screen.sheet, "done")
    assert met.fresh_view().progress().done == 1
    assert "Thank you. We go on together. You may still change it." in text_of(screen)
    assert screen.sheet.actions == []
    pages.says(screen.sheet, value={"expectation": "to be early"})
    assert stored(met) == {"expectation": "to be early"}


def test_a_done_that_comes_late_counts_for_nothing_that_is_on_now(met, screen):
    met.room.next()
    before = lines(met)
    pages.taps(screen.sheet, "done")
    assert lines(met) == before
    assert met.fresh_view().progress().done == 0


def test_while_nothing_is_taken_there_is_nothing_to_fill_in_and_what_was_filled_in_is_kept(met, screen):
    pages.says(screen.sheet, value={"expectation": "to be early"})
    met.room.lock()
    pages.hears(screen)
    assert "Time is up, answers are in." in text_of(screen)
    assert (screen.sheet.fields, screen.sheet.actions, screen.sheet.value) == ([], [], {})
    met.room.extend()
    pages.hears(screen)
    assert screen.sheet.value == {"expectation": "to be early"}


@pytest.mark.parametrize("forged", [{"expectation": 1}, {"worry": "x" * 121}, {"else": "x"}, "x"])
def test_a_forged_value_changes_nothing(met, screen, forged):
    before = lines(met)
    pages.says(screen.sheet, value=forged)
    assert lines(met) == before
    assert screen.sheet.value == {}


def test_options_that_are_gone_are_chosen_no_more():
    fields = [
        {"id": "some", "type": "picks", "options": [["a", "A"], ["b", "B"]]},
        {"id": "one", "type": "choice", "options": [["a", "A"]]},
        {"id": "text", "type": "text"},
    ]
    value = {"some": ["a", "c"], "one": "c", "text": "x", "else": 1}
    assert fitting(value, fields) == {"some": ["a"], "text": "x"}


def test_what_is_shown_begins_at_the_top_of_the_page_under_another_heading(met, screen):
    assert screen.heading == "Meet Ada"
    met.room.reveal()
    pages.hears(screen)
    assert screen.heading == "Meet Ada: everybody sees it now"
