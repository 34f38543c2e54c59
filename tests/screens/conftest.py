"""A small session in play, and pages of it, each with a view of its own as in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pages
import pytest
from samples import Played
from sqlalchemy import Engine

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role
from journeykit.screens.session import SessionPage
from journeykit.session.seat import Participant
from journeykit.store.engine import open_store


@pytest.fixture
def played() -> Played:
    """Six who predict, all ready, at the prediction."""
    played = Played(open_store("sqlite://"))
    played.joined(*[Role.FRONT_LINE] * 3, *[Role.BACK_OFFICE] * 2, Role.LEADER)
    played.all_ready()
    played.come_to(ExerciseId.PREDICT)
    return played


@pytest.fixture
def page(played: Played) -> SessionPage:
    """The first person's page."""
    return page_for(played, played.people[0])


def page_for(played: Played, person: Participant) -> SessionPage:
    """Somebody's page."""
    return pages.page_of(played.engine, person.seat, played.fresh_view())


@pytest.fixture
def page_of(played: Played) -> Callable[[Participant], SessionPage]:
    """page_of(person): their page."""
    return lambda person: page_for(played, person)


@contextmanager
def _closed(engine: Engine) -> Iterator[None]:
    def query_only(on: int) -> None:
        connection = engine.raw_connection()
        connection.cursor().execute(f"PRAGMA query_only = {on}")
        connection.close()

    query_only(1)
    yield
    query_only(0)


@pytest.fixture
def closed() -> Callable[[Engine], AbstractContextManager[None]]:
    """closed(engine): inside, the store can be read and not written, as on a full disk."""
    return _closed


@pytest.fixture
def in_loop() -> Callable[[Callable[..., Awaitable[None]]], None]:
    """in_loop(play): `await play(wait_until)` in a real event loop; `await wait_until(holds)` waits for its truth."""

    async def wait_until(holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not holds():
                await asyncio.sleep(0.005)

    return lambda play: asyncio.run(play(wait_until))
