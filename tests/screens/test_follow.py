"""A page and the feed: it changes at once when another process writes, looks no more than it must, and heals."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pages
import pytest
from another_process import finished, started
from samples import Played, rating, small_material

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens import follow as follow_module
from journeykit.screens.follow import Follower, follow
from journeykit.screens.session import SessionPage
from journeykit.session import feed
from journeykit.session.feed import Watcher
from journeykit.session.invitation import join, new_session, take_over
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.store.engine import open_store

A_FACILITATOR = """
import sys
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.store.engine import open_store

engine = open_store(sys.argv[1])
Room(engine, View(engine, sys.argv[2])).next()
"""
NEVER_S = 600.0
"""Far longer than a test may take: a page that changes was told."""

InLoop = Callable[[Callable[..., Awaitable[None]]], None]


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Played]:
    """Two people who are ready, at the prediction, in a store on disk."""
    engine = open_store(f"sqlite:///{(tmp_path / 'store.sqlite').as_posix()}")
    played = Played(engine)
    played.joined(Role.FRONT_LINE, Role.LEADER)
    played.all_ready()
    played.come_to(ExerciseId.PREDICT)
    yield played
    engine.dispose()


@pytest.fixture(autouse=True)
def _only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow_module, "POLL_S", NEVER_S)
    monkeypatch.setattr(follow_module, "PATIENCE_S", NEVER_S)


@contextmanager
def watched(played: Played) -> Iterator[Watcher]:
    with closing(Watcher(played.engine, played.session.session_id)) as watcher:
        watcher.start()
        yield watcher


@contextmanager
def following(
    view: View, show: Callable[[], None], address: str | None = None, own: Participant | None = None
) -> Iterator[Follower]:
    follower = follow(view, show, address, own)
    try:
        yield follower
    finally:
        follower.stop()


def its_page(played: Played, person: Participant) -> SessionPage:
    """Somebody's page with a view of its own, as in a process of its own."""
    return pages.page_of(played.engine, person.seat, played.fresh_view())


