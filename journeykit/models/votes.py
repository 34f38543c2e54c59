"""How often each step was picked for a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

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
