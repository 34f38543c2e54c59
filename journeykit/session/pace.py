"""Whether a session keeps to its time, and what can be shortened when it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from journeykit.models.agenda import exercise
from journeykit.models.board import Board
from journeykit.models.exercise import ExerciseId

LATE_S = 60.0
"""From here on a session counts as late."""


@dataclass(frozen=True)
class Shorter:
    """One thing that can be shortened."""

    exercise: ExerciseId
    minutes: int
    """What it would get; 0 leaves it out."""
    saves: int
    """How many minutes that gives."""


@dataclass(frozen=True)
class Pace:
    """The session against the clock."""

    ends_at: datetime
    """The end by the clock: when the slot is over."""
    would_end_at: datetime
    """When it would end if everything took the time that it has."""
    late_s: float
    """By how much it would run over; below zero when there is time to spare."""
    shorter: tuple[Shorter, ...]
    """What can be shortened of what is still to come, the least needed first."""

    @property
    def late(self) -> bool:
        """Whether something should be shortened."""
        return self.late_s >= LATE_S


# What is least needed comes first. Never among them: the prediction, the customers' reveal and the action.
_ORDER = (
    ExerciseId.OWN_FEELING,
    ExerciseId.STEPS,
    ExerciseId.SURE,
    ExerciseId.VOICE,
    ExerciseId.MEET,
    ExerciseId.COMMITMENT,
    ExerciseId.NOW_I_THINK,
    ExerciseId.MOMENTS,
    ExerciseId.REVEAL_OURSELVES,
)


def pace(board: Board, agenda: tuple[ExerciseId, ...], now: datetime) -> Pace | None:
    """The pace at a moment; None before the session's clock was started and after the end."""
    if board.begun_at is None or board.current is None or board.ended:
        return None
    at = agenda.index(board.current.exercise)
    to_come = agenda[at + 1 :]
    left_here = max(0.0, (board.current.ends_at - now).total_seconds())
    left = timedelta(seconds=left_here, minutes=sum(board.minutes(id_) for id_ in to_come))
    ends_at = board.begun_at + timedelta(minutes=board.slot_minutes)
    shorter = []
    for id_ in _ORDER:
        least, minutes = exercise(id_).least_minutes, board.minutes(id_)
        if id_ in to_come and least is not None and least < minutes:
            shorter.append(Shorter(id_, least, minutes - least))
    return Pace(ends_at, now + left, (now + left - ends_at).total_seconds(), tuple(shorter))
