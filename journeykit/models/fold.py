"""From what was said to what stands: the fold of the journal. It is pure: the same lines give the same board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from journeykit.models.agenda import exercise
from journeykit.models.board import Board, newest
from journeykit.models.entry import (
    HEARD_LATER,
    Author,
    BaselineSet,
    Begun,
    DeviceArrived,
    Ended,
    Entry,
    Extended,
    Joined,
    Kept,
    Line,
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
from journeykit.models.rating import Perspective, Rating
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
from journeykit.models.session import Role

_Key = TypeVar("_Key")
_T = TypeVar("_T")


def fold(board: Board, entries: Iterable[Entry | Line]) -> Board:
    """The board after some more entries, in the order of the journal. The board that came in is not touched.

    An entry that does not fit (an answer to a run that is locked or over, a seat that nobody took) changes nothing: a
    reader trusts the journal no further than a writer may go. Nor does an entry whose place the board has passed, so
    that entries which two readers bring at once count once.
    """
    folding = _Folding(board)
    for entry in entries:
        folding.take(entry)
    return folding.board()


def _copy(copies: dict[str, dict[_Key, _T]], run_id: str, whole: Mapping[_Key, _T]) -> dict[_Key, _T]:
    """What changes in a run, copied when it is first needed."""
    if run_id not in copies:
        copies[run_id] = _dict(whole)
    return copies[run_id]


def _dict(whole: Mapping[_Key, _T]) -> dict[_Key, _T]:
    """A copy. A proxy copies what it stands for ten times faster than `dict` reads it item by item."""
    return whole.copy() if isinstance(whole, MappingProxyType) else dict(whole)


@cache
def _takes(id_: ExerciseId, role: Role, perspective: Perspective) -> bool:
    """Whether an exercise takes ratings from a perspective of somebody in a role."""
    seat = Presence(role)
    return exercise(id_).collects_ratings and seat.is_asked(id_, "rating") and perspective is seat.perspective(id_)


class _Folding:
    """A board in the making: copies of what changes, so that a batch of entries copies nothing twice."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._place, self._moved = board.place, board.moved
        self._seats = _dict(board.seats)
        self._heard = _dict(board.heard)
        self._runs = _dict(board.runs)
        self._answers: dict[str, dict[tuple[str, str], Rating]] = {}
        self._said: dict[str, dict[tuple[str, str], Said]] = {}

    def board(self) -> Board:
        for run_id in self._answers.keys() | self._said.keys():
            run = self._runs[run_id]
            answers, said = self._answers.get(run_id, run.answers), self._said.get(run_id, run.said)
            self._runs[run_id] = replace(run, answers=MappingProxyType(answers), said=MappingProxyType(said))
        return replace(
            self._board,
            seats=MappingProxyType(self._seats),
            runs=MappingProxyType(self._runs),
            place=self._place,
            moved=self._moved,
            heard=MappingProxyType(self._heard),
        )

    def take(self, entry: Entry | Line) -> None:
        if entry.place is not None:
            if entry.place <= self._place:
                return
            self._place = entry.place
            if entry.body.kind not in HEARD_LATER:
                self._moved = entry.place
            if entry.seat_id:
                self._heard[entry.seat_id] = entry.place
        if type(entry.body) is Rating:  # most lines are
            self._hear_a_seat(entry)
            return
        match entry.body:
            case Joined(role=role) if entry.seat_id:
                self._seats.setdefault(entry.seat_id, Presence(role))
            case Opened() if entry.run_id and entry.run_id not in self._runs:
                self._open(entry.run_id, entry.body)
            case (ActionCard() | StepProposed()) as taken_in if entry.author is Author.FACILITATOR:
                self._take_in(entry.run_id, taken_in)
            case (
                Ready() | TookOver() | Looked() | Note() | Picked() | WasCustomer() | StepProposed()
                | DidNotHappen() | ActionCard() | Commitment() | CheckAnswer() | TakenBack()
            ):  # fmt: skip
                self._hear_a_seat(entry)
            case Extended() | Locked() | Revealed() | Uncovered() if entry.run_id in self._runs:
                self._steer(entry)
            case _:
                self._about_the_session(entry)

    def _set(self, **changes: Any) -> None:
        self._board = replace(self._board, **changes)

    def _about_the_session(self, entry: Entry | Line) -> None:
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
        earlier = newest(self._runs, opened.exercise)
        self._runs[run_id] = Run(run_id, opened.exercise, opened.ends_at)
        if earlier is not None:  # going back loses nothing
            self._answers[run_id] = _dict(self._answers.get(earlier.run_id, earlier.answers))
            self._said[run_id] = _dict(self._said.get(earlier.run_id, earlier.said))
            self._runs[run_id] = replace(self._runs[run_id], uncovered=earlier.uncovered)
        self._set(current_run_id=run_id, ended=False)

    def _hear_a_seat(self, entry: Entry | Line) -> None:
        seat_id = entry.seat_id or ""
        seat, run = self._seats.get(seat_id), self._runs.get(entry.run_id or "")
        if seat is None:
            return
        match entry.body:
            case Rating() as rating:
                if (
                    run is not None
                    and self._takes_answers(run, entry.said_at)
                    and _takes(run.exercise, seat.role, rating.perspective)
                ):
                    _copy(self._answers, run.run_id, run.answers)[seat_id, rating.target_id] = rating
            case Ready(agrees_to_open_mode=agrees):
                self._seats[seat_id] = replace(seat, ready=True, agrees_to_open_mode=agrees)
            case TookOver(device=device) if device > seat.device:
                self._seats[seat_id] = replace(seat, device=device)
            case Looked() if run is not None:
                self._runs[run.run_id] = replace(run, looked=run.looked | {seat_id})
            case TakenBack(place=place) if run is not None and self._takes_answers(run, entry.said_at):
                _copy(self._said, run.run_id, run.said).pop((seat_id, place), None)
            case (
                Note() | Picked() | WasCustomer() | StepProposed() | DidNotHappen() | ActionCard() | Commitment()
                | CheckAnswer()
            ) as said if run is not None and self._takes_answers(run, entry.said_at):  # fmt: skip
                if exercise(run.exercise).takes_place(said.place) and seat.is_asked(run.exercise, said.place):
                    _copy(self._said, run.run_id, run.said)[seat_id, said.place] = said
                    if isinstance(said, Commitment):  # nobody reads along while it is changed: done is said anew
                        self._runs[run.run_id] = replace(run, looked=run.looked - {seat_id})

    def _take_in(self, run_id: str | None, proposal: ActionCard | StepProposed) -> None:
        run = self._runs.get(run_id or "")
        if run is not None and exercise(run.exercise).takes_place(proposal.place):
            _copy(self._said, run.run_id, run.said)["", proposal.proposal_id] = proposal

    def _takes_answers(self, run: Run, at: datetime) -> bool:
        return run.run_id == self._board.current_run_id and run.state(at) is RunState.OPEN and not self._board.ended

    def _steer(self, entry: Entry | Line) -> None:
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
