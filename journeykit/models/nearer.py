"""Whether guesses at the hidden steps came nearer to what customers say: raw guesses in, a gated reduction out.

Hidden steps are held out of every reveal. To guess them better at the close is to have learned about customers; to
guess a revealed step better is to remember it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from statistics import fmean, stdev

from pydantic import BaseModel, Field

from journeykit.models.counts import Shown

MOST_HELD_OUT = 3

Guesses = Mapping[str, int]
"""One person's guesses in scale points, by step id. What was skipped is missing."""


class Nearer(BaseModel, frozen=True, extra="forbid"):
    """How far off a room was at the hidden steps, at first and at last. Only n when fewer than k guessed both times.

    A person is off by the mean of |guess - customers' mean| over the hidden steps that they guessed both times, in
    scale points. There is no control group.
    """

    n: int = Field(ge=0)
    """How many guessed both times."""
    k: int
    steps: int = Field(ge=0)
    """At how many hidden steps customers can be compared."""
    nearer: int | None = None
    same: int | None = None
    further: int | None = None
    before: float | None = None
    """How far off people were at first, on average."""
    after: float | None = None
    sd_before: float | None = None
    sd_after: float | None = None
    sd_change: float | None = None
    """The standard deviation of what changed for each person."""


def most_held_out(rated: int) -> int:
    """How many of the rated steps may be kept hidden: up to three, at most a third of them."""
    return min(MOST_HELD_OUT, rated // 3)


def nearer(
    guesses: Iterable[tuple[Guesses, Guesses]],
    theirs: Iterable[Shown],
    held_out_target_ids: Collection[str],
    k: int,
) -> Nearer:
    """How far off some people were before and after.

    guesses: of each person those at first and those at last. theirs: what customers say, gated; a hidden step at which
    they are not shown is left out, and whoever has no step left as well.
    """
    means = {
        each.target_id: each.counts.mean for each in theirs if each.counts and each.target_id in held_out_target_ids
    }
    off = [pair for first, last in guesses if (pair := _off(first, last, means))]
    if len(off) < max(k, 2):
        return Nearer(n=len(off), k=k, steps=len(means))
    before, after = zip(*off, strict=True)
    # Rounded, so that 1.3 - 0.3 and 2.3 - 1.3 are one distance.
    change = [round(last - first, 9) for first, last in off]
    return Nearer(
        n=len(off),
        k=k,
        steps=len(means),
        nearer=sum(each < 0 for each in change),
        same=sum(each == 0 for each in change),
        further=sum(each > 0 for each in change),
        before=fmean(before),
        after=fmean(after),
        sd_before=stdev(before),
        sd_after=stdev(after),
        sd_change=stdev(change),
    )


def _off(first: Guesses, last: Guesses, means: Mapping[str, float]) -> tuple[float, float] | None:
    both = [(first[step], last[step], mean) for step, mean in means.items() if step in first and step in last]
    if not both:
        return None
    return fmean(abs(was - mean) for was, _, mean in both), fmean(abs(now - mean) for _, now, mean in both)
