"""The end by the clock is always known, and what is offered when it is late is never what the session needs."""

from __future__ import annotations

from datetime import UTC, datetime

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens.clock import end_words
from journeykit.screens.control import ControlPage
from journeykit.store.engine import open_store

# The samples' clock begins at 9:00 UTC; a slot of 45 minutes ends at 9:45, shown in this computer's own time.
END = datetime(2026, 11, 3, 9, 45, tzinfo=UTC).astimezone().strftime("%H:%M")


@pytest.fixture
def begun() -> Played:
    """A session of two whose clock was just started."""
    played = Played(open_store("sqlite://"))
    played.joined(Role.FRONT_LINE, Role.LEADER)
    played.room.begin()
    return played


def control_of(played: Played) -> ControlPage:
    return ControlPage().take(played.room)


def late(control: ControlPage) -> list[str]:
    return [action["label"] for action in control.late.sheet.actions]


def tap(control: ControlPage, label: str) -> None:
    pages.taps(control.late.sheet, next(each["id"] for each in control.late.sheet.actions if each["label"] == label))


def test_before_the_start_no_end_is_told():
    assert end_words(Played(open_store("sqlite://")).view) == ""


def test_a_session_on_time_says_when_it_ends(begun: Played):
    assert end_words(begun.view) == f"ends {END}, on time"


def test_it_is_late_a_whole_minute_after_its_reserve_is_used_up(begun: Played):
    # 40 of 45 minutes are planned. The welcome, planned for 3, may take 8 before the end moves past the slot.
    begun.clock.forward(minutes=8, seconds=59)
    assert end_words(begun.view) == f"ends {END}, on time"
    begun.clock.forward(seconds=1)
    assert end_words(begun.view) == f"ends {END}, 1 minute over"
    begun.clock.forward(minutes=5, seconds=30)
    assert end_words(begun.view) == f"ends {END}, 6 minutes over"


def test_the_end_is_in_view_in_every_part(begun: Played):
    control = control_of(begun)
    for id_ in begun.session.agenda:
        begun.come_to(id_)
        control.show()
        assert f"ends {END}, on time" in " ".join(pages.texts(control.now))


def test_it_offers_what_is_least_needed_first_and_three_things_at_most(begun: Played):
    control = control_of(begun)
    assert late(control) == []
    begun.clock.forward(minutes=14)
    control.show_time()
    assert late(control) == [
        "Leave out “And you?”: 2 minutes",
        "Leave out “The steps”: 2 minutes",
        "Leave out “How sure are we?”: 1 minute",
    ]
    assert not any(action.get("main") for action in control.late.sheet.actions)


def test_a_page_that_nobody_touches_notices_that_it_became_late(begun: Played):
    control = control_of(begun)
    begun.clock.forward(minutes=14)
    assert "over" not in " ".join(pages.texts(control.late.sheet))
    control.show_time()
    assert "6 minutes over" in pages.texts(control.late.sheet)
    assert {"kind": "strong", "text": f"ends {END}, 6 minutes over"} in control.now.blocks[0]["blocks"][1]["blocks"]


def test_shortening_until_nothing_is_left_never_touches_what_the_session_needs(begun: Played):
    control = control_of(begun)
    begun.clock.forward(minutes=60)
    control.show_time()
    offered = []
    while actions := [each for each in control.late.sheet.actions if "again" not in each["label"]]:
        offered.append(actions[0]["label"])
        pages.taps(control.late.sheet, actions[0]["id"])
    # 2 + 2 + 1 + 1 + 2 + 1 + 1 + 1 + 1 minutes
    assert offered == [
        "Leave out “And you?”: 2 minutes",
        "Leave out “The steps”: 2 minutes",
        "Leave out “How sure are we?”: 1 minute",
        "Shorten “In their own words” by 1 minute",
        "Shorten “Meet Ada” by 2 minutes",
        "Leave out “What I will do”: 1 minute",
        "Shorten “Now I think” by 1 minute",
        "Shorten “The moments that matter” by 1 minute",
        "Shorten “What we thought” by 1 minute",
    ]
    assert sum(begun.view.minutes(id_) for id_ in begun.session.agenda) == 40 - 12
    assert "What is still to come keeps its time. You can end the session at any time." in pages.texts(
        control.late.sheet
    )
    for needed in (ExerciseId.PREDICT, ExerciseId.REVEAL_CUSTOMERS, ExerciseId.ACTION):
        assert begun.view.minutes(needed) == {"predict": 6, "reveal_customers": 5, "action": 4}[needed]


def test_what_was_left_out_by_mistake_is_taken_in_again(begun: Played):
    control = control_of(begun)
    begun.clock.forward(minutes=9)
    control.show_time()
    tap(control, "Leave out “And you?”: 2 minutes")
    assert late(control) == ["Take “And you?” in again"]
    tap(control, "Take “And you?” in again")
    assert begun.view.minutes(ExerciseId.OWN_FEELING) == 2


def test_an_offer_of_a_page_that_is_behind_is_refused_in_words(begun: Played):
    control = control_of(begun)
    begun.clock.forward(minutes=14)
    control.show_time()
    begun.room.open(ExerciseId.CLOSE)
    tap(control, "Leave out “And you?”: 2 minutes")
    assert "Only what is still to come can be shortened." in " ".join(pages.texts(control.notice))


def test_after_the_end_no_time_is_told(begun: Played):
    control = control_of(begun)
    begun.clock.forward(minutes=60)
    begun.room.finish()
    begun.room.finish()
    control.show()
    assert end_words(begun.view) == ""
    assert control.late.sheet.blocks == []
