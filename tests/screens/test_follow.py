"""A page and the feed: it changes at once when another process writes, not when its own patience is over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import closing
from pathlib import Path

import pages
import pytest
from another_process import finished, started
from samples import small_material

from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens.follow import follow
from journeykit.session import feed
from journeykit.session.invitation import join, new_session
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
NEVER_BY_ITSELF_MS = 600_000
"""Far longer than this test may take: a page that changes was told by the watcher."""


def test_a_page_changes_at_once_when_another_process_writes(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    in_loop: Callable[[Callable[[Callable[..., Awaitable[None]]], Awaitable[None]]], None],
) -> None:
    monkeypatch.setattr(feed, "PATIENCE_MS", NEVER_BY_ITSELF_MS)
    url = f"sqlite:///{(tmp_path / 'store.sqlite').as_posix()}"
    engine = open_store(url)
    session = new_session(engine, small_material())
    seat = join(engine, session.code, Role.FRONT_LINE)
    page = pages.page_of(engine, seat, View(engine, session.session_id))
    page.participant.say(Ready(agrees_to_open_mode=False))
    page.show()
    assert pages.on(page).exercise is ExerciseId.WELCOME

    async def play(wait_until: Callable[..., Awaitable[None]]) -> None:
        follower = follow(page.participant.view, page.show, watcher.address)
        try:
            heard = page.participant.view.mark()
            async with asyncio.timeout(10):
                while page.participant.view.mark() == heard:  # until the watcher knows this page, more is said
                    join(engine, session.code, Role.UNSAID)
                    await asyncio.sleep(0.1)
            await asyncio.to_thread(lambda: finished(started(A_FACILITATOR, url, session.session_id)))
            await wait_until(lambda: pages.on(page).exercise is ExerciseId.VOICE)
        finally:
            # A word more wakes the follower, which else would sit out its patience before it ends.
            follower._over.set()
            join(engine, session.code, Role.UNSAID)
            await asyncio.to_thread(follower.stop)

    with closing(feed.Watcher(engine)) as watcher:
        in_loop(play)
