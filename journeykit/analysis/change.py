"""What changed between two waves of different people. Takes the reduction (target, group, value, count)."""

from __future__ import annotations

from collections.abc import Iterable
from math import hypot, sqrt

import numpy as np
from pydantic import BaseModel
from scipy.stats import t as student

from journeykit.analysis.gap import by_target, difference_draws
from journeykit.analysis.ordinal import Share, sd, share_unhappy, wilson_interval
from journeykit.analysis.sentence import Sentence, said
from journeykit.language import N_
from journeykit.models.counts import Counts
from journeykit.models.scale import signed


class Change(BaseModel, frozen=True, extra="forbid"):
    """How one step moved from one wave to the next, in scale points: positive when it became better."""

    target_id: str
    before: str
    """The earlier wave."""
    after: str
    n_before: int
    n_after: int
    mean_before: float
    mean_after: float
    change: float
    low: float
    high: float
    noticeable: float | None
    """The smallest change that could have been noticed with so many answers; None below two in a wave."""
    unhappy_before: Share
    unhappy_after: Share
    unhappy_change: float
    """The share of unhappy answers after minus that before, with its interval: shares of 1."""
    unhappy_low: float
    unhappy_high: float


def changes(before: Iterable[Counts], after: Iterable[Counts], *, level: float = 0.95) -> tuple[Change, ...]:
    """The change at every step that both waves answered, in the order of `before`.

    low, high: the middle `level` of the differences of two sets of `ordinal.mean_draws`. The waves may have been asked
    on different scales, as the means are compared in scale points. The same people asked twice would need pairs.

    Raises ValueError when a wave has a step twice.
    """
    later = by_target(after)
    pairs = [(earlier, later[id_]) for id_, earlier in by_target(before).items() if id_ in later]
    return tuple(_change(earlier, each, level) for earlier, each in pairs if earlier.n and each.n)


def smallest_noticeable(before: Counts, after: Counts, *, level: float = 0.95) -> float:
    """The smallest change of the mean that a comparison of so many answers could have noticed, in scale points.

    t * s * sqrt(1/n1 + 1/n2), with s the pooled standard deviation and t its quantile with n1 + n2 - 2 degrees of
    freedom: 0.94 for 10 and 10 answers that spread by 1.

    Raises ValueError for fewer than two answers in a wave.
    """
    freedom = before.n + after.n - 2
    pooled = sqrt(((before.n - 1) * sd(before) ** 2 + (after.n - 1) * sd(after) ** 2) / freedom)
    return float(student.ppf((1 + level) / 2, freedom)) * pooled * sqrt(1 / before.n + 1 / after.n)


def share_change(
    hits_after: int, n_after: int, hits_before: int, n_before: int, *, level: float = 0.95
) -> tuple[float, float, float]:
    """The difference of two shares, after minus before, with its interval, honest for small groups.

    With Wilson's interval l to u around each share p: low = d - sqrt((p1 - l1)² + (u2 - p2)²), high likewise.
    56 of 70 after 48 of 80 is +0.20, between 0.0524 and 0.3339.

    Returns (difference, low, high) as shares of 1. Raises ValueError as `wilson_interval` does.
    Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
    """
    low_1, high_1 = wilson_interval(hits_after, n_after, level=level)
    low_2, high_2 = wilson_interval(hits_before, n_before, level=level)
    p_1, p_2 = hits_after / n_after, hits_before / n_before
    difference = p_1 - p_2
    return difference, difference - hypot(p_1 - low_1, high_2 - p_2), difference + hypot(high_1 - p_1, p_2 - low_2)


def change_sentence(label: str, change: Change) -> Sentence:
    """A change for analysts, with two decimals and both n, named by the step's label and the waves."""
    return said(
        N_("{label}: {after} minus {before} is {change} ({low} to {high}), n {n_before} and {n_after}."),
        label=label,
        before=change.before,
        after=change.after,
        change=signed(change.change, decimals=2),
        low=signed(change.low, decimals=2),
        high=signed(change.high, decimals=2),
        n_before=change.n_before,
        n_after=change.n_after,
    )


def _change(before: Counts, after: Counts, level: float) -> Change:
    low, high = np.quantile(difference_draws(after, before), [(1 - level) / 2, (1 + level) / 2])
    was, now = share_unhappy(before), share_unhappy(after)
    unhappy, unhappy_low, unhappy_high = share_change(now.hits, now.n, was.hits, was.n, level=level)
    return Change(
        target_id=before.target_id,
        before=before.group,
        after=after.group,
        n_before=before.n,
        n_after=after.n,
        mean_before=before.mean,
        mean_after=after.mean,
        change=after.mean - before.mean,
        low=float(low),
        high=float(high),
        noticeable=smallest_noticeable(before, after, level=level) if min(before.n, after.n) > 1 else None,
        unhappy_before=was,
        unhappy_after=now,
        unhappy_change=unhappy,
        unhappy_low=unhappy_low,
        unhappy_high=unhappy_high,
    )
