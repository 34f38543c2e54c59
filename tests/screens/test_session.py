"""The page that is loaded once: it follows, lets late joiners begin, steps aside, and never lets an error out."""

from __future__ import annotations

import logging
from datetime import date

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.said import ActionCard, Commitment
from journeykit.models.session import Role
from journeykit.screens import session as session_module
from journeykit.screens.predict import Predict
from journeykit.screens.session import SessionPage
from journeykit.screens.welcome import Welcome
from journeykit.session.erasing import erase_seat
from journeykit.session.invitation import take_over
from journeykit.store.engine import open_store


@pytest.fixture
def welcome() -> Played:
    """Five who have just come."""
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 5)
    return played


def text_of(page: SessionPage) -> str:
    return " | ".join(pages.texts(page.root))


def test_the_page_swaps_its_screens_as_the_facilitator_moves_on(welcome: Played):
    page = pages.page_of(welcome.engine, welcome.people[0].seat, welcome.fresh_view())
    seen = [pages.on(page)]
    pages.taps(seen[0].sheet, "ready")
    while welcome.view.now().exercise.id is not ExerciseId.CLOSE:
        welcome.room.next()
        pages.hears(page)
        seen.append(pages.on(page))
    assert [screen.exercise for screen in seen] == list(ExerciseId)
    assert page.bar.screen == "Before we go, 1 of 3"
    welcome.room.back()
    pages.hears(page)
    assert pages.on(page) is seen[-2]


def test_what_was_left_out_is_never_shown(welcome: Played, monkeypatch, in_loop):
    monkeypatch.setattr(session_module, "_BREATH_S", 0)
    for id_ in (ExerciseId.STEPS, ExerciseId.SURE, ExerciseId.COMMITMENT):
        welcome.room.shorten(id_, 0)
    page = pages.page_of(welcome.engine, welcome.people[0].seat, welcome.fresh_view())

    async def play(wait_until):
        page._build_ahead()
        await wait_until(lambda: len(page._screens) == len(ExerciseId) - 3)

    in_loop(play)
    assert not {ExerciseId.STEPS, ExerciseId.SURE, ExerciseId.COMMITMENT} & page._screens.keys()


OLDER = (
    ExerciseId.WELCOME,
    ExerciseId.MEET,
    ExerciseId.PREDICT,
    ExerciseId.REVEAL_OURSELVES,
    ExerciseId.REVEAL_CUSTOMERS,
)
"""The agenda of a session that was made before there were fourteen exercises."""


def test_a_session_of_five_exercises_still_works(welcome: Played):
    older = welcome.session.model_copy(update={"agenda": OLDER})
    welcome.view.session = older
    view = welcome.fresh_view()
    view.session = older
    page = pages.page_of(welcome.engine, welcome.people[0].seat, view)
    seen = [pages.on(page).exercise]
    pages.taps(pages.on(page).sheet, "ready")
    for move in (welcome.room.next, welcome.room.next, welcome.room.reveal, welcome.room.next):
        move()
        pages.hears(page)
        seen.append(pages.on(page).exercise)
    assert tuple(seen) == OLDER
    welcome.room.finish()
    pages.hears(page)
    assert "The session is over." in text_of(page)


def test_before_the_session_is_started_no_time_runs_and_then_it_does(welcome: Played):
    page = pages.page_of(welcome.engine, welcome.people[0].seat, welcome.fresh_view())
    pages.taps(pages.on(page).sheet, "ready")
    assert page.bar.ends_at_ms == 0
    welcome.room.begin()
    pages.hears(page)
    assert page.bar.ends_at_ms == welcome.view.now().ends_at.timestamp() * 1000


def test_every_page_has_the_way_to_delete_ones_answers_but_a_preview(welcome: Played, page: SessionPage):
    page.show()
    assert {"kind": "link", "href": "../../erase", "text": "Delete my answers"} in page.foot.blocks
    preview = SessionPage()
    preview.open()
    assert "Delete my answers" not in text_of(preview)


def test_whoever_deleted_their_answers_gets_a_page_of_their_own(page: SessionPage, played: Played):
    seat = played.people[0].seat
    erase_seat(played.engine, seat, clock=played.clock)
    pages.hears(page)
    assert "Your answers are deleted." in text_of(page)
    assert seat.return_code.upper() not in text_of(page)
    assert page.bar.ends_at_ms == 0
    assert page.bar.screen == "Your answers are deleted."


def test_after_the_end_stands_what_we_will_do_and_ones_own_plan(page: SessionPage, played: Played):
    card = ActionCard(
        card_id="sign",
        what="A sign at the door",
        who="Kim",
        due=date(2026, 11, 20),
        first_step="Measure the door",
        metric_by=date(2026, 11, 10),
    )
    played.come_to(ExerciseId.ACTION)
    played.room.write_card(card)
    played.room.next()
    played.people[0].say(Commitment(if_text="somebody waits", then_text="say why", share=False))
    played.room.finish()
    played.room.finish()
    pages.hears(page)
    text = text_of(page)
    assert "The session is over." in text
    assert "If somebody waits, then I will say why." in text
    assert "A sign at the door" in text
    assert page.bar.ends_at_ms == 0
    played.room.back()  # the facilitator takes it up again
    pages.hears(page)
    assert "The session is over." not in text_of(page)


