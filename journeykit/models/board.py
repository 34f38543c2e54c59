"""What stands after everything that was said: a pure fold of the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar

from journeykit.models.agenda import SLOT_MINUTES, exercise
from journeykit.models.counts import OPEN_K, K
from journeykit.models.entry import (
    Author,
    BaselineSet,
    Begun,
    DeviceArrived,
    Ended,
    Entry,
    Extended,
    Joined,
    Kept,
    KeptWhat,
    Locked,
    Looked,
    Opened,
    Prepared,
    Ready,
    Revealed,
    ReviewSet,
    Shortened,
    TookOver,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Baseline
from journeykit.models.rating import Rating
from journeykit.models.run import Presence, Run
from journeykit.models.said import (
    ActionCard,
    CheckAnswer,
    Commitment,
    DidNotHappen,
    Note,
    Picked,
    Said,
    StepProposed,
    TakenBack,
    WasCustomer,
)
from journeykit.models.session import Plan

_T = TypeVar("_T")


@dataclass(frozen=True)
class Board:
    """The state of a session. Built by `fold`, never changed."""

    seats: Mapping[str, Presence] = field(default_factory=dict)
    runs: Mapping[str, Run] = field(default_factory=dict)
    current_run_id: str | None = None
    baseline: Baseline | None = None
    """The baseline that the facilitator set; None while the journey's own stands."""
    device_arrived: bool = False
    begun_at: datetime | None = None
    """When the facilitator started the clock; None before."""
    slot_minutes: int = SLOT_MINUTES
    shortened: Mapping[ExerciseId, int] = field(default_factory=dict)
    kept: frozenset[tuple[KeptWhat, str]] = frozenset()
    next_review_on: date | None = None
    no_action_because: str = ""
    ended: bool = False
    has_ended: bool = False
    """Whether it was ever over, also when it was taken up again since."""
    prepared: int = 0
    """How often the session got another version of its journey or another plan."""
    plan: Plan = field(default_factory=Plan)
    place: int = 0
    """The last entry that went in."""

    @property
    def current(self) -> Run | None:
        """The run that is on now; None before the first one is opened."""
        return self.runs[self.current_run_id] if self.current_run_id else None

    def last_run(self, id_: ExerciseId) -> Run | None:
        """The newest run of an exercise; None when it never ran."""
        return _newest(self.runs, id_)

    def is_shown(self, id_: ExerciseId) -> bool:
        """Whether what was answered or said in an exercise was revealed, and is not being thought over again.

        What is shown in place hides again only while it is on: going back and on again loses nothing.
        """
        runs = [run for run in self.runs.values() if run.exercise is id_]
        if exercise(id_).shows_in_place and runs and runs[-1].run_id != self.current_run_id:
            return any(run.revealed for run in runs)
        return bool(runs) and runs[-1].revealed

    def seen(self, id_: ExerciseId, k: int, look: Callable[[Run], Mapping[str, _T]]) -> Mapping[str, _T] | None:
        """What the seats said at one place of an exercise, as others may see it counted; None before they may.

        It is the picture of the newest run shown that differs from the one seen before by at least k seats, or by
        none: after fewer changes the difference of both pictures would be the answers of those few.

        look: what each seat said at that place in a run.
        """
        runs = [run for run in self.runs.values() if run.exercise is id_]
        if exercise(id_).counted_when_over:
            pictures = [look(run) for run in runs if run.over] if runs and runs[-1].over else []
        else:
            pictures = [look(run) for run in runs if run.revealed] if self.is_shown(id_) else []
        if not pictures:
            return None
        shown, *later = pictures
        for picture in later:
            if sum(shown.get(seat) != picture.get(seat) for seat in shown.keys() | picture.keys()) >= k:
                shown = picture
        return shown

    def kept_ids(self, what: KeptWhat) -> frozenset[str]:
        """The ids of what was kept."""
        return frozenset(id_ for kind, id_ in self.kept if kind is what)

    def minutes(self, id_: ExerciseId) -> int:
        """How long an exercise may take here; 0 when it is left out."""
        return self.shortened.get(id_, exercise(id_).minutes)

    def k(self, k: int = K) -> int:
        """The smallest group that may be shown: smaller in open mode, which needs the consent of all who are here."""
        everybody_agrees = bool(self.seats) and all(seat.agrees_to_open_mode for seat in self.seats.values())
        return min(k, OPEN_K) if everybody_agrees else k


