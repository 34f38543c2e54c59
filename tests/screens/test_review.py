"""The close: the day of the review and the reason for no action are in the store as soon as they are filled in."""

from __future__ import annotations

from datetime import date

import pages
import pytest
from samples import Played, card

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, Topic
from journeykit.screens.control import ControlPage

RED = "There is no action yet."


@pytest.fixture
def control(played: Played) -> ControlPage:
    """At the close, on 3 November 2026, without an action."""
    played.room.open(ExerciseId.CLOSE)
    return ControlPage().take(played.room)


def alarms(control: ControlPage) -> list[str]:
    return [block["text"] for block in control.review.sheet.blocks if block["kind"] == "alarm"]


def fields(control: ControlPage) -> list[str]:
    return [field["id"] for field in control.review.sheet.fields]


def test_without_an_action_it_says_so_in_red_and_asks_why(control: ControlPage):
    assert alarms(control) == [RED]
    assert fields(control) == ["day", "reason"]


def test_the_reason_stands_in_the_red_line(played: Played, control: ControlPage):
    pages.says(control.review.sheet, value={"reason": "We wait for the new building."})
    assert played.fresh_view().no_action_because == "We wait for the new building."
    assert alarms(control) == ["No action, because: We wait for the new building."]


def test_an_action_is_read_out_and_takes_the_red_line_away(played: Played):
    played.room.open(ExerciseId.ACTION)
    played.room.write_card(card("one", what="Say how long it takes"))
    played.room.next()
    played.room.next()
    control = ControlPage().take(played.room)
    assert alarms(control) == []
    assert fields(control) == ["day"]
    assert "Say how long it takes" in pages.texts(control.review.sheet)


def test_a_day_is_set_with_one_tap(played: Played, control: ControlPage):
    assert [action["label"] for action in control.review.sheet.actions] == ["In 2 weeks", "In 4 weeks", "In 12 weeks"]
    pages.taps(control.review.sheet, "day:2026-12-01")
    assert played.fresh_view().next_review_on == date(2026, 12, 1)
    assert control.review.sheet.value["day"] == "2026-12-01"
    assert "We look again on 1 December 2026." in pages.texts(control.review.sheet)
    assert [action["label"] for action in control.review.sheet.actions] == ["In 2 weeks", "In 12 weeks"]


def test_a_day_and_a_reason_do_not_take_each_other_away(played: Played, control: ControlPage):
    pages.says(control.review.sheet, value={"reason": "No time"})
    pages.says(control.review.sheet, value={"reason": "No time", "day": "2026-12-24"})
    view = played.fresh_view()
    assert (view.next_review_on, view.no_action_because) == (date(2026, 12, 24), "No time")


def test_a_day_that_was_emptied_is_taken_back(played: Played, control: ControlPage):
    pages.taps(control.review.sheet, "day:2026-12-01")
    pages.says(control.review.sheet, value={"day": ""})
    assert played.fresh_view().next_review_on is None


def test_a_space_that_is_being_typed_stays_on_the_page_and_says_nothing_new(played: Played, control: ControlPage):
    pages.says(control.review.sheet, value={"reason": "No"})
    before = played.view.mark()
    pages.says(control.review.sheet, value={"reason": "No "})
    assert control.review.sheet.value["reason"] == "No "
    assert played.view.mark() == before


def test_a_page_that_is_loaded_again_holds_what_was_set(played: Played, control: ControlPage):
    pages.says(control.review.sheet, value={"reason": "No time"})
    pages.taps(control.review.sheet, "day:2026-12-01")
    again = ControlPage().take(played.room)
    assert again.review.sheet.value == {"reason": "No time", "day": "2026-12-01"}


def test_a_day_that_has_passed_since_it_was_set_breaks_nothing(played: Played, control: ControlPage):
    pages.taps(control.review.sheet, "day:2026-11-17")
    played.clock.forward(days=30)
    played.room.open(ExerciseId.CLOSE)
    again = ControlPage().take(played.room)
    assert again.review.sheet.value["day"] == "2026-11-17"
    assert again.notice.blocks == []


def test_after_the_end_nothing_is_asked_any_more(played: Played, control: ControlPage):
    played.room.finish()
    control.show()
    assert control.review.sheet.fields == []


def test_after_the_end_what_people_would_change_stands_on_the_page_once(played: Played, control: ControlPage):
    played.people[0].say(Note(topic=Topic.CHANGE_NEXT_TIME, text="More time for the steps"))
    played.room.finish()
    control.show()
    assert pages.texts(control.root).count("More time for the steps") == 1
