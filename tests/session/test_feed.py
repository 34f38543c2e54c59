"""How a page hears that something is new."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
import zmq
from another_process import finished, started
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.session import feed
from journeykit.session.feed import Follower, Watcher
from journeykit.session.invitation import join

A_FOLLOWER = """
import sys, threading
from journeykit.models.session import Role
from journeykit.session import feed
from journeykit.session.invitation import join
from journeykit.session.view import View
from journeykit.store.engine import open_store

feed.PATIENCE_MS = 600_000  # it never looks by itself
engine = open_store(sys.argv[1])
view = View(engine, sys.argv[2])
heard, moved = threading.Event(), threading.Event()

def look():
    heard.set()
    view.refresh()
    if view.now().exercise.id == "voice":
        moved.set()

follower = feed.Follower(look, sys.argv[3])
while not heard.wait(0.2):  # until the watcher knows this listener, something new is said again
    join(engine, view.session.code, Role.UNSAID)
print("ready", flush=True)
print("moved" if moved.wait(60) else "never heard", flush=True)
"""

A_FACILITATOR = """
import sys
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.store.engine import open_store

engine = open_store(sys.argv[1])
Room(engine, View(engine, sys.argv[2])).next()
"""

LONG_S = 60
"""Longer than anything here takes; nothing waits for its end unless it fails."""


@contextmanager
def following(on_change: Callable[[], None], address: str | None = None) -> Iterator[Follower]:
    follower = Follower(on_change, address)
    try:
        yield follower
    finally:
        follower.stop()


def test_what_another_process_writes_wakes_a_follower_in_a_third(played: Played, url: str):
    session_id = played.session.session_id
    with closing(Watcher(played.engine)) as watcher:
        follower = started(A_FOLLOWER, url, session_id, watcher.address)
        assert follower.stdout is not None
        assert follower.stdout.readline() == "ready\n", follower.communicate()
        finished(started(A_FACILITATOR, url, session_id))
        assert finished(follower) == "moved\n"


def test_the_watcher_s_word_carries_no_content(played: Played):
    with closing(Watcher(played.engine)) as watcher, zmq.Context() as context, context.socket(zmq.SUB) as socket:
        socket.subscribe(b"")
        socket.connect(watcher.address)
        while not socket.poll(100):  # until the watcher knows this listener, something new is said again
            join(played.engine, played.session.code, Role.UNSAID)
        assert socket.recv() == b"new"


def test_a_quiet_store_says_no_word(played: Played):
    with closing(Watcher(played.engine)) as watcher, zmq.Context() as context, context.socket(zmq.SUB) as socket:
        socket.subscribe(b"")
        socket.connect(watcher.address)
        while not socket.poll(100):
            join(played.engine, played.session.code, Role.UNSAID)
        while socket.poll(1000):  # what is still on its way
            socket.recv()
        played.view.refresh()  # reading is no news
        assert not socket.poll(500)


def test_without_a_watcher_a_follower_looks_by_itself(played: Played, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feed, "PATIENCE_MS", 20)
    page, moved = played.fresh_view(), threading.Event()

    def look() -> None:
        if page.refresh() and page.now().exercise.id is ExerciseId.VOICE:
            moved.set()

    with following(look):
        played.room.next()
        assert moved.wait(LONG_S)


def test_a_follower_looks_by_itself_when_the_watcher_is_gone(played: Played, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(feed, "PATIENCE_MS", 20)
    watcher = Watcher(played.engine)
    watcher.close()
    looked = threading.Event()
    with following(looked.set, watcher.address):
        assert looked.wait(LONG_S)


def test_a_page_that_fails_once_hears_the_next_word_all_the_same(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(feed, "PATIENCE_MS", 20)
    calls, again = [], threading.Event()

    def look() -> None:
        calls.append(1)
        if len(calls) == 1:
            raise OSError("the disk is away")
        again.set()

    with caplog.at_level(logging.ERROR), following(look):
        assert again.wait(LONG_S)
    assert "the disk is away" in caplog.text


@pytest.mark.parametrize("address", [None, "tcp://127.0.0.1:9"])
def test_a_stopped_follower_calls_no_more_even_when_its_callback_stops_it(
    monkeypatch: pytest.MonkeyPatch, address: str | None
):
    monkeypatch.setattr(feed, "PATIENCE_MS", 20)
    made, stopped, calls = threading.Event(), threading.Event(), []

    def look() -> None:
        calls.append(1)
        made.wait(LONG_S)
        follower.stop()
        stopped.set()

    follower = Follower(look, address)
    made.set()
    assert stopped.wait(LONG_S)
    follower.stop()  # a second time does no harm, and waits until the thread is over
    assert calls == [1]
    assert not any(thread.name == "journeykit-follower" for thread in threading.enumerate())


def test_a_closed_watcher_gives_its_connection_back(played: Played):
    before = played.engine.pool.checkedout()  # type: ignore[attr-defined]
    with closing(Watcher(played.engine)):
        pass
    assert played.engine.pool.checkedout() == before  # type: ignore[attr-defined]
    assert not any(thread.name == "journeykit-watcher" for thread in threading.enumerate())
