"""What a room said besides ratings, as others may see it: proposals, cards, and counts of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from journeykit.errors import NotRevealed
from journeykit.models.agenda import EXERCISES, exercise
from journeykit.models.board import Board
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.rise import Rise
from journeykit.models.said import (
    ActionCard,
    CheckAnswer,
    CheckItem,
    CheckWhen,
    Commitment,
    DidNotHappen,
    LastTime,
    Note,
    Picked,
    Question,
    Said,
    StepProposed,
    Topic,
    WasCustomer,
)
from journeykit.models.votes import Votes, counted
from journeykit.session.shaping import proposed_steps


@dataclass(frozen=True)
class Proposals:
    """What people would change in the journey, and what the facilitator took in."""

    new_steps: tuple[StepProposed, ...]
    did_not_happen: dict[str, int]
    """How many say that a step does not happen to the persona, by step id."""
    kept: frozenset[tuple[KeptWhat, str]]


@dataclass(frozen=True)
class LastTimes:
    """When people were last a customer: how many each. Without counts when fewer than k answered."""

    n: int
    counts: dict[LastTime, int] | None


@dataclass(frozen=True)
class Told:
    """The rest of what a room says. Made anew for each look; it hands out what may be seen."""

    board: Board
    k: int
    target_ids: tuple[str, ...]

    def own(self, seat_id: str, id_: ExerciseId) -> dict[str, Said]:
        """What one seat itself said in an exercise, by place."""
        said = self._said(id_).items()
        return {place: each for (seat, place), each in said if seat == seat_id}

    def is_shown(self, id_: ExerciseId) -> bool:
        """Whether what was said or answered in an exercise has been shown to everybody."""
        return self.board.shown_run(id_, self.k) is not None

    def notes(self, topic: Topic) -> tuple[str, ...]:
        """What people wrote about a topic, in the order of the alphabet: nobody can tell who wrote what.

        Raises NotRevealed before it was shown to everybody.
        """
        written = self._shown(taking(f"note:{topic}")).values()
        texts = (each.text for each in written if isinstance(each, Note) and each.topic is topic)
        return tuple(sorted(texts, key=str.casefold))

    def has_votes(self, question: Question) -> bool:
        """Whether the picks for a question may be seen."""
        id_ = taking(f"picked:{question}")
        if exercise(id_).shows_in_place:
            return self.is_shown(id_)
        return self.is_shown(ExerciseId.PREDICT) and self.board.last_run(id_) is not None

    def votes(self, question: Question) -> Votes:
        """How often each step was picked. Raises NotRevealed before it was shown to everybody."""
        id_ = taking(f"picked:{question}")
        if not self.has_votes(question):
            raise NotRevealed
        said = self._shown(id_) if exercise(id_).shows_in_place else self._said(id_)
        picks = [each.target_ids for each in said.values() if isinstance(each, Picked) and each.question is question]
        return counted(question, picks, self.target_ids, self.k)

    def proposals(self) -> Proposals:
        """What people would change in the journey, without names. For the facilitator."""
        marks = Counter(
            each.target_id for each in self._said(ExerciseId.STEPS).values() if isinstance(each, DidNotHappen)
        )
        return Proposals(tuple(proposed_steps(self.board).values()), dict(marks), self.board.kept)

    def new_step_ids(self) -> tuple[str, ...]:
        """The proposed steps that were kept, in the order of the journey: no customer was asked about them."""
        kept = {id_ for id_ in proposed_steps(self.board) if (KeptWhat.NEW_STEP, id_) in self.board.kept}
        return tuple(id_ for id_ in self.target_ids if id_ in kept)

    def cards(self, *, kept_only: bool = True) -> tuple[ActionCard, ...]:
        """The action cards that were kept, soonest first; for the facilitator also those that were not."""
        written = [each for each in self._said(ExerciseId.ACTION).values() if isinstance(each, ActionCard)]
        found = [card for card in written if not kept_only or (KeptWhat.CARD, card.card_id) in self.board.kept]
        return tuple(sorted(found, key=lambda card: (card.due, card.card_id)))

    def shared_commitments(self) -> tuple[Commitment, ...]:
        """What people will do differently, where they wish to share it."""
        said = self._said(ExerciseId.COMMITMENT).values()
        shared = [each for each in said if isinstance(each, Commitment) and each.share]
        return tuple(sorted(shared, key=lambda each: each.then_text.casefold()))

    def wishes(self) -> tuple[str, ...]:
        """What people would change about the session, in the order of the alphabet. For the facilitator.

        Raises NotRevealed while the session is on: line by line as they come they would be nobody's secret.
        """
        if not self.board.ended:
            raise NotRevealed
        said = self._said(ExerciseId.CLOSE).values()
        texts = (each.text for each in said if isinstance(each, Note) and each.topic is Topic.CHANGE_NEXT_TIME)
        return tuple(sorted(texts, key=str.casefold))

    def check_out(self) -> tuple[Rise, ...]:
        """What the room says it learned, an item each, from those who answered it for both moments."""
        said = self._said(ExerciseId.CLOSE)
        found = []
        for item in CheckItem:
            steps = []
            for seat_id in {seat_id for seat_id, _ in said}:
                then, now = (said.get((seat_id, f"check_answer:{item}:{when}")) for when in CheckWhen)
                if isinstance(then, CheckAnswer) and isinstance(now, CheckAnswer):
                    steps.append(now.value - then.value)
            counts = {"rose": sum(d > 0 for d in steps), "same": steps.count(0), "fell": sum(d < 0 for d in steps)}
            found.append(Rise(item=item, n=len(steps), k=self.k, **(counts if len(steps) >= self.k else {})))
        return tuple(found)

    def last_times(self) -> LastTimes:
        """When people were last a customer here; only how many answered while they are fewer than k."""
        said = self._said(ExerciseId.WELCOME).values()
        found = Counter(each.when for each in said if isinstance(each, WasCustomer))
        n = sum(found.values())
        return LastTimes(n, {when: found[when] for when in LastTime} if n >= self.k else None)

    def for_report(self) -> dict[str, Any]:
        """The fields of a report besides ratings: only what was shown, kept or shared."""
        return {
            "new_step_ids": self.new_step_ids(),
            "votes": tuple(self.votes(question) for question in Question if self.has_votes(question)),
            "insights": self.notes(Topic.NOW_THINK) if self.is_shown(ExerciseId.NOW_I_THINK) else (),
            "actions": self.cards(),
            "no_action_because": self.board.no_action_because,
            "commitments": self.shared_commitments(),
            "check_out": self.check_out(),
            "next_review_on": self.board.next_review_on,
        }

    def _said(self, id_: ExerciseId) -> Mapping[tuple[str, str], Said]:
        run = self.board.last_run(id_)
        return run.said if run else {}

    def _shown(self, id_: ExerciseId) -> Mapping[tuple[str, str], Said]:
        run = self.board.shown_run(id_, self.k)
        if run is None:
            raise NotRevealed
        return run.said


@cache
def taking(place: str) -> ExerciseId:
    """The exercise in which a thing is said. Raises StopIteration for a place that no exercise takes."""
    return next(each.id for each in EXERCISES if each.takes_place(place))
