"""Counted answers, and the gate that hides small groups: raw counts in, shown counts out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, Field, model_validator

from journeykit.language import _
from journeykit.models.scale import POINTS

K = 5
"""A group smaller than this is hidden."""
OPEN_K = 3
"""The same in open mode, which everybody in the room has agreed to."""


class Counts(BaseModel, frozen=True, extra="forbid"):
    """How many of a group gave each answer at one step."""

    target_id: str
    group: str
    """A perspective or a wave."""
    support: tuple[float, ...] = tuple(float(point) for point in POINTS)
    """The scale points, -2 to +2, of each answer, lowest first."""
    counts: tuple[int, ...]
    """How many gave each answer, in the order of `support`."""

    @model_validator(mode="after")
    def _one_count_an_answer(self) -> Self:
        if len(self.counts) != len(self.support):
            raise ValueError(f"{len(self.support)} answers need as many counts; got {len(self.counts)}")
        if any(count < 0 for count in self.counts):
            raise ValueError("a count cannot be below zero")
        return self

    @property
    def n(self) -> int:
        """How many answered."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """The mean in scale points. Raises ValueError when nobody answered."""
        if self.n == 0:
            raise ValueError("There is no mean of no answers.")
        return sum(count * point for count, point in zip(self.counts, self.support, strict=True)) / self.n


class Hidden(StrEnum):
    """Why counts are not shown."""

    TOO_FEW = "too_few"
    WOULD_GIVE_AWAY_ANOTHER = "would_give_away_another"
    NOBODY = "nobody"


class Shown(BaseModel, frozen=True, extra="forbid"):
    """What may be seen of one group at one step: its counts, or the reason why not."""

    target_id: str
    group: str
    n: int = Field(ge=0)
    k: int
    counts: Counts | None = None
    hidden: Hidden | None = None

    def reason(self) -> str:
        """Why nothing is shown, as people read it; empty when the counts are shown."""
        if self.hidden is None:
            return ""
        if self.hidden is Hidden.WOULD_GIVE_AWAY_ANOTHER:
            return _("Hidden, because it would give away a smaller group.")
        if self.hidden is Hidden.NOBODY:
            return _("There are no answers to this.")
        return _("We need {k} answers to show this. You have {n}.").format(k=self.k, n=self.n)


def gate(counts: Iterable[Counts], k: int = K) -> tuple[Shown, ...]:
    """What may be seen of groups that are not parts of one shown whole, such as perspectives or waves.

    counts: one for each step and group. k: the smallest group that is shown, at least 3.
    Raises ValueError for a smaller k.
    """
    if k < OPEN_K:
        raise ValueError(f"k must be at least {OPEN_K}; got {k}.")
    return tuple(_shown(each, k) for each in counts)


def _shown(counts: Counts, k: int) -> Shown:
    known = {"target_id": counts.target_id, "group": counts.group, "n": counts.n, "k": k}
    if counts.n >= k:
        return Shown(**known, counts=counts)
    return Shown(**known, hidden=Hidden.NOBODY if counts.n == 0 else Hidden.TOO_FEW)


def hidden_parts(sizes: Mapping[str, int], k: int = K) -> frozenset[str]:
    """Which parts of a shown whole must be hidden, so that none below k can be worked out by subtraction.

    Every part below k is hidden; while those hidden are one part alone, or together fewer than k, the
    next smallest is hidden too (complementary suppression). Parts nobody is in need no hiding.

    sizes: how many answers each part has. Returns the names of the hidden parts.
    """
    rising = sorted((name for name in sizes if sizes[name] > 0), key=lambda name: (sizes[name], name))
    hidden = [name for name in rising if sizes[name] < k]
    for name in rising[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(sizes[each] for each in hidden) >= k):
            break
        hidden.append(name)
    return frozenset(hidden)
