"""How a page hears that something is new."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from another_process import finished, started
from samples import Played, rating

from journeykit.models.by_link import LinkAnswer
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.session import feed
from journeykit.session.customers import CustomersLink
from journeykit.session.feed import Line, Watcher, word
from journeykit.session.invitation import join

A_FACILITATOR = """
import sys
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.store.engine import open_store

engine = open_store(sys.argv[1])
Room(engine, View(engine, sys.argv[2])).next()
"""

NEVER_S = 600.0
"""Far longer than anything here takes."""
LONG_S = 60
"""Nothing waits for its end unless it fails."""


@contextmanager
def watching(played: Played) -> Iterator[Watcher]:
    with closing(Watcher(played.engine, played.session.session_id)) as watcher:
        watcher.start()
        yield watcher


@contextmanager
def lines(watcher: Watcher, *hears_all: bool) -> Iterator[list[Line]]:
    found = [Line(watcher.address, hears_all=each) for each in hears_all]
    try:
        yield found
    finally:
        for line in found:
            line.close()


async def hears(line: Line, expected: bytes) -> None:
    """Wait until the watcher says this on a line."""
    async with asyncio.timeout(LONG_S):
        while line.heard() != expected:
            await asyncio.sleep(0.005)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG_S):
        while not holds():
            await asyncio.sleep(0.005)


def newest(played: Played) -> bytes:
    view = played.fresh_view()
    return word(view.following.board.place, view.customers_by_link)


def in_loop(play: Callable[[], Awaitable[None]]) -> None:
    async def run() -> None:
        await play()

    asyncio.run(run())


@pytest.fixture
def predicting(played: Played) -> Played:
    """Two people, at the prediction."""
    played.joined(Role.LEADER, Role.LEADER)
    played.come_to(ExerciseId.PREDICT)
    return played


def test_what_another_process_writes_is_told_at_once(played: Played, url: str):
    async def play() -> None:
        with watching(played) as watcher, lines(watcher, True, False) as (whole, own):
            for line in (whole, own):
                await hears(line, newest(played))
            await asyncio.to_thread(lambda: finished(started(A_FACILITATOR, url, played.session.session_id)))
            for line in (whole, own):
                await hears(line, newest(played))

    in_loop(play)


def test_a_word_is_two_numbers_and_nothing_else(predicting: Played):
    async def play() -> None:
        with watching(predicting) as watcher, lines(watcher, True) as (whole,):
            predicting.people[0].say(rating("wait", 2))
            await hears(whole, newest(predicting))
            assert re.fullmatch(rb"\d+ \d+\n", newest(predicting))

    in_loop(play)


def test_an_answer_is_told_at_once_only_to_those_that_show_the_whole_room(
    predicting: Played, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feed, "LATER_S", NEVER_S)

    async def play() -> None:
        with watching(predicting) as watcher, lines(watcher, True, False) as (whole, own):
            for line in (whole, own):
                await hears(line, newest(predicting))
            predicting.people[0].say(rating("wait", 2))
            await hears(whole, newest(predicting))
            assert own.heard() == b""
            predicting.room.lock()
            for line in (whole, own):
                await hears(line, newest(predicting))

    in_loop(play)


def test_the_others_hear_of_an_answer_later_a_few_at_a_time(predicting: Played, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feed, "POLL_S", NEVER_S)
    monkeypatch.setattr(feed, "LATER_S", -1.0)  # later has come already
    monkeypatch.setattr(feed, "TOLD_AT_ONCE", 2)

    async def play() -> None:
        with watching(predicting) as watcher, lines(watcher, False, False, False) as own:
            watcher.look()
            await until(lambda: len(watcher._ears) == 3)
            for line in own:
                await hears(line, newest(predicting))
            predicting.people[0].say(rating("wait", 2))
            heard = []
            for _ in range(3):
                watcher._tick()
                await asyncio.sleep(0.05)
                heard.append(sum(line.heard() == newest(predicting) for line in own))
            assert heard == [2, 1, 0]

    in_loop(play)


def test_a_page_that_writes_has_the_others_told_without_waiting_for_the_next_look(
    predicting: Played, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feed, "POLL_S", NEVER_S)

    async def play() -> None:
        with watching(predicting) as watcher, lines(watcher, True, False) as (whole, own):
            predicting.view.when_written = own.poke
            predicting.people[0].say(rating("wait", 2))
            await hears(whole, newest(predicting))

    in_loop(play)


def test_customers_by_the_link_are_news_too(played: Played):
    async def play() -> None:
        with watching(played) as watcher, lines(watcher, True) as (whole,):
            await hears(whole, newest(played))
            CustomersLink(played.engine, played.session.session_id).say(LinkAnswer(felt={"wait": -1}))
            assert newest(played).endswith(b" 1\n")
            await hears(whole, newest(played))

    in_loop(play)


def test_a_quiet_store_says_no_word(played: Played):
    async def play() -> None:
        with watching(played) as watcher, lines(watcher, True, False) as both:
            for line in both:
                await hears(line, newest(played))
            played.view.refresh()  # reading is no news
            await asyncio.sleep(5 * feed.POLL_S)
            assert [line.heard() for line in both] == [b"", b""]

    in_loop(play)


def test_another_session_in_the_store_says_no_word(played: Played):
    async def play() -> None:
        with watching(played) as watcher, lines(watcher, True) as (whole,):
            await hears(whole, newest(played))
            other = Played(played.engine)
            join(other.engine, other.session.code, Role.UNSAID)
            await asyncio.sleep(5 * feed.POLL_S)
            assert whole.heard() == b""

    in_loop(play)


def test_after_a_while_a_page_hears_again_how_far_the_journal_goes(played: Played, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feed, "BEAT_S", 0.2)

    async def play() -> None:
        with watching(played) as watcher, lines(watcher, False) as (own,):
            for _ in range(3):
                await hears(own, newest(played))

    in_loop(play)


def test_a_page_that_does_not_read_stops_nobody(predicting: Played):
    async def play() -> None:
        with watching(predicting) as watcher, lines(watcher, True, True) as (deaf, whole):
            await until(lambda: sum(ear.hears_all for ear in watcher._ears.values()) == 2)
            for _ in range(400_000):  # far more than the sockets between them hold
                for ear in list(watcher._ears.values()):
                    if ear.line.getpeername() == deaf.socket.getsockname():
                        watcher._tell(ear)
            predicting.people[0].say(rating("wait", 2))
            await hears(whole, newest(predicting))
            assert deaf.heard()

    in_loop(play)


def test_a_page_that_has_gone_is_forgotten(played: Played):
    async def play() -> None:
        with watching(played) as watcher:
            with lines(watcher, True, False):
                await until(lambda: len(watcher._ears) == 2)
            await until(lambda: not watcher._ears)

    in_loop(play)


def test_a_closed_watcher_gives_everything_back_and_its_pages_know(played: Played):
    before = played.engine.pool.checkedout()  # type: ignore[attr-defined]

    async def play() -> None:
        with watching(played) as watcher:
            line = Line(watcher.address, hears_all=False)
            await hears(line, newest(played))
        assert played.engine.pool.checkedout() == before  # type: ignore[attr-defined]
        with pytest.raises(EOFError):
            line.heard()
        line.poke()  # nobody is there, and nothing happens
        line.close()
        with pytest.raises(OSError, match="refused"):
            Line(watcher.address, hears_all=False)

    in_loop(play)
