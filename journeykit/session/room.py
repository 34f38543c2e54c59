"""The room in the facilitator's hands: open, lock, reveal, uncover, back and next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Connection, Engine

from journeykit.errors import NotAllowed, NotRevealed
from journeykit.language import _
from journeykit.models.entry import (
    Author,
    BaselineSet,
    Body,
    Entry,
    Extended,
    Locked,
    Opened,
    Revealed,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId, exercise
from journeykit.models.journey import Baseline
from journeykit.session.view import View
from journeykit.store import journal
from journeykit.store.engine import writing


class Room:
    """What only the facilitator may do.

    Each verb that moves the session takes `seen`, the run that the facilitator's page was showing. When the session
    has moved on since (a second tap, a second page) it raises NotAllowed and nothing happens.
    """

    def __init__(self, engine: Engine, view: View) -> None:
        self.view = view
        self._engine = engine

    def open(self, id_: ExerciseId, *, seen: str | None = None) -> None:
        """Begin a new run of any exercise of the agenda. Raises NotRevealed where answers must be shown first."""
        if id_ not in self.view.session.agenda:
            raise NotAllowed(_("{asked} is not on the agenda of this session.").format(asked=id_))
        with self._moving(seen) as connection:
            if exercise(id_).reveals and not self.view.revealed:
                raise NotRevealed
            self._open(connection, id_)

    def next(self, *, seen: str | None = None) -> None:
        """Go on to the next exercise. Raises NotRevealed where answers must be shown first, NotAllowed at the end."""
        with self._moving(seen) as connection:
            if self.view.now().exercise.collects_ratings and not self.view.revealed:
                raise NotRevealed
            self._open(connection, self._neighbour(+1))

    def back(self, *, seen: str | None = None) -> None:
        """Go back to the exercise before, as a new run of it. Raises NotAllowed at the beginning."""
        with self._moving(seen) as connection:
            self._open(connection, self._neighbour(-1))

    def lock(self, *, seen: str | None = None) -> None:
        """Take no more answers to what is on."""
        with self._moving(seen) as connection:
            self._say(connection, Locked())

    def reveal(self, *, seen: str | None = None) -> None:
        """Lock what is on, show its answers to everybody, and go on to the exercise that looks at them."""
        with self._moving(seen) as connection:
            now = self.view.now()
            if not now.exercise.collects_ratings:
                raise NotAllowed(_("There are no answers to show here."))
            self._say(connection, Revealed())
            self._open(connection, self._neighbour(+1))

    def extend(self, seconds: int = 60, *, seen: str | None = None) -> None:
        """Give what is on more time; what was locked takes answers again, unless they were shown already."""
        with self._moving(seen) as connection:
            self._say(connection, Extended(seconds=seconds))

    def uncover(self, target_id: str, *, seen: str | None = None) -> None:
        """Show one step's customers to everybody. Raises UnknownStep; a second time changes nothing."""
        self.view.journey.target(target_id)
        with self._moving(seen) as connection:
            if self.view.now().exercise.id is not ExerciseId.REVEAL_CUSTOMERS:
                raise NotAllowed(_("Customers are uncovered when it is their turn."))
            self._say(connection, Uncovered(target_id=target_id))

    def set_baseline(self, baseline: Baseline) -> None:
        """Move the line between pain and gain."""
        with self._moving(None) as connection:
            self._say(connection, BaselineSet(baseline=baseline))

    @contextmanager
    def _moving(self, seen: str | None) -> Iterator[Connection]:
        with writing(self._engine) as connection:
            self.view.following.refresh(connection)
            if seen is not None and seen != self.view.now().run_id:
                raise NotAllowed(_("The session has moved on since. Look again before you press."))
            yield connection
        self.view.refresh()

    def _neighbour(self, offset: int) -> ExerciseId:
        agenda = self.view.session.agenda
        at = agenda.index(self.view.now().exercise.id) + offset
        if not 0 <= at < len(agenda):
            raise NotAllowed(_("This is the last one.") if offset > 0 else _("This is the first one."))
        return agenda[at]

    def _open(self, connection: Connection, id_: ExerciseId) -> None:
        ends_at = self.view.clock() + timedelta(minutes=exercise(id_).minutes)
        self._say(connection, Opened(exercise=id_, ends_at=ends_at), run_id=uuid4().hex)

    def _say(self, connection: Connection, body: Body, run_id: str | None = None) -> None:
        entry = Entry(
            entry_id=uuid4(),
            session_id=self.view.session.session_id,
            run_id=run_id or self.view.now().run_id,
            author=Author.FACILITATOR,
            body=body,
            said_at=self.view.clock(),
        )
        journal.append(connection, entry)
