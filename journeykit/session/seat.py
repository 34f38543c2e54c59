"""A participant in their seat: what they may say, checked where it is written."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Engine

from journeykit.errors import NotAllowed, NotOpen, SteppedAside
from journeykit.language import _
from journeykit.models.entry import Author, Entry, Looked, Ready
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.models.rating import Rating
from journeykit.models.said import MOST_FOR, ActionCard, DidNotHappen, Picked, Said, StepProposed, TakenBack
from journeykit.models.session import Seat
from journeykit.session.room import check_dates
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
        return not self.gone and self.view.device(self.seat.seat_id) > self.seat.device

    def own(self) -> dict[str, int]:
        """The answers of this seat: points by step id."""
        return self.view.own(self.seat.seat_id)

    @property
    def gone(self) -> bool:
        """Whether this seat and its answers were deleted."""
        return not self.view.has_seat(self.seat.seat_id)

    def said(self, id_: ExerciseId) -> dict[str, Said]:
        """What this seat said in an exercise besides ratings, by place."""
        return self.view.told.own(self.seat.seat_id, id_)

    def say(self, body: Rating | Ready | Looked | Said | TakenBack) -> datetime:
        """Say one thing, and return when it was said. It is in the store when this returns.

        Raises NotOpen when what is on does not take it (any more), UnknownStep for a step that the journey does
        not have, SteppedAside on a device that was left, NotAllowed for a rating from another perspective, a date in
        the past or a seat that was deleted. Nothing is written then.
        """
        with writing(self._engine) as connection:
            self.view.refresh(connection)
            if self.gone:
                raise NotAllowed(_("Your answers were deleted. Join again if you want to take part."))
            if self.aside:
                raise SteppedAside
            said_at = self.view.clock()  # one moment for the check and the line: what was let in is counted
            if not isinstance(body, Ready | Looked):
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

    def _check(self, body: Rating | Said | TakenBack, at: datetime) -> None:
        now = self.view.now(at)
        takes = now.exercise.collects_ratings if isinstance(body, Rating) else now.exercise.takes_place(body.place)
        if not takes or now.state is not RunState.OPEN or self.view.ended:
            raise NotOpen(told(now.exercise.title, self.view.journey))
        match body:
            case Rating():
                self.view.journey.target(body.target_id)
                mine = self.view.perspective(self.seat.seat_id, now.exercise.id)
                if body.perspective is not mine:
                    raise NotAllowed(
                        _("This seat answers as {mine}, not as {asked}.").format(mine=mine, asked=body.perspective)
                    )
            case Picked():
                most = MOST_FOR[body.question]
                if len(set(body.target_ids)) != len(body.target_ids) or len(body.target_ids) > most:
                    raise NotAllowed(_("Pick at most {most}, each one once.").format(most=most))
                for target_id in body.target_ids:
                    self.view.journey.target(target_id)
            case DidNotHappen():
                self.view.material.journey.target(body.target_id)
            case StepProposed():
                self.view.journey.target(body.after_id)
                self._must_be_mine(body.step_id, "step_proposed", now.exercise.id)
            case ActionCard():
                check_dates(body, at)
                self._must_be_mine(body.card_id, "action_card", now.exercise.id)
            case _:
                pass

    def _must_be_mine(self, id_: str, place: str, exercise_id: ExerciseId) -> None:
        """A proposal has an id of its own: a new one, or the one that this seat gave it before."""
        before = self.said(exercise_id).get(place)
        mine = before.card_id if isinstance(before, ActionCard) else getattr(before, "step_id", None)
        if id_ != mine and id_ in self.view.taken_ids():
            raise NotAllowed(_("This id belongs to something else already."))
