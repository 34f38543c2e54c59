"""The commitment: a plan of two halves that nobody else sees unless it is shared."""

from __future__ import annotations

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Commitment
from journeykit.screens.commitment import Commit
from journeykit.screens.control import ControlPage
from journeykit.screens.projector import ProjectorPage

PLAN = {"if_text": "somebody waits", "then_text": "walk over"}


@pytest.fixture
def at_it(played: Played) -> Played:
    played.come_to(ExerciseId.COMMITMENT)
    return played


@pytest.fixture
def screen(at_it: Played) -> Commit:
    return Commit().take(at_it.people[0])


def stored(played: Played) -> Commitment | None:
    return played.people[0].said(ExerciseId.COMMITMENT).get("commitment")


def status(screen: Commit) -> str:
    return " ".join(block["text"] for block in screen.status.blocks)


def test_it_says_first_who_sees_it_and_nothing_is_shared_by_itself(screen):
    assert "Only you see this, unless you share it." in pages.texts(screen.sheet)
    assert "share" not in screen.sheet.value


def test_half_a_plan_is_not_saved(at_it, screen):
    pages.says(screen.sheet, value={"if_text": "somebody waits", "share": True})
    assert stored(at_it) is None
    assert status(screen) == "Not saved yet. Still missing: the “then” half."


def test_a_whole_plan_is_saved_for_oneself(at_it, screen):
    pages.says(screen.sheet, value=PLAN)
    assert stored(at_it) == Commitment(if_text="somebody waits", then_text="walk over", share=False)
    assert status(screen) == "Saved. Only you see this."
    assert at_it.fresh_view().told.shared_commitments() == ()


def test_a_tick_shares_it_and_without_the_tick_it_is_private_again(at_it, screen):
    pages.says(screen.sheet, value={**PLAN, "share": True})
    assert status(screen) == "Saved. It is shared when you press Done, or when the session goes on."
    assert at_it.fresh_view().told.shared_commitments() == ()
    pages.taps(screen.sheet, "done")
    assert [each.then_text for each in at_it.fresh_view().told.shared_commitments()] == ["walk over"]
    assert status(screen) == "Saved and shared: everybody may read it, without your name."
    pages.says(screen.sheet, value={**PLAN, "share": False})
    assert at_it.fresh_view().told.shared_commitments() == ()
    assert stored(at_it).share is False


def test_the_wall_never_shows_a_plan_as_it_is_typed(at_it, screen):
    def on_the_wall() -> str:
        return " | ".join(pages.texts(ProjectorPage().take(at_it.fresh_view()).root))

    pages.says(screen.sheet, value={**PLAN, "then_text": "wal", "share": True})
    assert "wal" not in on_the_wall()
    pages.says(screen.sheet, value={**PLAN, "share": True})
    pages.taps(screen.sheet, "done")
    assert "If somebody waits, then I will walk over." in on_the_wall()
    assert [each["id"] for each in screen.sheet.actions] == ["take_back"]
    pages.says(screen.sheet, value={**PLAN, "then_text": "walk over an", "share": True})
    assert "walk over" not in on_the_wall()
    assert [each["id"] for each in screen.sheet.actions] == ["done", "take_back"]
    assert screen.thanks.blocks == []


def test_a_half_that_is_emptied_is_no_longer_shared(at_it, screen):
    pages.says(screen.sheet, value={**PLAN, "share": True})
    pages.says(screen.sheet, value={**PLAN, "then_text": "", "share": True})
    assert stored(at_it) is None
    assert screen.sheet.value == {**PLAN, "then_text": "", "share": True}  # what was typed stays


def test_a_tick_alone_is_nothing_yet_and_can_be_skipped(at_it, screen):
    pages.says(screen.sheet, value={"share": True})
    assert status(screen) == ""
    assert [(each["id"], each["label"]) for each in screen.sheet.actions] == [("done", "Skip this")]
    pages.taps(screen.sheet, "done")
    assert screen.has_looked
    assert stored(at_it) is None


def test_who_empties_a_shared_plan_but_for_its_tick_can_skip_it(at_it, screen):
    pages.says(screen.sheet, value={**PLAN, "share": True})
    pages.says(screen.sheet, value={"if_text": "", "then_text": " ", "share": True})
    assert stored(at_it) is None
    assert [each["label"] for each in screen.sheet.actions] == ["Skip this"]


def test_it_can_be_taken_back(at_it, screen):
    pages.says(screen.sheet, value=PLAN)
    pages.taps(screen.sheet, "take_back")
    assert stored(at_it) is None
    assert screen.sheet.value == {}


def test_after_a_reload_it_is_there(at_it, screen):
    pages.says(screen.sheet, value={**PLAN, "share": True})
    assert Commit().take(at_it.people[0]).sheet.value == {**PLAN, "share": True}


def test_it_is_on_nobody_else_s_page(at_it, screen):
    pages.says(screen.sheet, value=PLAN)
    with pages.Widgets() as widgets:
        Commit().take(at_it.people[1])
        ControlPage().take(at_it.room)
        ProjectorPage().take(at_it.view)
        at_it.room.next()
        ControlPage().take(at_it.room)
        ProjectorPage().take(at_it.view)
    assert "walk over" not in widgets.state()
