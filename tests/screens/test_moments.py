"""The moments that matter: one question after the other, private picks, then the tally with ties as ties."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import STEPS, Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Picked, Question
from journeykit.screens.moments import Moments


@pytest.fixture
def at_it(played: Played) -> Played:
    """Six who all think +1 of everything; customers are uncovered at booking and waiting."""
    for person in played.people:
        played.rate(person, 1)
    played.come_to(ExerciseId.REVEAL_CUSTOMERS)
    for step in ("book", "wait"):
        played.room.uncover(step)
    played.come_to(ExerciseId.MOMENTS)
    return played


@pytest.fixture
def screen(at_it: Played) -> Moments:
    return Moments().take(at_it.people[0])


def stored(played: Played) -> dict[str, tuple[str, ...]]:
    said = played.people[0].said(ExerciseId.MOMENTS).values()
    return {each.question: each.target_ids for each in said if isinstance(each, Picked)}


def pick(played: Played, question: Question, *steps: str) -> None:
    for person, step in zip(played.people, steps, strict=False):
        person.say(Picked(question=question, target_ids=(step,)))


def title(screen: Moments) -> str:
    return screen.sheet.blocks[0]["text"]


def buttons(screen: Moments) -> list[tuple[str, bool]]:
    return [(each["id"], each.get("main", False)) for each in screen.sheet.actions]


def test_each_step_stands_with_what_is_known_of_it(screen):
    assert screen.sheet.fields[0]["options"] == [
        ["book", "Booking: customers say nearly all happy (about +1.0)"],
        ["wait", "Waiting: customers say nearly all very unhappy (about −2.0)"],
        ["talk", "Talking: we thought nearly all happy (about +1.0)"],
        ["pay", "Paying: we thought nearly all happy (about +1.0)"],
    ]


def test_without_a_reveal_the_steps_stand_alone(played):
    played.room.open(ExerciseId.MOMENTS)
    screen = Moments().take(played.people[0])
    assert [text for _, text in screen.sheet.fields[0]["options"]] == ["Booking", "Waiting", "Talking", "Paying"]


def test_one_question_stands_on_the_page_at_a_time(at_it, screen):
    assert title(screen) == "Which one moment should we fix first?"
    assert buttons(screen) == [("next", True)]
    pages.says(screen.sheet, value={"fix_first": "wait"})
    pages.taps(screen.sheet, "next")
    assert title(screen) == "Which one moment must we protect?"
    assert buttons(screen) == [("done", True), ("before", False)]
    pages.says(screen.sheet, value={"protect": "talk"})
    pages.taps(screen.sheet, "done")
    assert stored(at_it) == {"fix_first": ("wait",), "protect": ("talk",)}
    assert at_it.fresh_view().progress().done == 1
    pages.taps(screen.sheet, "before")
    assert screen.sheet.value == {"fix_first": "wait"}
    pages.says(screen.sheet, value={"fix_first": "pay"})
    assert stored(at_it) == {"fix_first": ("pay",), "protect": ("talk",)}


def test_a_step_that_is_not_there_cannot_be_picked(at_it, screen):
    pages.says(screen.sheet, value={"fix_first": "nowhere"})
    assert stored(at_it) == {}


def test_a_reload_opens_the_question_that_is_still_open(at_it):
    pick(at_it, Question.FIX_FIRST, "wait")
    screen = Moments().take(at_it.people[0])
    assert title(screen) == "Which one moment must we protect?"
    pages.taps(screen.sheet, "before")
    assert screen.sheet.value == {"fix_first": "wait"}


def test_nobody_s_picks_are_on_another_page_before_they_are_shown(at_it, screen):
    before = pages.texts(screen.root)
    pick(at_it, Question.FIX_FIRST, *STEPS)
    at_it.room.back()
    at_it.room.next()
    other = Moments().take(at_it.people[5])
    assert pages.texts(other.root) == before


def test_then_the_room_sees_what_it_picked_and_a_tie_is_a_tie(at_it, screen):
    pick(at_it, Question.FIX_FIRST, "wait", "wait", "pay", "wait", "pay", "pay")
    pick(at_it, Question.PROTECT, "talk", "talk", "talk", "book", "talk", "talk")
    at_it.room.reveal()
    screen.show()
    fix, protect = (block["blocks"] for block in screen.sheet.blocks[1:])
    assert [each["text"] for each in fix] == ["Fix first", "“Waiting” and “Paying”, picked equally often: 3 of 6 each."]
    assert fix[1]["items"] == [["Waiting", 3], ["Paying", 3]]
    assert [each["text"] for each in protect] == ["Protect", "“Talking”: 5 of 6 picked it."]
    assert protect[1]["items"] == [["Talking", 5], ["Booking", 1]]
    assert screen.sheet.fields == screen.sheet.actions == []


def test_fewer_than_five_picks_stay_hidden(at_it, screen):
    pick(at_it, Question.FIX_FIRST, "wait", "wait", "wait", "wait")
    at_it.room.reveal()
    screen.show()
    assert "We need 5 answers to show this. You have 4." in pages.texts(screen.sheet)
    assert all(not block.get("items") for group in screen.sheet.blocks[1:] for block in group["blocks"])


def test_a_pick_that_the_store_could_not_take_waits_while_the_page_is_turned(at_it, screen, closed, caplog):
    with closed(at_it.engine), caplog.at_level(logging.CRITICAL):
        pages.says(screen.sheet, value={"fix_first": "wait"})
        pages.taps(screen.sheet, "next")
        pages.says(screen.sheet, value={"protect": "talk"})
    assert stored(at_it) == {}
    screen.show()
    assert stored(at_it) == {"fix_first": ("wait",), "protect": ("talk",)}
