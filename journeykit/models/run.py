"""One run of an exercise, with what was said in it, and who is there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from journeykit.models.agenda import exercise
from journeykit.models.counts import Counts
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.rating import Perspective, Rating
from journeykit.models.said import ActionCard, Said, StepProposed
from journeykit.models.scale import POINTS
from journeykit.models.session import Role

_Proposal = TypeVar("_Proposal", ActionCard, StepProposed)


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

    def is_asked(self, id_: ExerciseId, what: str) -> bool:
        """Whether an exercise asks this seat for something: a place, or "rating"."""
        return self.role is not Role.CUSTOMER or what not in exercise(id_).not_for_customers


@dataclass(frozen=True)
class Run:
    """One run of an exercise. `answers` holds each seat's last rating of each step: (seat_id, target_id)."""

    run_id: str
    exercise: ExerciseId
    ends_at: datetime
    locked: bool = False
    revealed: bool = False
    over: bool = False
    """Whether the session went on from it, or ended with it. Going back is not going on."""
    answers: Mapping[tuple[str, str], Rating] = field(default_factory=dict)
    said: Mapping[tuple[str, str], Said] = field(default_factory=dict)
    """What else was said: (seat_id, place). What the facilitator took in has the seat "" and its id as place."""
    looked: frozenset[str] = frozenset()
    """The seats that said that they are done. Whoever changes their commitment says it again."""
    uncovered: tuple[str, ...] = ()

    def state(self, now: datetime) -> RunState:
        """Where the run stands at a time: one that takes answers locks when its time is up."""
        if self.revealed:
            return RunState.REVEALED
        out_of_time = exercise(self.exercise).collects_ratings and now >= self.ends_at
        return RunState.LOCKED if self.locked or out_of_time else RunState.OPEN

    def rated(self, target_id: str, perspective: Perspective) -> dict[str, Rating]:
        """The answer of each seat to a step."""
        return {
            seat: rating
            for (seat, target), rating in self.answers.items()
            if target == target_id and rating.perspective is perspective
        }

    def at(self, place: str) -> dict[str, Said]:
        """What each seat said into a place."""
        return {seat: said for (seat, where), said in self.said.items() if where == place and seat}

    def proposals(self, kind: type[_Proposal], kept: Container[str]) -> dict[str, _Proposal]:
        """The proposals of one kind by their ids, in the order in which they came.

        What the facilitator took in stands as it was then, also when whoever proposed it has left.
        kept: the ids of those that are kept.
        """
        proposed = [(seat, each) for (seat, _), each in self.said.items() if isinstance(each, kind)]
        of_seats = {each.proposal_id: each for seat, each in proposed if seat}
        of_room = {each.proposal_id: each for seat, each in proposed if not seat}
        taken_in = {id_: each for id_, each in of_room.items() if id_ in kept or id_ not in of_seats}
        return of_seats | taken_in


def counted(target_id: str, perspective: Perspective, ratings: Mapping[str, Rating]) -> Counts:
    """How many seats gave each point to a step. Not gated: only session/view.py may read it."""
    found = Counter(rating.value for rating in ratings.values())
    return Counts(target_id=target_id, group=perspective, counts=tuple(found[point] for point in POINTS))
