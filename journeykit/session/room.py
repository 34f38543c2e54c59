"""The room in the facilitator's hands: open, lock, reveal, uncover, back and next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, Engine

from journeykit.errors import NotAllowed, NotRevealed
from journeykit.language import _
from journeykit.models.agenda import EXERCISES, SLOT_MINUTES, exercise
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
from journeykit.models.said import ActionCard, StepProposed
from journeykit.session.shaping import proposed_steps, settled
from journeykit.session.told import taking
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
            self._check_revealed(id_)
            self._show_and_open(connection, id_)

    def begin(self, slot_minutes: int = SLOT_MINUTES, *, seen: str | None = None) -> None:
        """Start the session's clock: the welcome begins now. Raises NotAllowed when it runs already."""
        with self._moving(seen) as connection:
            if self.view.begun:
                raise NotAllowed(_("The session's clock runs already."))
            self._say(connection, Begun(slot_minutes=slot_minutes))
            if self.view.now().exercise.id is ExerciseId.WELCOME:
                self._open(connection, ExerciseId.WELCOME)

    def next(self, *, seen: str | None = None) -> None:
        """Go on to the next exercise, past those that were left out. Answers that the next one shows are revealed.

        Raises NotAllowed at the end, and NotRevealed where nobody was ever asked for those answers.
        """
        with self._moving(seen) as connection:
            self._go_on(connection)

    def back(self, *, seen: str | None = None) -> None:
        """Go back to the exercise before, as a new run of it. Raises NotAllowed at the beginning."""
        with self._moving(seen) as connection:
            before = self._neighbour(-1)
            self._check_revealed(before)
            self._open(connection, before)

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
        """Go to the close from wherever the session is. At the close: end the session. Raises NotAllowed after it."""
        with self._moving(seen) as connection:
            if self.view.ended:
                raise NotAllowed(_("The session is over already."))
            last = self.view.session.agenda[-1]
            nothing_to_show = exercise(last).reveals and not self.view.revealed  # ending is possible all the same
            if self.view.now().exercise.id is last or nothing_to_show:
                self._say(connection, Ended())
            else:
                self._open(connection, last)

    def shorten(self, id_: ExerciseId, minutes: int) -> None:
        """Give an exercise that is still to come fewer minutes, or back what it had; 0 leaves it out.

        Raises NotAllowed for one that may not be shortened so far, or that is over.
        """
        with self._moving(None) as connection:
            agenda, least, most = self.view.session.agenda, exercise(id_).least_minutes, exercise(id_).minutes
            if id_ not in agenda or agenda.index(id_) <= agenda.index(self.view.now().exercise.id):
                raise NotAllowed(_("Only what is still to come can be shortened."))
            if least is None or not least <= minutes <= most:
                raise NotAllowed(_("This part keeps its time: the session needs it."))
            self._say(connection, Shortened(exercise=id_, minutes=minutes))

    def keep(self, what: KeptWhat, id_: str, *, kept: bool = True) -> None:
        """Take in what somebody proposed, as it is now, or put it back. What is so already stays so.

        Raises NotAllowed for what nobody proposed, for steps after they were settled, and where the journey would
        become too short or too long.
        """
        with self._moving(None) as connection:
            board, told = self.view.following.board, self.view.told
            if ((what, id_) in board.kept) is kept:
                return
            if what is not KeptWhat.CARD and self.view.now().exercise.id is not ExerciseId.STEPS:
                raise NotAllowed(_("The steps can be changed while everybody looks at them. Go back to do so."))
            proposal = self._proposals(what).get(id_)
            marked = what is KeptWhat.LEAVE_OUT and id_ in told.proposals().did_not_happen
            if kept and proposal is None and not marked:
                raise NotAllowed(_("Nobody has proposed this."))
            if what is not KeptWhat.CARD:
                after = board.kept | {(what, id_)} if kept else board.kept - {(what, id_)}
                settled(self.view.prepared_journey, replace(board, kept=after))
            if kept and proposal is not None:  # the room's own copy: it stays when somebody deletes their answers
                run = board.last_run(taking(proposal.place))
                self._say(connection, proposal, run_id=run.run_id if run else None)
            self._say(connection, Kept(what=what, id=id_, kept=kept))

    def _proposals(self, what: KeptWhat) -> Mapping[str, StepProposed | ActionCard]:
        match what:
            case KeptWhat.NEW_STEP:
                return proposed_steps(self.view.following.board)
            case KeptWhat.CARD:
                return {card.card_id: card for card in self.view.told.cards(kept_only=False)}
            case KeptWhat.LEAVE_OUT:
                return {}

    def write_card(self, card: ActionCard) -> None:
        """Write down an action for the room, or write it anew. Raises NotAllowed for a date in the past."""
        with self._moving(None) as connection:
            check_days(self.view.clock(), card.due, card.metric_by)
            if self.view.now().exercise.id is not ExerciseId.ACTION:
                raise NotAllowed(_("Actions are written down when it is their turn."))
            self._say(connection, card)
            self._say(connection, Kept(what=KeptWhat.CARD, id=card.card_id))

    def set_review(self, next_review_on: date | None, no_action_because: str = "") -> None:
        """Say when the room looks at it again, and why there is no action. Raises NotAllowed for a day in the past."""
        with self._moving(None) as connection:
            check_days(self.view.clock(), next_review_on)
            self._say(connection, ReviewSet(next_review_on=next_review_on, no_action_because=no_action_because))

    def extend(self, seconds: int = 60, *, seen: str | None = None) -> None:
        """Give what is on more time; what was locked takes answers again, unless they were shown already."""
        with self._moving(seen) as connection:
            self._say(connection, Extended(seconds=seconds))

    def uncover(self, target_id: str, *, seen: str | None = None) -> None:
        """Show one step's customers to everybody. Raises UnknownStep; a second time changes nothing."""
        with self._moving(seen) as connection:
            self.view.journey.target(target_id)
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
        self.view.written()

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
        if shown and self.view.following.board.last_run(shown) is None:
            raise NotRevealed
        self._show_and_open(connection, id_)

    def _check_revealed(self, id_: ExerciseId) -> None:
        if exercise(id_).reveals and not self.view.revealed:
            raise NotRevealed

    def _show_and_open(self, connection: Connection, id_: ExerciseId) -> None:
        """Open an exercise; first reveal what it looks at, with all that belongs to it."""
        shown = exercise(id_).reveals
        for each in EXERCISES:
            run = self.view.following.board.last_run(each.id) if shown in (each.id, each.shown_with) else None
            if shown and run is not None and not run.revealed:
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


def check_days(now: datetime, *days: date | None) -> None:
    """Raises NotAllowed for a day that has passed; a day of grace, since clocks stand in different zones."""
    if any(day is not None and day < now.date() - timedelta(days=1) for day in days):
        raise NotAllowed(_("That day has passed. Choose one that is still to come."))
