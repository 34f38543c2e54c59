"""The room in the facilitator's hands: open, lock, reveal, uncover, back and next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, Engine

from journeykit.errors import NotAllowed, NotRevealed
from journeykit.language import _
from journeykit.models.agenda import SLOT_MINUTES, exercise
from journeykit.models.entry import (
    Author,
    BaselineSet,
    Begun,
    Body,
    Ended,
    Entry,
    Extended,
    Kept,
    KeptWhat,
    Locked,
    Opened,
    Revealed,
    ReviewSet,
    Shortened,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Baseline
from journeykit.models.said import ActionCard
from journeykit.session.shaping import without_steps
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

    def begin(self, slot_minutes: int = SLOT_MINUTES, *, seen: str | None = None) -> None:
        """Start the session's clock: the welcome begins now. Raises NotAllowed when it runs already."""
        with self._moving(seen) as connection:
            if self.view.begun:
                raise NotAllowed(_("The session's clock runs already."))
            self._say(connection, Begun(slot_minutes=slot_minutes))
            self._open(connection, self.view.now().exercise.id)

    def next(self, *, seen: str | None = None) -> None:
        """Go on to the next exercise, past those that were left out. Answers that the next one shows are revealed.

        Raises NotAllowed at the end.
        """
        with self._moving(seen) as connection:
            self._go_on(connection)

    def back(self, *, seen: str | None = None) -> None:
        """Go back to the exercise before, as a new run of it. Raises NotAllowed at the beginning."""
        with self._moving(seen) as connection:
            self._open(connection, self._neighbour(-1))

    def lock(self, *, seen: str | None = None) -> None:
        """Take no more answers to what is on."""
        with self._moving(seen) as connection:
            self._say(connection, Locked())

    def reveal(self, *, seen: str | None = None) -> None:
        """Show what was said to everybody: on the same page, or by going on to the exercise that looks at it.

        Raises NotAllowed where there is nothing to show.
        """
        with self._moving(seen) as connection:
            now = self.view.now()
            if now.exercise.shows_in_place:
                self._say(connection, Revealed())
            elif (after := self._beside(+1)) and exercise(after).reveals:
                self._go_on(connection)
            else:
                raise NotAllowed(_("There are no answers to show here."))

    def finish(self, *, seen: str | None = None) -> None:
        """Go to the close from wherever the session is. At the close: end the session."""
        with self._moving(seen) as connection:
            last = self.view.session.agenda[-1]
            if self.view.now().exercise.id is last:
                self._say(connection, Ended())
            else:
                self._open(connection, last)

    def shorten(self, id_: ExerciseId, minutes: int) -> None:
        """Give an exercise that is still to come fewer minutes; 0 leaves it out.

        Raises NotAllowed for one that may not be shortened so far, or that is over.
        """
        with self._moving(None) as connection:
            agenda, least = self.view.session.agenda, exercise(id_).least_minutes
            if id_ not in agenda or agenda.index(id_) <= agenda.index(self.view.now().exercise.id):
                raise NotAllowed(_("Only what is still to come can be shortened."))
            if least is None or minutes < least:
                raise NotAllowed(_("This part keeps its time: the session needs it."))
            self._say(connection, Shortened(exercise=id_, minutes=minutes))

    def keep(self, what: KeptWhat, id_: str, *, kept: bool = True) -> None:
        """Take in what somebody proposed, or put it back.

        Raises NotAllowed for what nobody proposed, for steps after they were settled, and for a step without which
        the journey would be too short.
        """
        with self._moving(None) as connection:
            proposed = self.view.told.proposals()
            there = {
                KeptWhat.NEW_STEP: {each.step_id for each in proposed.new_steps},
                KeptWhat.LEAVE_OUT: set(proposed.did_not_happen) | {each for _what, each in proposed.kept},
                KeptWhat.CARD: {card.card_id for card in self.view.told.cards(kept_only=False)},
            }
            if id_ not in there[what]:
                raise NotAllowed(_("Nobody has proposed this."))
            if what is not KeptWhat.CARD and self.view.now().exercise.id is not ExerciseId.STEPS:
                raise NotAllowed(_("The steps can be changed while everybody looks at them. Go back to do so."))
            if what is KeptWhat.LEAVE_OUT and kept:
                without_steps(self.view.journey, {id_})
            self._say(connection, Kept(what=what, id=id_, kept=kept))

    def write_card(self, card: ActionCard) -> None:
        """Write down an action for the room, or write it anew. Raises NotAllowed for a date in the past."""
        with self._moving(None) as connection:
            check_dates(card, self.view.clock())
            if self.view.now().exercise.id is not ExerciseId.ACTION:
                raise NotAllowed(_("Actions are written down when it is their turn."))
            self._say(connection, card)
            self._say(connection, Kept(what=KeptWhat.CARD, id=card.card_id))

    def set_review(self, next_review_on: date | None, no_action_because: str = "") -> None:
        """Say when the room looks at it again, and why there is no action. Raises NotAllowed for a day in the past."""
        with self._moving(None) as connection:
            if next_review_on is not None and next_review_on < self.view.clock().date():
                raise NotAllowed(_("That day has passed. Choose one that is still to come."))
            self._say(connection, ReviewSet(next_review_on=next_review_on, no_action_because=no_action_because))

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
            self.view.refresh(connection)
            if seen is not None and seen != self.view.now().run_id:
                raise NotAllowed(_("The session has moved on since. Look again before you press."))
            yield connection
        self.view.refresh()

    def _neighbour(self, offset: int) -> ExerciseId:
        found = self._beside(offset)
        if found is None:
            raise NotAllowed(_("This is the last one.") if offset > 0 else _("This is the first one."))
        return found

    def _beside(self, offset: int) -> ExerciseId | None:
        """The next exercise in one direction that was not left out."""
        agenda = self.view.session.agenda
        at = agenda.index(self.view.now().exercise.id)
        way = agenda[at + 1 :] if offset > 0 else tuple(reversed(agenda[:at]))
        return next((id_ for id_ in way if self.view.minutes(id_)), None)

    def _go_on(self, connection: Connection) -> None:
        id_ = self._neighbour(+1)
        shown = exercise(id_).reveals
        run = self.view.following.board.last_run(shown) if shown else None
        if run is not None and not run.revealed:
            self._say(connection, Revealed(), run_id=run.run_id)
        self._open(connection, id_)

    def _open(self, connection: Connection, id_: ExerciseId) -> None:
        ends_at = self.view.clock() + timedelta(minutes=self.view.minutes(id_) or 1)
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


def check_dates(card: ActionCard, now: datetime) -> None:
    """Raises NotAllowed for a card whose dates have passed; a day of grace, since clocks stand in different zones."""
    yesterday = now.date() - timedelta(days=1)
    if card.due < yesterday or (card.metric_by is not None and card.metric_by < yesterday):
        raise NotAllowed(_("That day has passed. Choose one that is still to come."))
