"""What stands after everything that was said: a pure fold of the journal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from journeykit.models.counts import OPEN_K, Counts, K
from journeykit.models.entry import (
    BaselineSet,
    DeviceArrived,
    Entry,
    Extended,
    Joined,
    Locked,
    Looked,
    Opened,
    Ready,
    Revealed,
    TookOver,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId, RunState, exercise
from journeykit.models.journey import Baseline
from journeykit.models.rating import Perspective, Rating
from journeykit.models.scale import POINTS
from journeykit.models.session import Role


@dataclass(frozen=True)
class Presence:
    """One seat, as the room knows it."""

    role: Role
    device: int = 1
    ready: bool = False
    agrees_to_open_mode: bool = False

    @property
    def perspective(self) -> Perspective:
        """A customer tells their own experience; everybody else predicts."""
        return Perspective.OWN_EXPERIENCE if self.role is Role.CUSTOMER else Perspective.PREDICTED_CUSTOMER


@dataclass(frozen=True)
class Run:
    """One run of an exercise. `answers` holds each seat's last rating of each step: (seat_id, target_id)."""

    run_id: str
    exercise: ExerciseId
    ends_at: datetime
    locked: bool = False
    revealed: bool = False
    answers: Mapping[tuple[str, str], Rating] = field(default_factory=dict)
    looked: frozenset[str] = frozenset()
    uncovered: tuple[str, ...] = ()

    def state(self, now: datetime) -> RunState:
        """Where the run stands at a time: one that takes answers locks when its time is up."""
        if self.revealed:
            return RunState.REVEALED
        out_of_time = exercise(self.exercise).collects_ratings and now >= self.ends_at
        return RunState.LOCKED if self.locked or out_of_time else RunState.OPEN

    def counts(self, target_id: str, perspective: Perspective) -> Counts:
        """How many seats gave each point to a step. Not gated: only session/view.py may read it."""
        found = Counter(
            rating.value
            for (_, target), rating in self.answers.items()
            if target == target_id and rating.perspective is perspective
        )
        return Counts(target_id=target_id, group=perspective, counts=tuple(found[point] for point in POINTS))


@dataclass(frozen=True)
class Board:
    """The state of a session. Built by `fold`, never changed."""

    seats: Mapping[str, Presence] = field(default_factory=dict)
    runs: Mapping[str, Run] = field(default_factory=dict)
    current_run_id: str | None = None
    baseline: Baseline | None = None
    """The baseline that the facilitator set; None while the journey's own stands."""
    device_arrived: bool = False
    place: int = 0
    """The last entry that went in."""

    @property
    def current(self) -> Run | None:
        """The run that is on now; None before the first one is opened."""
        return self.runs[self.current_run_id] if self.current_run_id else None

    def last_run(self, id_: ExerciseId) -> Run | None:
        """The newest run of an exercise; None when it never ran."""
        return _newest(self.runs, id_)

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


class _Folding:
    """A board in the making: copies of what changes, so that a batch of entries copies nothing twice."""

    def __init__(self, board: Board) -> None:
        self._before = board
        self._seats = dict(board.seats)
        self._runs = dict(board.runs)
        self._answers: dict[str, dict[tuple[str, str], Rating]] = {}
        self._current = board.current_run_id
        self._baseline = board.baseline
        self._device_arrived = board.device_arrived
        self._place = board.place

    def board(self) -> Board:
        for run_id, answers in self._answers.items():
            self._runs[run_id] = replace(self._runs[run_id], answers=MappingProxyType(answers))
        return Board(
            seats=MappingProxyType(self._seats),
            runs=MappingProxyType(self._runs),
            current_run_id=self._current,
            baseline=self._baseline,
            device_arrived=self._device_arrived,
            place=self._place,
        )

    def take(self, entry: Entry) -> None:
        if entry.place is not None:
            if entry.place <= self._place:
                return
            self._place = entry.place
        match entry.body:
            case Joined(role=role) if entry.seat_id:
                self._seats.setdefault(entry.seat_id, Presence(role))
            case BaselineSet(baseline=baseline):
                self._baseline = baseline
            case DeviceArrived():
                self._device_arrived = True
            case Opened() if entry.run_id and entry.run_id not in self._runs:
                self._open(entry.run_id, entry.body)
            case Ready() | TookOver() | Rating() | Looked():
                self._hear_a_seat(entry)
            case Extended() | Locked() | Revealed() | Uncovered() if entry.run_id in self._runs:
                self._steer(entry)
            case _:
                pass

    def _open(self, run_id: str, opened: Opened) -> None:
        earlier = _newest(self._runs, opened.exercise)
        self._runs[run_id] = Run(run_id, opened.exercise, opened.ends_at)
        if earlier is not None:  # going back loses nothing
            self._answers[run_id] = dict(self._answers.get(earlier.run_id, earlier.answers))
            self._runs[run_id] = replace(self._runs[run_id], uncovered=earlier.uncovered)
        self._current = run_id

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
                if rating.perspective is seat.perspective:
                    answers = self._answers.setdefault(run.run_id, dict(run.answers))
                    answers[seat_id, rating.target_id] = rating

    def _takes_answers(self, run: Run, at: datetime) -> bool:
        is_on = run.run_id == self._current and exercise(run.exercise).collects_ratings
        return is_on and run.state(at) is RunState.OPEN

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
