"""The welcome: what becomes of answers, a consent, a practice that is not kept, and one question."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import LastTime
from journeykit.models.session import Role
from journeykit.screens.welcome import Welcome
from journeykit.session.invitation import new_session
from journeykit.session.view import View
from journeykit.store import journal
from journeykit.store.engine import open_store, reading


@pytest.fixture
def come() -> Played:
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 3)
    return played


@pytest.fixture
def screen(come: Played) -> Welcome:
    """The first person's welcome, read."""
    screen = Welcome().take(come.people[0])
    pages.taps(screen.sheet, "ready")
    return screen


def text_of(screen) -> str:
    return " | ".join(pages.texts(screen.root))


def lines(played: Played) -> int:
    with reading(played.engine) as connection:
        return len(journal.since(connection, played.session.session_id, 0))


def last_time(played: Played) -> LastTime | None:
    said = played.fresh_view().told.own(played.people[0].seat.seat_id, ExerciseId.WELCOME)
    return said["was_customer"].when if said else None


def test_the_notice_says_who_sees_what_who_can_reach_it_and_how_to_delete_it(come: Played):
    text = text_of(Welcome().take(come.people[0]))
    assert "Nobody sees what you answer before the facilitator shows it to everyone." in text
    assert "Only a step or an action that you propose goes to the facilitator at once, without your name." in text
    assert "for groups of 5 people or more" in text
    assert "The person who runs this computer can reach the stored answers. They are not used to judge anyone." in text
    assert "“Delete my answers” is at the foot of every page." in text
    assert "rehearsal" not in text


def test_the_notice_names_the_smallest_group_of_this_session_and_asks_for_no_consent_that_changes_nothing(come: Played):
    session = new_session(come.engine, come.view.material, k=3)
    view = View(come.engine, session.session_id)
    come.people[0].view = view
    come.session = session
    (person,) = come.joined(Role.LEADER)
    person.view = view
    view.refresh()
    screen = Welcome().take(person)
    assert "for groups of 3 people or more" in text_of(screen)
    assert screen.sheet.fields == []


@pytest.mark.parametrize("agrees", [True, False])
def test_the_consent_goes_with_the_tap(come: Played, agrees):
    screen = Welcome().take(come.people[0])
    if agrees:
        pages.says(screen.sheet, value={"open_mode": True})
    pages.taps(screen.sheet, "ready")
    assert come.fresh_view().open_mode() == (int(agrees), 3)
    assert come.fresh_view().progress().done == 1


def test_nobody_agrees_by_not_touching_the_box(come: Played):
    for person in come.people:
        pages.taps(Welcome().take(person).sheet, "ready")
    assert come.fresh_view().k == 5


def test_when_all_agree_groups_of_three_are_shown(come: Played):
    for person in come.people:
        screen = Welcome().take(person)
        pages.says(screen.sheet, value={"open_mode": True})
        pages.taps(screen.sheet, "ready")
    assert come.fresh_view().k == 3


@pytest.mark.parametrize("forged", [{"open_mode": "yes"}, {"open_mode": 1}, {"role": True}, []])
def test_a_forged_consent_is_none(come: Played, forged):
    screen = Welcome().take(come.people[0])
    pages.says(screen.sheet, value=forged)
    pages.taps(screen.sheet, "ready")
    assert come.fresh_view().open_mode() == (0, 3)


def test_ready_is_said_once(come: Played, screen):
    before = lines(come)
    pages.taps(screen.sheet, "ready")
    assert lines(come) == before


def test_the_practice_has_the_real_faces_and_is_kept_nowhere(come: Played, screen):
    before = lines(come)
    assert screen.place.children == (screen.rater,)
    assert "This is only practice. Your answer is not kept, and nobody sees it." in text_of(screen)
    assert [action["label"] for action in screen.sheet.actions] == ["Skip the practice"]
    pages.says(screen.rater, value={"practice": 1})
    assert [(action["label"], action["main"]) for action in screen.sheet.actions] == [("Go on", True)]
    assert lines(come) == before


def test_after_the_practice_comes_one_question_whose_answer_is_kept(come: Played, screen):
    pages.taps(screen.sheet, "practised")
    assert screen.place.children == ()
    (field,) = screen.sheet.fields
    assert field["label"] == "When were you last a customer of ours?"
    assert [id_ for id_, _ in field["options"]] == list(LastTime)
    assert field["options"][0] == ["this_week", "This week"]
    pages.says(screen.sheet, value={"when": "this_month"})
    assert last_time(come) is LastTime.THIS_MONTH
    pages.says(screen.sheet, value={"when": "never"})
    assert last_time(come) is LastTime.NEVER
    pages.taps(screen.sheet, "done")
    assert "You are in." in text_of(screen)
    assert "1 of 3 is ready." in text_of(screen)
    assert (screen.sheet.fields, screen.sheet.actions) == ([], [])


def test_everything_after_the_notice_can_be_skipped(come: Played, screen):
    pages.taps(screen.sheet, "practised")
    pages.taps(screen.sheet, "done")
    assert last_time(come) is None
    assert "You are in." in text_of(screen)


def test_a_reload_asks_nobody_again_who_has_answered(come: Played, screen):
    pages.taps(screen.sheet, "practised")
    pages.says(screen.sheet, value={"when": "this_week"})
    again = Welcome().take(come.people[0])
    assert "You are in." in text_of(again)


def test_the_start_of_the_session_asks_nobody_again(come: Played, screen):
    pages.taps(screen.sheet, "practised")
    pages.taps(screen.sheet, "done")
    come.room.begin()
    pages.hears(screen)
    assert "You are in." in text_of(screen)


def test_what_comes_too_late_is_told(come: Played, screen, caplog):
    pages.taps(screen.sheet, "practised")
    come.room.next()  # this page has not heard of it
    with caplog.at_level(logging.CRITICAL):
        pages.says(screen.sheet, value={"when": "never"})
    assert last_time(come) is None
    assert "takes no more answers" in text_of(screen)


def test_who_comes_late_reads_the_notice_and_is_asked_nothing(come: Played):
    come.come_to(ExerciseId.PREDICT)
    screen = Welcome().take(come.people[0])
    assert "Before we start" in text_of(screen)
    pages.taps(screen.sheet, "ready")
    assert screen.place.children == ()
    assert screen.sheet.fields == []


def test_each_part_begins_at_the_top_of_the_page(come: Played):
    screen, moved = Welcome().take(come.people[0]), []
    screen.when_moved = lambda: moved.append(screen.heading)
    for action in ("ready", "practised", "done"):
        pages.taps(screen.sheet, action)
    assert moved == ["A practice question", "One question about you", "Welcome"]
