"""A participant in their seat: what they may say, checked where it is written."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Engine

from journeykit.errors import NotAllowed, NotOpen, SteppedAside
from journeykit.language import _
from journeykit.models.entry import Author, Entry, Looked, Ready
from journeykit.models.exercise import RunState, exercise, told
from journeykit.models.rating import Rating
from journeykit.models.session import Seat
from journeykit.session.view import View
from journeykit.store import journal
from journeykit.store.engine import writing


class Participant:
    """One seat, and the view from it."""

    def __init__(self, engine: Engine, seat: Seat, view: View) -> None:
        self.seat = seat
        self.view = view
        self._engine = engine

    @property
    def aside(self) -> bool:
        """Whether this seat has gone on on another device."""
        return self.view.device(self.seat.seat_id) > self.seat.device

    def own(self) -> dict[str, int]:
        """The answers of this seat: points by step id."""
        return self.view.own(self.seat.seat_id)

    def say(self, body: Rating | Ready | Looked) -> datetime:
        """Say one thing, and return when it was said. It is in the store when this returns.

        Raises NotOpen when what is on takes no answers (any more), UnknownStep for a step that the journey does
        not have, SteppedAside on a device that was left, NotAllowed for a rating from another perspective.
        Nothing is written then.
        """
        with writing(self._engine) as connection:
            self.view.following.refresh(connection)
            if self.aside:
                raise SteppedAside
            said_at = self.view.clock()  # one moment for the check and the line: what was let in is counted
            if isinstance(body, Rating):
                self._check(body, said_at)
            run = self.view.following.board.current
            entry = Entry(
                entry_id=uuid4(),
                session_id=self.seat.session_id,
                run_id=run.run_id if run else None,
                seat_id=self.seat.seat_id,
                author=Author.PARTICIPANT,
                body=body,
                said_at=said_at,
            )
            journal.append(connection, entry)
        self.view.refresh()
        return said_at

    def _check(self, rating: Rating, at: datetime) -> None:
        now = self.view.now(at)
        if not exercise(now.exercise.id).collects_ratings or now.state is not RunState.OPEN:
            raise NotOpen(told(now.exercise.title, self.view.journey))
        self.view.journey.target(rating.target_id)
        mine = self.view.perspective(self.seat.seat_id)
        if rating.perspective is not mine:
            raise NotAllowed(
                _("This seat answers as {mine}, not as {asked}.").format(mine=mine, asked=rating.perspective)
            )
