"""How often each step was picked for a question, and how many dots each option got."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from pydantic import BaseModel, Field

from journeykit.models.said import Question


class Votes(BaseModel, frozen=True, extra="forbid"):
    """The picks of a room. Without `dots` when too few picked: then only how many."""

    question: Question
    n: int = Field(ge=0)
    """How many people picked, also those who picked nothing."""
    k: int
    dots: dict[str, int] | None = None
    """How often each step was picked, by step id, in the order of the journey; steps nobody picked have 0."""

    @property
    def most_picked(self) -> tuple[str, ...]:
        """The steps picked most often: several when they tie, none when nothing is shown or nobody picked a step."""
        if not self.dots or max(self.dots.values()) == 0:
            return ()
        most = max(self.dots.values())
        return tuple(step for step, n in self.dots.items() if n == most)


def counted(question: Question, picks: Iterable[Sequence[str]], target_ids: Sequence[str], k: int) -> Votes:
    """The votes of some people. picks: the step ids that each picked. Steps that are not in target_ids do not count."""
    everybody = list(picks)
    if len(everybody) < k:
        return Votes(question=question, n=len(everybody), k=k)
    found = Counter(step for picked in everybody for step in set(picked))
    return Votes(question=question, n=len(everybody), k=k, dots={step: found[step] for step in target_ids})


class DotRule(BaseModel, frozen=True, extra="forbid"):
    """How many dots each person may give away, and how many of them to one option."""

    budget: int = Field(default=3, ge=1)
    cap: int = Field(default=2, ge=1)

    def allows(self, dots: Mapping[str, int]) -> bool:
        """Whether one person may give these dots, by option id. Dots may stay unused."""
        return all(0 <= n <= self.cap for n in dots.values()) and sum(dots.values()) <= self.budget


class Dots(BaseModel, frozen=True, extra="forbid"):
    """What one option got."""

    dots: int = Field(ge=0)
    voters: int = Field(ge=0)
    """How many people gave it at least one dot."""


class DotVotes(BaseModel, frozen=True, extra="forbid"):
    """The dots of a room. Without `options` when too few voted: then only how many."""

    n: int = Field(ge=0)
    """How many people voted, also those who gave no dot."""
    k: int
    rule: DotRule
    options: dict[str, Dots] | None = None
    """What each option got, by its id, in the order in which they were offered."""


def counted_dots(
    ballots: Iterable[Mapping[str, int]],
    option_ids: Sequence[str],
    k: int,
    *,
    rule: DotRule = DotRule(),  # noqa: B008  (frozen)
    merged: Mapping[str, str] = MappingProxyType({}),
) -> DotVotes:
    """The dots of some people, counted.

    ballots: how many dots each person gave, by option id. Options that are not in option_ids do not count.
    merged: options that became part of another one, by id. Their dots go to that one, of each person at most `cap`.
    Raises ValueError for a ballot that the rule does not allow.
    """
    everybody = [_moved(ballot, merged, rule) for ballot in ballots]
    if len(everybody) < k:
        return DotVotes(n=len(everybody), k=k, rule=rule)
    given = {option: [ballot[option] for ballot in everybody if ballot[option]] for option in option_ids}
    options = {option: Dots(dots=sum(dots), voters=len(dots)) for option, dots in given.items()}
    return DotVotes(n=len(everybody), k=k, rule=rule, options=options)


def _moved(ballot: Mapping[str, int], merged: Mapping[str, str], rule: DotRule) -> Counter[str]:
    if not rule.allows(ballot):
        raise ValueError(f"A ballot has at most {rule.budget} dots, {rule.cap} on one option; got {dict(ballot)}.")
    found: Counter[str] = Counter()
    for option, n in ballot.items():
        found[merged.get(option, option)] += n
    return Counter({option: min(n, rule.cap) for option, n in found.items()})
