"""What the room proposes is kept with one tap and put back with another; nobody sees who proposed it."""

from __future__ import annotations

import pages
import pytest
from samples import Played, proposed

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import DidNotHappen
from journeykit.screens.control import ControlPage


@pytest.fixture
def control(played: Played) -> ControlPage:
    """At the steps: one misses a taxi after paying, and two say that talking does not happen."""
    played.room.open(ExerciseId.STEPS)
    played.people[0].say(proposed("taxi", after="wait", label="Calling a taxi"))
    for person in played.people[1:3]:
        person.say(DidNotHappen(target_id="talk"))
    return ControlPage().take(played.room)


def labels(control: ControlPage) -> list[str]:
    return [action["label"] for action in control.steps.sheet.actions]


def tap(control: ControlPage, label: str) -> None:
    pages.taps(control.steps.sheet, next(each["id"] for each in control.steps.sheet.actions if each["label"] == label))


def facts(control: ControlPage) -> list[list[list[str]]]:
    return [block["items"] for block in control.steps.sheet.blocks if block["kind"] == "facts"]


def test_proposals_come_with_counts_and_without_names(played: Played, control: ControlPage):
    assert facts(control) == [[["“Calling a taxi”, after “Waiting”", ""]], [["Talking", "2 say so"]]]
    assert labels(control) == ["Keep “Calling a taxi”", "Leave out “Talking”"]
    codes = {person.seat.return_code for person in played.people} | {person.seat.seat_id for person in played.people}
    assert not any(code in text for code in codes for text in pages.texts(control.root))


def test_a_tap_keeps_a_step_and_another_one_takes_it_out_again(played: Played, control: ControlPage):
    tap(control, "Keep “Calling a taxi”")
    assert played.fresh_view().journey.target_ids == ("book", "wait", "taxi", "talk", "pay")
    assert facts(control)[0] == [["“Calling a taxi”, after “Waiting”", "kept"]]
    tap(control, "Take “Calling a taxi” out again")
    assert played.fresh_view().journey.target_ids == ("book", "wait", "talk", "pay")


def test_a_step_is_left_out_and_put_back(played: Played, control: ControlPage):
    tap(control, "Leave out “Talking”")
    assert played.fresh_view().journey.target_ids == ("book", "wait", "pay")
    assert facts(control)[1] == [["Talking", "2 say so; left out"]]
    tap(control, "Put “Talking” back")
    assert played.fresh_view().journey.target_ids == ("book", "wait", "talk", "pay")


def test_a_step_without_which_the_journey_is_too_short_stays_and_the_page_says_why(
    played: Played, control: ControlPage
):
    played.people[3].say(DidNotHappen(target_id="pay"))
    control.show()
    tap(control, "Leave out “Paying”")
    assert "A journey needs at least three stages" in " ".join(pages.texts(control.notice))
    assert "pay" in played.fresh_view().journey.target_ids


def test_while_nobody_proposes_anything_the_page_says_so(played: Played):
    played.room.open(ExerciseId.STEPS)
    control = ControlPage().take(played.room)
    assert "Nothing so far. You need not change anything." in pages.texts(control.steps.sheet)
    assert labels(control) == []


def test_in_other_parts_there_are_no_proposals(played: Played, control: ControlPage):
    played.room.next()
    control.show()
    assert (control.steps.sheet.blocks, control.steps.sheet.actions) == ([], [])
