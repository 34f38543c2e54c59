"""What a room said besides ratings, as others may see it: proposals, cards, and counts of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from journeykit.errors import NotRevealed
from journeykit.models.agenda import EXERCISES
from journeykit.models.board import Board
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.rise import Rise
from journeykit.models.run import Run
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

_COMMITMENT = "commitment"


@dataclass(frozen=True)
class Proposals:
    """What people would change in the journey, and what the facilitator took in."""

    new_steps: tuple[StepProposed, ...]
    did_not_happen: dict[str, int]
    """How many say that a step does not happen to the persona, by step id."""
    kept: frozenset[tuple[KeptWhat, str]]


@dataclass(frozen=True)
class LastTimes:
    """When people were last a customer: how many each. Without counts while that would tell somebody's answer."""

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
        return self.board.is_shown(id_)

    def notes(self, topic: Topic) -> tuple[str, ...]:
        """What people wrote about a topic, in the order of the alphabet: nobody can tell who wrote what.

        What its author has taken back or written anew since it was shown is gone at once, whatever k says: it is
        theirs. New words wait for k. Raises NotRevealed before it was shown to everybody.
        """
        place = f"note:{topic}"
        seen, run = self._seen(place), self.board.last_run(taking(place))
        if seen is None or run is None:
            raise NotRevealed
        stands = run.at(place)
        texts = [each.text for seat, each in seen.items() if isinstance(each, Note) and stands.get(seat) == each]
        return tuple(sorted(texts, key=str.casefold))

    def has_votes(self, question: Question) -> bool:
        """Whether the picks for a question may be seen."""
        return self.is_shown(taking(f"picked:{question}"))

    def votes(self, question: Question) -> Votes:
        """How often each step was picked. Raises NotRevealed before it was shown to everybody."""
        picked = self._seen(f"picked:{question}")
        if picked is None:
            raise NotRevealed
        picks = [each.target_ids for each in picked.values() if isinstance(each, Picked)]
        return counted(question, picks, self.target_ids, self.k)

    def proposals(self) -> Proposals:
        """What people would change in the journey, without names. For the facilitator."""
        marks = Counter(
            each.target_id for each in self._said(ExerciseId.STEPS).values() if isinstance(each, DidNotHappen)
        )
        return Proposals(tuple(proposed_steps(self.board).values()), dict(marks), self.board.kept)

    def new_step_ids(self) -> tuple[str, ...]:
        """The proposed steps that were kept, in the order of the journey: no customer was asked about them."""
        kept = self.board.kept_ids(KeptWhat.NEW_STEP)
        return tuple(id_ for id_ in self.target_ids if id_ in kept)

    def cards(self, *, kept_only: bool = True) -> tuple[ActionCard, ...]:
        """The action cards that were kept, soonest first; for the facilitator also those that were not."""
        run, kept = self.board.last_run(ExerciseId.ACTION), self.board.kept_ids(KeptWhat.CARD)
        written = run.proposals(ActionCard, kept).values() if run else ()
        found = [card for card in written if not kept_only or card.card_id in kept]
        return tuple(sorted(found, key=lambda card: (card.due, card.card_id)))

    def shared_commitments(self) -> tuple[Commitment, ...]:
        """What people will do differently, where they wish to share it and have said that they are done.

        While somebody still writes nobody reads along; once the session has gone on what stands there is shared.
        """
        runs = [run for run in self.board.runs.values() if run.exercise is ExerciseId.COMMITMENT]
        written = runs[-1].at(_COMMITMENT) if runs else {}
        shared = [
            each
            for seat, each in written.items()
            if isinstance(each, Commitment)
            and each.share
            and any(run.at(_COMMITMENT).get(seat) == each for run in runs if run.over or seat in run.looked)
        ]
        return tuple(sorted(shared, key=lambda each: each.then_text.casefold()))

    def wishes(self) -> tuple[str, ...]:
        """What people would change about the session, in the order of the alphabet. For the facilitator.

        Raises NotRevealed while the session is on: line by line as they come they would be nobody's secret.
        """
        return self.notes(Topic.CHANGE_NEXT_TIME)

    def check_out(self) -> tuple[Rise, ...]:
        """What the room says it learned, an item each, from those who answered it for both moments.

        Empty while the session is on: numbers that grow with each answer would tell the last one.
        """
        found = []
        for item in CheckItem:
            steps = self.board.seen(ExerciseId.CLOSE, self.k, partial(_steps, item))
            if steps is not None:
                found.append(_rise(item, list(steps.values()), self.k))
        return tuple(found)

    def last_times(self) -> LastTimes:
        """When people were last a customer here: only how many answered while they still do or are fewer than k."""
        seen = self._seen("was_customer")
        if seen is None:
            run = self.board.last_run(ExerciseId.WELCOME)
            return LastTimes(len(run.at("was_customer")) if run else 0, None)
        found = Counter(each.when for each in seen.values() if isinstance(each, WasCustomer))
        return LastTimes(len(seen), {when: found[when] for when in LastTime} if len(seen) >= self.k else None)

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

    def _seen(self, place: str) -> Mapping[str, Said] | None:
        return self.board.seen(taking(place), self.k, lambda run: run.at(place))


def _steps(item: CheckItem, run: Run) -> dict[str, int]:
    """By how much each seat's answer to an item rose, where it was given for both moments."""
    then, now = (run.at(f"check_answer:{item}:{when}") for when in CheckWhen)
    both = ((seat, then[seat], now[seat]) for seat in then.keys() & now.keys())
    return {
        seat: after.value - before.value
        for seat, before, after in both
        if isinstance(before, CheckAnswer) and isinstance(after, CheckAnswer)
    }


def _rise(item: CheckItem, steps: list[int], k: int) -> Rise:
    if len(steps) < k:
        return Rise(item=item, n=len(steps), k=k)
    rose, fell = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
    return Rise(item=item, n=len(steps), k=k, rose=rose, same=len(steps) - rose - fell, fell=fell)


@cache
def taking(place: str) -> ExerciseId:
    """The exercise in which a thing is said. Raises StopIteration for a place that no exercise takes."""
    return next(each.id for each in EXERCISES if each.takes_place(place))