class Looks:
    """Counts how often a view was refreshed."""

    def __init__(self, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
        self.n = 0
        refresh = view.refresh

        def counting(connection: Any = None) -> bool:
            self.n += connection is None
            return refresh(connection)

        monkeypatch.setattr(view, "refresh", counting)


def test_a_page_changes_at_once_when_another_process_writes(tmp_path: Path, in_loop: InLoop):
    url = f"sqlite:///{(tmp_path / 'live.sqlite').as_posix()}"
    engine = open_store(url)
    session = new_session(engine, small_material())
    seat = join(engine, session.code, Role.FRONT_LINE)
    page = pages.page_of(engine, seat, View(engine, session.session_id))
    page.participant.say(Ready(agrees_to_open_mode=False))
    page.show()
    assert pages.on(page).exercise is ExerciseId.WELCOME

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with closing(Watcher(engine, session.session_id)) as watcher:
            watcher.start()
            with following(page.participant.view, page.show, watcher.address, page.participant):
                await asyncio.to_thread(lambda: finished(started(A_FACILITATOR, url, session.session_id)))
                await wait_until(lambda: pages.on(page).exercise is ExerciseId.VOICE)

    in_loop(play)


def test_a_page_locks_in_the_moment_in_which_time_is_up(played: Played, in_loop: InLoop):
    page = its_page(played, played.people[0])
    rater = pages.on(page).rater
    left = played.view.now().ends_at - played.clock()

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        played.clock.forward(seconds=left.total_seconds() - 0.1)
        with following(page.participant.view, page.show, None, page.participant):
            await asyncio.sleep(0.02)
            assert not rater.disabled
            played.clock.forward(seconds=0.1)
            await wait_until(lambda: rater.disabled)

    in_loop(play)


def test_a_page_of_the_whole_room_hears_of_an_answer_and_a_participant_s_page_stays_as_it_is(
    played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop
):
    monkeypatch.setattr(feed, "LATER_S", 0.01)
    room, own = played.fresh_view(), Participant(played.engine, played.people[0].seat, played.fresh_view())
    shown = {"room": 0, "own": 0}

    def show(which: str) -> None:
        shown[which] += 1

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with (
            watched(played) as watcher,
            following(room, lambda: show("room"), watcher.address),
            following(own.view, lambda: show("own"), watcher.address, own),
        ):
            played.people[1].say(rating("wait", 2))
            place = played.view.following.board.place
            await wait_until(lambda: shown["room"] == 1)
            await wait_until(lambda: own.view.following.board.place == place)  # it has taken it in all the same
            assert shown["own"] == 0

    in_loop(play)


def test_a_page_shows_what_was_said_on_another_page_of_its_seat(
    played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop
):
    monkeypatch.setattr(feed, "LATER_S", 0.01)
    first, second = (its_page(played, played.people[0]) for _ in range(2))

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with (
            watched(played) as watcher,
            following(first.participant.view, first.show, watcher.address, first.participant),
            following(second.participant.view, second.show, watcher.address, second.participant),
        ):
            for page, other, value in ((first, second, 2), (second, first, 1), (first, second, 0)):
                pages.says(pages.on(page).rater, value={"wait": value})
                await wait_until(lambda other=other, value=value: pages.on(other).rater.value == {"wait": value})

    in_loop(play)


def test_a_page_steps_aside_at_once_when_its_seat_goes_on_elsewhere(played: Played, in_loop: InLoop):
    page = its_page(played, played.people[0])
    seat = page.participant.seat

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with (
            watched(played) as watcher,
            following(page.participant.view, page.show, watcher.address, page.participant),
        ):
            take_over(played.engine, seat.session_id, seat.return_code, clock=played.clock)
            await wait_until(lambda: page.participant.aside)
            assert "You went on on another device." in pages.texts(page.root)

    in_loop(play)


def test_what_comes_while_a_page_draws_is_one_look(played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop):
    view, shown = played.fresh_view(), []
    looks = Looks(view, monkeypatch)

    def show() -> None:
        shown.append(view.following.board.place)
        if len(shown) == 1:
            for value in (1, 0, -1):  # each with a word of its own
                played.people[1].say(rating("wait", value))
                watcher_of[0].look()

    watcher_of: list[Watcher] = []

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with watched(played) as watcher, following(view, show, watcher.address):
            watcher_of.append(watcher)
            await wait_until(lambda: any(ear.hears_all for ear in watcher._ears.values()))
            played.people[1].say(rating("wait", 2))
            watcher.look()
            await wait_until(lambda: len(shown) == 2)
            await asyncio.sleep(0.1)
            assert shown[1] == played.view.following.board.place
            assert (looks.n, len(shown)) == (2, 2)

    in_loop(play)


def test_a_page_that_hears_nothing_does_nothing(played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop):
    own = Participant(played.engine, played.people[0].seat, played.fresh_view())
    looks = Looks(own.view, monkeypatch)

    async def play(_wait_until: Callable[..., Awaitable[None]]) -> None:
        with watched(played) as watcher, following(own.view, lambda: None, watcher.address, own):
            await asyncio.sleep(0.5)
            assert looks.n == 0

    in_loop(play)


def test_a_page_looks_by_itself_where_nobody_tells_it(played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop):
    monkeypatch.setattr(follow_module, "POLL_S", 0.01)
    page = its_page(played, played.people[0])

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with following(page.participant.view, page.show, None, page.participant):
            played.room.next()
            await wait_until(lambda: pages.on(page).exercise is ExerciseId.SURE)

    in_loop(play)


@pytest.mark.parametrize("gone_first", [True, False])
def test_a_page_looks_by_itself_when_the_watcher_is_gone(
    played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop, caplog: pytest.LogCaptureFixture, gone_first: bool
):
    monkeypatch.setattr(follow_module, "POLL_S", 0.01)
    page = its_page(played, played.people[0])

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        watcher = Watcher(played.engine, played.session.session_id)
        watcher.start()
        if gone_first:
            watcher.close()
        with following(page.participant.view, page.show, watcher.address, page.participant) as follower:
            watcher.close()
            await wait_until(lambda: follower._line is None)
            played.room.next()
            await wait_until(lambda: pages.on(page).exercise is ExerciseId.SURE)

    with caplog.at_level(logging.CRITICAL, logger=follow_module.log.name):
        in_loop(play)


def test_a_word_that_was_lost_is_made_good_by_a_later_one(
    played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop
):
    monkeypatch.setattr(feed, "BEAT_S", 0.3)
    page = its_page(played, played.people[0])

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with (
            watched(played) as watcher,
            following(page.participant.view, page.show, watcher.address, page.participant) as follower,
        ):
            await wait_until(lambda: watcher._ears)
            played.room.next()
            watcher.look()
            assert follower._line is not None
            while not follower._line.heard():  # the page never sees this word
                pass
            await wait_until(lambda: pages.on(page).exercise is ExerciseId.SURE)

    in_loop(play)


def test_a_page_that_could_not_look_looks_again_soon(
    played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(follow_module, "POLL_S", 0.01)
    page, failed = its_page(played, played.people[0]), []
    refresh = page.participant.view.refresh

    def fails_once(connection: Any = None) -> bool:
        if not failed:
            failed.append(True)
            raise OSError("the store has gone")
        return refresh(connection)

    monkeypatch.setattr(page.participant.view, "refresh", fails_once)

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with (
            watched(played) as watcher,
            following(page.participant.view, page.show, watcher.address, page.participant),
        ):
            played.room.next()
            await wait_until(lambda: pages.on(page).exercise is ExerciseId.SURE)

    with caplog.at_level(logging.CRITICAL, logger=follow_module.log.name):
        in_loop(play)
    assert failed


def test_a_follower_may_be_stopped_by_what_it_shows_and_then_looks_no_more(
    played: Played, monkeypatch: pytest.MonkeyPatch, in_loop: InLoop
):
    view = played.fresh_view()
    looks = Looks(view, monkeypatch)

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        with watched(played) as watcher, following(view, lambda: follower.stop(), watcher.address) as follower:
            played.room.next()
            await wait_until(lambda: looks.n == 1)
            await wait_until(lambda: not watcher._ears)
            played.room.next()
            await asyncio.sleep(0.2)
            assert looks.n == 1

    in_loop(play)
