"""A participant in their seat: what they may say, checked where it is written."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from sqlalchemy import Engine

from journeykit.errors import NotAllowed, NotOpen, SteppedAside
from journeykit.language import _
from journeykit.models.entry import Author, Entry, KeptWhat, Looked, Ready
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.models.rating import Rating
from journeykit.models.said import ActionCard, DidNotHappen, Picked, Said, StepProposed, TakenBack
from journeykit.models.session import Seat
from journeykit.session.room import check_days
from journeykit.session.view import View
from journeykit.store import journal
from journeykit.store.engine import writing


class Participant:
    """One seat, and the view from it."""

    def __init__(self, engine: Engine, seat: Seat, view: View) -> None:
        self.seat = seat
        self.view = view
        self._engine = engine
        self._own_place = self._elsewhere = 0

    def mark(self) -> tuple[object, ...]:
        """Changes whenever something on this seat's page may have to change: also by another page of this seat."""
        view, now = self.view, self.view.now()
        ready = view.progress() if now.exercise.id is ExerciseId.WELCOME else None  # only there others are counted live
        self._notice_other_pages()
        return view.following.board.moved, now.state, view.k, view.customers_by_link, self._elsewhere, ready

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
        not have, SteppedAside on a device that was left, NotAllowed for a rating from another perspective, what is
        not asked of this seat, a date in the past, an id that is taken, a proposal that the room has taken in, or a
        seat that was deleted. Nothing is written then.
        """
        self.view.refresh()  # before the pen is taken: what is new may be long, and only one at a time may write
        with writing(self._engine) as connection:
            self.view.refresh(connection)
            if self.gone:
                raise NotAllowed(_("Your answers were deleted. Join again if you want to take part."))
            if self.aside:
                raise SteppedAside
            said_at = self.view.clock()  # one moment for the check and the line: what was let in is counted
            self._notice_other_pages()
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
            place = journal.append(connection, entry)
        self._own_place = place
        self.view.written()
        return said_at

    def _notice_other_pages(self) -> None:
        last = self.view.following.board.heard.get(self.seat.seat_id, 0)
        if last != self._own_place:
            self._elsewhere = last

    def _check(self, body: Rating | Said | TakenBack, at: datetime) -> None:
        now = self.view.now(at)
        takes = now.exercise.collects_ratings if isinstance(body, Rating) else now.exercise.takes_place(body.place)
        if not takes or now.state is not RunState.OPEN or self.view.ended:
            raise NotOpen(told(now.exercise.title, self.view.journey))
        what = "rating" if isinstance(body, Rating) else body.place
        if not self.view.is_asked(self.seat.seat_id, now.exercise.id, what):
            raise NotAllowed(_("This is asked only of those who guess. You have told us already. Thank you."))
        match body:
            case Rating():
                self.view.journey.target(body.target_id)
                mine = self.view.perspective(self.seat.seat_id, now.exercise.id)
                if body.perspective is not mine:
                    raise NotAllowed(
                        _("This seat answers as {mine}, not as {asked}.").format(mine=mine, asked=body.perspective)
                    )
            case Picked():
                for target_id in body.target_ids:
                    self.view.journey.target(target_id)
            case DidNotHappen():
                self.view.journey.target(body.target_id)
            case StepProposed():
                self.view.journey.target(body.after_id)
                self._check_proposal(body, now.exercise.id)
            case ActionCard():
                check_days(at, body.due, body.metric_by)
                self._check_proposal(body, now.exercise.id)
            case TakenBack():
                self._check_proposal(body, now.exercise.id)
            case _:
                pass

    def _check_proposal(self, body: StepProposed | ActionCard | TakenBack, id_: ExerciseId) -> None:
        """A proposal has an id of its own, new or the one it had before; what the room took in stays as it was then."""
        before = self.said(id_).get(body.place)
        mine = before.proposal_id if isinstance(before, StepProposed | ActionCard) else None
        what = KeptWhat.CARD if isinstance(before, ActionCard) else KeptWhat.NEW_STEP
        if body != before and (what, mine) in self.view.following.board.kept:
            raise NotAllowed(_("The room has taken this in already. Ask the facilitator to put it back first."))
        if not isinstance(body, TakenBack) and body.proposal_id != mine and body.proposal_id in self.view.taken_ids():
            raise NotAllowed(_("This id belongs to something else already."))