def test_a_rehearsal_says_so_on_every_page(welcome: Played):
    view = welcome.fresh_view()
    assert "Rehearsal" not in text_of(pages.page_of(welcome.engine, welcome.people[0].seat, view))
    view.session = view.session.model_copy(update={"rehearsal": True})
    page = pages.page_of(welcome.engine, welcome.people[0].seat, view)
    assert page.banner.blocks == [{"kind": "badge", "text": "Rehearsal: these people are simulated"}]
    assert "This is a rehearsal: the people in it are simulated." in text_of(page)


def test_a_screen_is_built_once(page: SessionPage, played: Played):
    first = pages.on(page)
    played.room.back()
    pages.hears(page)
    played.room.next()
    pages.hears(page)
    assert pages.on(page) is first


def test_the_bar_tells_whose_journey_it_is_how_long_and_the_way_back(page: SessionPage, played: Played):
    assert (page.bar.title, page.bar.initial) == ("A small visit", "A")
    assert played.people[0].seat.return_code.upper() in page.foot.blocks[0]["text"]
    assert page.bar.ends_at_ms == played.view.now().ends_at.timestamp() * 1000
    played.room.extend()
    pages.hears(page)
    assert page.bar.ends_at_ms == played.fresh_view().now().ends_at.timestamp() * 1000


def test_a_late_joiner_gets_the_welcome_first_and_then_what_is_on(played: Played, page_of):
    (late,) = played.joined(Role.LEADER)
    page = page_of(late)
    assert isinstance(pages.on(page), Welcome)
    assert page.bar.ends_at_ms == 0
    pages.taps(pages.on(page).sheet, "ready")
    assert isinstance(pages.on(page), Predict)
    assert page.bar.ends_at_ms > 0


def test_a_page_that_was_left_steps_aside_and_takes_no_more(page: SessionPage, played: Played):
    rater = pages.on(page).rater
    pages.says(rater, value={"book": 1})
    seat = played.people[0].seat
    new = take_over(played.engine, played.session.session_id, seat.return_code, clock=played.clock)
    pages.says(rater, value={"book": 1, "wait": 2})  # before it has heard of it
    assert "You went on on another device." in text_of(page)
    assert played.fresh_view().own(seat.seat_id) == rater.value == {"book": 1}
    pages.hears(page)
    assert "Your answers are there. This page takes no more." in text_of(page)
    assert rater not in pages.inside(page.root)
    again = pages.page_of(played.engine, new, played.fresh_view())
    assert pages.on(again).rater.value == {"book": 1}
    pages.says(pages.on(again).rater, value={"book": 2})
    assert played.fresh_view().own(seat.seat_id) == {"book": 2}


def test_a_seat_that_comes_back_to_its_first_page_can_go_on_there(page: SessionPage, played: Played):
    seat = played.people[0].seat
    take_over(played.engine, played.session.session_id, seat.return_code, clock=played.clock)
    back = take_over(played.engine, played.session.session_id, seat.return_code, clock=played.clock)
    pages.hears(page)
    assert "You went on on another device." in text_of(page)
    page.take(page.participant.__class__(played.engine, back, played.fresh_view()))
    assert isinstance(pages.on(page), Predict)


def test_no_error_leaves_the_page_and_no_traceback_is_on_it(page: SessionPage, monkeypatch, caplog):
    def fails() -> None:
        raise RuntimeError("/home/somebody/journeykit/secret.py")

    monkeypatch.setattr(pages.on(page), "show", fails)
    with caplog.at_level(logging.CRITICAL):
        page.show()
    assert "Something went wrong here. Your saved answers are safe. Please try again." in text_of(page)
    assert "secret" not in text_of(page)
    monkeypatch.undo()
    page.show()
    assert "Something went wrong" not in text_of(page)


def test_a_press_that_fails_is_told_and_not_raised(welcome: Played, closed, caplog):
    page = pages.page_of(welcome.engine, welcome.people[0].seat, welcome.fresh_view())
    with closed(welcome.engine), caplog.at_level(logging.CRITICAL):
        pages.taps(pages.on(page).sheet, "ready")
    assert "Something went wrong here." in text_of(page)
    assert welcome.fresh_view().is_ready(welcome.people[0].seat.seat_id) is False
    pages.taps(pages.on(page).sheet, "ready")
    assert "Something went wrong here." not in text_of(page)
    assert welcome.fresh_view().is_ready(welcome.people[0].seat.seat_id)


def test_all_screens_are_built_while_nobody_waits(page: SessionPage, monkeypatch, in_loop):
    monkeypatch.setattr(session_module, "_BREATH_S", 0)
    before = pages.on(page)

    async def play(wait_until):
        page._build_ahead()
        await wait_until(lambda: len(page._screens) == len(ExerciseId))

    in_loop(play)
    assert pages.on(page) is before


def test_an_invented_journey_says_so_on_every_page(page: SessionPage):
    assert page.foot.blocks[-1]["text"] == "An invented example"
