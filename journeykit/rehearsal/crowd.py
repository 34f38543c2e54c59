"""All simulated people of a rehearsal, and what became of them."""

from __future__ import annotations

import asyncio
import contextlib
from urllib.parse import urlsplit

from pydantic import BaseModel
from sqlalchemy import Engine
from tornado.httpclient import AsyncHTTPClient

from journeykit.errors import NotAllowed
from journeykit.language import _
from journeykit.models.session import Session
from journeykit.rehearsal.facilitator import lead
from journeykit.rehearsal.person import Person
from journeykit.rehearsal.temperament import Temperament
from journeykit.session.invented import moods
from journeykit.session.invitation import session_by_id
from journeykit.session.room import Room
from journeykit.session.view import View


class Rehearsed(BaseModel, frozen=True, extra="forbid"):
    """How a rehearsal went."""

    session_id: str
    code: str
    people: int
    joined: int
    answered: int
    """How many gave at least one answer."""
    answers: int
    """Ratings, lines and ticks of all together."""
    ended: bool
    """Whether the session was led to its end."""
    slowest_page_s: float | None
    """Seconds from the join page to the first screen, for whom it took longest; None when nobody got there."""
    errors: tuple[str, ...]


class Crowd:
    """Simulated people, for one rehearsal. They go into no other session.

    people: how many. speed: how many times faster than people they are. seed: the same one makes the same people.
    """

    def __init__(self, engine: Engine, session_id: str, *, people: int, speed: float = 1.0, seed: int = 1) -> None:
        self._engine = engine
        self._session = rehearsal_only(session_by_id(engine, session_id))
        self._speed = speed
        self._temperaments = [
            Temperament.of(seed, number, moods(View(engine, session_id).material)) for number in range(1, people + 1)
        ]
        self._people: list[Person] = []

    async def play(self, participants_url: str, *, leads: bool = False) -> None:
        """Take part until cancelled; or, where the crowd leads the session too, until its end.

        participants_url: the link that brings people to the join page.
        """
        root = participants_url.removesuffix(f"j/{self._session.code}")
        if not urlsplit(root).hostname or root == participants_url:
            raise NotAllowed(_("Simulated people only join the rehearsal that they were made for."))
        client = AsyncHTTPClient(force_instance=True, max_clients=len(self._temperaments) + 1)
        self._people = [Person(each, root, client, speed=self._speed) for each in self._temperaments]
        view = View(self._engine, self._session.session_id)
        walks = [asyncio.create_task(each.live(self._session.code, view.clock().date())) for each in self._people]
        try:
            if leads:
                await lead(Room(self._engine, view), len(self._people), self._pens_down, speed=self._speed)
            else:
                await asyncio.gather(*walks)
        finally:
            for walk in walks:
                walk.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.gather(*walks, return_exceptions=True)
            client.close()

    def _pens_down(self) -> bool:
        return all(each.waits for each in self._people if each.walk.joined)

    def rehearsed(self) -> Rehearsed:
        """How it went so far."""
        walks = [each.walk for each in self._people]
        pages = [walk.page_s for walk in walks if walk.page_s is not None]
        return Rehearsed(
            session_id=self._session.session_id,
            code=self._session.code,
            people=len(self._temperaments),
            joined=sum(walk.joined for walk in walks),
            answered=sum(walk.answers > 0 for walk in walks),
            answers=sum(walk.answers for walk in walks),
            ended=View(self._engine, self._session.session_id).ended,
            slowest_page_s=round(max(pages), 1) if pages else None,
            errors=tuple(error for walk in walks for error in walk.errors),
        )


def rehearsal_only(session: Session) -> Session:
    """The session itself. Raises NotAllowed unless it is a rehearsal."""
    if not session.rehearsal:
        raise NotAllowed(_("Simulated people only go into a rehearsal, never into a session with real people."))
    return session