def fold(board: Board, entries: Iterable[Entry]) -> Board:
    """The board after some more entries, in the order of the journal. The board that came in is not touched.

    An entry that does not fit (an answer to a run that is locked or over, a seat that nobody took) changes nothing: a
    reader trusts the journal no further than a writer may go. Nor does an entry whose place the board has passed, so
    that entries which two readers bring at once count once.
    """
    folding = _Folding(board)
    for entry in entries:
        folding.take(entry)
    return folding.board()


def _newest(runs: Mapping[str, Run], id_: ExerciseId) -> Run | None:
    return next((run for run in reversed(list(runs.values())) if run.exercise == id_), None)


def _fits(seat: Presence, id_: ExerciseId, rating: Rating) -> bool:
    asked = exercise(id_).collects_ratings and seat.is_asked(id_, "rating")
    return asked and rating.perspective is seat.perspective(id_)


class _Folding:
    """A board in the making: copies of what changes, so that a batch of entries copies nothing twice."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._seats = dict(board.seats)
        self._runs = dict(board.runs)
        self._answers: dict[str, dict[tuple[str, str], Rating]] = {}
        self._said: dict[str, dict[tuple[str, str], Said]] = {}

    def board(self) -> Board:
        for run_id in self._answers.keys() | self._said.keys():
            run = self._runs[run_id]
            answers, said = self._answers.get(run_id, run.answers), self._said.get(run_id, run.said)
            self._runs[run_id] = replace(run, answers=MappingProxyType(answers), said=MappingProxyType(said))
        return replace(self._board, seats=MappingProxyType(self._seats), runs=MappingProxyType(self._runs))

    def take(self, entry: Entry) -> None:
        if entry.place is not None:
            if entry.place <= self._board.place:
                return
            self._set(place=entry.place)
        match entry.body:
            case Joined(role=role) if entry.seat_id:
                self._seats.setdefault(entry.seat_id, Presence(role))
            case Opened() if entry.run_id and entry.run_id not in self._runs:
                self._open(entry.run_id, entry.body)
            case (ActionCard() | StepProposed()) as taken_in if entry.author is Author.FACILITATOR:
                self._take_in(entry.run_id, taken_in)
            case (
                Ready() | TookOver() | Rating() | Looked() | Note() | Picked() | WasCustomer() | StepProposed()
                | DidNotHappen() | ActionCard() | Commitment() | CheckAnswer() | TakenBack()
            ):  # fmt: skip
                self._hear_a_seat(entry)
            case Extended() | Locked() | Revealed() | Uncovered() if entry.run_id in self._runs:
                self._steer(entry)
            case _:
                self._about_the_session(entry)

    def _set(self, **changes: Any) -> None:
        self._board = replace(self._board, **changes)

    def _about_the_session(self, entry: Entry) -> None:
        board = self._board
        match entry.body:
            case BaselineSet(baseline=baseline):
                self._set(baseline=baseline)
            case DeviceArrived():
                self._set(device_arrived=True)
            case Begun(slot_minutes=slot_minutes):
                self._set(begun_at=entry.said_at, slot_minutes=slot_minutes)
            case Shortened(exercise=id_, minutes=minutes):
                self._set(shortened=MappingProxyType({**board.shortened, id_: minutes}))
            case Kept(what=what, id=id_, kept=kept):
                self._set(kept=board.kept | {(what, id_)} if kept else board.kept - {(what, id_)})
            case ReviewSet(next_review_on=day, no_action_because=reason):
                self._set(next_review_on=day, no_action_because=reason)
            case Ended():
                self._set(ended=True, has_ended=True)
                self._leave()
            case Prepared(plan=plan):
                self._set(plan=plan, prepared=board.prepared + 1)
            case _:
                pass

    def _leave(self, for_: ExerciseId | None = None) -> None:
        """The run that is on is over when the session ends, or goes on to a later exercise."""
        order, run = list(ExerciseId), self._runs.get(self._board.current_run_id or "")
        if run is not None and (for_ is None or order.index(for_) > order.index(run.exercise)):
            self._runs[run.run_id] = replace(run, over=True)

    def _open(self, run_id: str, opened: Opened) -> None:
        self._leave(opened.exercise)
        earlier = _newest(self._runs, opened.exercise)
        self._runs[run_id] = Run(run_id, opened.exercise, opened.ends_at)
        if earlier is not None:  # going back loses nothing
            self._answers[run_id] = dict(self._answers.get(earlier.run_id, earlier.answers))
            self._said[run_id] = dict(self._said.get(earlier.run_id, earlier.said))
            self._runs[run_id] = replace(self._runs[run_id], uncovered=earlier.uncovered)
        self._set(current_run_id=run_id, ended=False)

    def _hear_a_seat(self, entry: Entry) -> None:
        seat_id = entry.seat_id or ""
        seat, run = self._seats.get(seat_id), self._runs.get(entry.run_id or "")
        if seat is None:
            return
        match entry.body:
            case Ready(agrees_to_open_mode=agrees):
                self._seats[seat_id] = replace(seat, ready=True, agrees_to_open_mode=agrees)
            case TookOver(device=device) if device > seat.device:
                self._seats[seat_id] = replace(seat, device=device)
            case Looked() if run is not None:
                self._runs[run.run_id] = replace(run, looked=run.looked | {seat_id})
            case Rating() as rating if run is not None and self._takes_answers(run, entry.said_at):
                if _fits(seat, run.exercise, rating):
                    answers = self._answers.setdefault(run.run_id, dict(run.answers))
                    answers[seat_id, rating.target_id] = rating
            case TakenBack(place=place) if run is not None and self._takes_answers(run, entry.said_at):
                self._said.setdefault(run.run_id, dict(run.said)).pop((seat_id, place), None)
            case (
                Note() | Picked() | WasCustomer() | StepProposed() | DidNotHappen() | ActionCard() | Commitment()
                | CheckAnswer()
            ) as said if run is not None and self._takes_answers(run, entry.said_at):  # fmt: skip
                if exercise(run.exercise).takes_place(said.place) and seat.is_asked(run.exercise, said.place):
                    self._said.setdefault(run.run_id, dict(run.said))[seat_id, said.place] = said
                    if isinstance(said, Commitment):  # nobody reads along while it is changed: done is said anew
                        self._runs[run.run_id] = replace(run, looked=run.looked - {seat_id})

    def _take_in(self, run_id: str | None, proposal: ActionCard | StepProposed) -> None:
        run = self._runs.get(run_id or "")
        if run is not None and exercise(run.exercise).takes_place(proposal.place):
            self._said.setdefault(run.run_id, dict(run.said))["", proposal.proposal_id] = proposal

    def _takes_answers(self, run: Run, at: datetime) -> bool:
        return run.run_id == self._board.current_run_id and run.state(at) is RunState.OPEN and not self._board.ended

    def _steer(self, entry: Entry) -> None:
        run = self._runs[entry.run_id or ""]
        match entry.body:
            case Extended(seconds=seconds):
                ends_at = max(run.ends_at, entry.said_at) + timedelta(seconds=seconds)
                self._runs[run.run_id] = replace(run, ends_at=ends_at, locked=run.revealed)
            case Locked():
                self._runs[run.run_id] = replace(run, locked=True)
            case Revealed():
                self._runs[run.run_id] = replace(run, locked=True, revealed=True)
            case Uncovered(target_id=target_id) if target_id not in run.uncovered:
                self._runs[run.run_id] = replace(run, uncovered=(*run.uncovered, target_id))
