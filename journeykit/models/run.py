"""One run of an exercise, with what was said in it, and who is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from journeykit.models.agenda import exercise
from journeykit.models.counts import Counts
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.rating import Perspective, Rating
from journeykit.models.said import Said
from journeykit.models.scale import POINTS
from journeykit.models.session import Role


@dataclass(frozen=True)
class Presence:
    """One seat, as the room knows it."""

    role: Role
    device: int = 1
    ready: bool = False
    agrees_to_open_mode: bool = False

    def perspective(self, id_: ExerciseId = ExerciseId.PREDICT) -> Perspective:
        """Whose feeling this seat tells in an exercise: a customer their own, everybody else predicts."""
        theirs = Perspective.OWN_EXPERIENCE if self.role is Role.CUSTOMER else Perspective.PREDICTED_CUSTOMER
        return exercise(id_).whose or theirs


@dataclass(frozen=True)
class Run:
    """One run of an exercise. `answers` holds each seat's last rating of each step: (seat_id, target_id)."""

    run_id: str
    exercise: ExerciseId
    ends_at: datetime
    locked: bool = False
    revealed: bool = False
    answers: Mapping[tuple[str, str], Rating] = field(default_factory=dict)
    said: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    """What else was said: (seat_id, place). The facilitator's own cards have the seat "" and their id as place."""
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


def changed_seats(before: Run, after: Run) -> set[str]:
    """The seats that answer one run otherwise than the other."""
    answers = {
        seat
        for seat, place in before.answers.keys() | after.answers.keys()
        if before.answers.get((seat, place)) != after.answers.get((seat, place))
    }
    said = {
        seat
        for seat, place in before.said.keys() | after.said.keys()
        if before.said.get((seat, place)) != after.said.get((seat, place))
    }
    return answers | said
