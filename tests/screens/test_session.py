"""The page that is loaded once: it follows, lets late joiners begin, steps aside, and never lets an error out."""

from __future__ import annotations

import logging

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens import follow as follow_module
from journeykit.screens import session as session_module
from journeykit.screens.follow import follow
from journeykit.screens.meet import Meet
from journeykit.screens.predict import Predict
from journeykit.screens.reveal_customers import RevealCustomers
from journeykit.screens.reveal_ourselves import RevealOurselves
from journeykit.screens.session import SessionPage
from journeykit.screens.welcome import Welcome
from journeykit.session import feed
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
    seen = [type(pages.on(page))]
    pages.taps(pages.on(page).sheet, "ready")
    for move in (welcome.room.next, welcome.room.next, welcome.room.reveal, welcome.room.next):
        move()
        pages.hears(page)
        seen.append(type(pages.on(page)))
    assert seen == [Welcome, Meet, Predict, RevealOurselves, RevealCustomers]
    assert page.bar.screen == "What customers say"
    welcome.room.back()
    pages.hears(page)
    assert isinstance(pages.on(page), RevealOurselves)


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


def test_a_page_follows_by_itself_and_also_a_lock_by_time(page: SessionPage, played: Played, monkeypatch, in_loop):
    monkeypatch.setattr(feed, "PATIENCE_MS", 10)
    rater = pages.on(page).rater

    async def play(wait_until):
        follower = follow(page.participant.view, page.show, None)
        try:
            played.clock.forward(minutes=8)
            await wait_until(lambda: rater.disabled)
            played.room.reveal()
            await wait_until(lambda: isinstance(pages.on(page), RevealOurselves))
        finally:
            follower.stop()

    in_loop(play)


def test_a_follower_that_fails_once_goes_on(page: SessionPage, played: Played, monkeypatch, in_loop, caplog):
    monkeypatch.setattr(feed, "PATIENCE_MS", 10)
    refresh, failed = page.participant.view.refresh, []

    def fails_once() -> bool:
        if not failed:
            failed.append(True)
            raise OSError("the store has gone")
        return refresh()

    monkeypatch.setattr(page.participant.view, "refresh", fails_once)

    async def play(wait_until):
        follower = follow(page.participant.view, page.show, None)
        try:
            played.room.reveal()
            await wait_until(lambda: isinstance(pages.on(page), RevealOurselves))
        finally:
            follower.stop()

    with caplog.at_level(logging.CRITICAL, logger=follow_module.log.name):
        in_loop(play)
    assert failed


def test_an_invented_journey_says_so_on_every_page(page: SessionPage):
    assert page.foot.blocks[-1]["text"] == "An invented example"
