"""Now I think: two lines of one's own, then the cards of the room without names."""

from __future__ import annotations

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, Topic
from journeykit.screens.now_i_think import NowIThink


@pytest.fixture
def at_it(played: Played) -> Played:
    played.come_to(ExerciseId.NOW_I_THINK)
    return played


@pytest.fixture
def screen(at_it: Played) -> NowIThink:
    return NowIThink().take(at_it.people[0])


def stored(played: Played, person: int = 0) -> dict[str, str]:
    said = played.people[person].said(ExerciseId.NOW_I_THINK).values()
    return {each.topic: each.text for each in said if isinstance(each, Note)}


def test_each_line_is_stored_by_itself_and_may_stay_empty(at_it, screen):
    pages.says(screen.sheet, value={"now_think": "They wait without a word. "})
    assert stored(at_it) == {"now_think": "They wait without a word."}
    pages.says(screen.sheet, value={"used_to_think": "They know why.", "now_think": "They wait without a word."})
    assert stored(at_it) == {"used_to_think": "They know why.", "now_think": "They wait without a word."}
    assert at_it.fresh_view().progress().done == 1


def test_a_line_that_is_emptied_is_taken_back(at_it, screen):
    pages.says(screen.sheet, value={"used_to_think": "Oh", "now_think": "Ah"})
    pages.says(screen.sheet, value={"used_to_think": " ", "now_think": "Ah"})
    assert stored(at_it) == {"now_think": "Ah"}


def test_a_line_that_is_too_long_is_not_taken(at_it, screen):
    pages.says(screen.sheet, value={"now_think": "x" * 121})
    assert stored(at_it) == {}


def test_after_a_reload_both_lines_are_there(at_it, screen):
    pages.says(screen.sheet, value={"used_to_think": "Oh", "now_think": "Ah"})
    assert NowIThink().take(at_it.people[0]).sheet.value == {"used_to_think": "Oh", "now_think": "Ah"}


def test_nobody_s_words_are_on_another_page_before_they_are_shown(at_it, screen):
    at_it.people[1].say(Note(topic=Topic.NOW_THINK, text="A secret for now"))
    at_it.room.lock()
    screen.show()
    assert "A secret for now" not in pages.texts(screen.root)
    assert "Time is up, answers are in." in pages.texts(screen.root)


def test_then_the_cards_stand_in_the_order_of_the_alphabet_with_no_field_left(at_it, screen):
    for person, text in zip(at_it.people, ["waiting hurts", "Booking is easy", "talking helps"], strict=False):
        person.say(Note(topic=Topic.NOW_THINK, text=text))
    at_it.room.reveal()
    screen.show()
    notes = [block["items"] for block in screen.sheet.blocks if block["kind"] == "notes"]
    assert notes == [["Booking is easy", "talking helps", "waiting hurts"]]
    assert "Nobody wrote anything." in pages.texts(screen.sheet)  # of what they used to think
    assert screen.sheet.fields == screen.sheet.actions == []


def test_going_back_to_it_hides_the_cards_and_brings_one_s_own_lines(at_it, screen):
    pages.says(screen.sheet, value={"now_think": "Ah"})
    at_it.people[1].say(Note(topic=Topic.NOW_THINK, text="A secret for now"))
    at_it.room.reveal()
    at_it.room.next()
    at_it.room.back()
    screen.show()
    assert screen.sheet.value == {"now_think": "Ah"}
    assert "A secret for now" not in pages.texts(screen.root)
