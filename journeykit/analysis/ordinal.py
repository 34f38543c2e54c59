"""What one group says about one step: its typical value, how sure that is, and whether it is a pain.

Everything takes the reduction (target, group, value, count): one `Counts`.
"""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from math import sqrt
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from journeykit.analysis.agreement import is_split
from journeykit.models.counts import Counts, K
from journeykit.models.scale import UNHAPPY

SEED = 20_261_122
"""Every draw starts from this seed, so that the same answers always give the same interval."""
DRAWS = 20_000
VERY_SURE = 0.95
PROBABLY = 0.80
CLEAR_STEP = 0.5
"""Scale points from the baseline that a pain or a strength is away from it, at least."""


class Share(BaseModel, frozen=True, extra="forbid"):
    """A part of a group, and the likely part of the wider group (shares of 1)."""

    hits: int
    n: int
    low: float
    high: float


class Verdict(StrEnum):
    """Where a step lies, seen from the baseline."""

    PAIN = "pain"
    LIKELY_PAIN = "likely_pain"
    SPLIT = "split"
    STRENGTH = "strength"
    LIKELY_STRENGTH = "likely_strength"
    UNCLEAR = "unclear"


def median(counts: Counts) -> float:
    """The middle answer in scale points; half-way between the middle two for an even n.

    Raises ValueError when nobody answered.
    """
    if counts.n == 0:
        raise ValueError("There is no median of no answers.")
    reached = np.cumsum(counts.counts)
    low, high = (int(np.searchsorted(reached, rank)) for rank in ((counts.n + 1) // 2, counts.n // 2 + 1))
    return (counts.support[low] + counts.support[high]) / 2


def sd(counts: Counts) -> float:
    """The standard deviation in scale points, as an estimate from a sample: squares are divided by n - 1.

    Raises ValueError for fewer than two answers.
    """
    if counts.n < 2:
        raise ValueError(f"A spread needs at least 2 answers; got {counts.n}.")
    centre = counts.mean
    squares = sum(n * (point - centre) ** 2 for point, n in zip(counts.support, counts.counts, strict=True))
    return float((squares / (counts.n - 1)) ** 0.5)


def mean_draws(counts: Counts, *, draws: int = DRAWS, stream: int = 0) -> NDArray[np.float64]:
    """Likely means of the wider group that the answers come from, by the Dirichlet-multinomial model.

    p ~ Dirichlet(n_k + 1/K) for the K answers of the scale; a draw is the sum of p_k times the points of answer k.

    stream: groups that are compared take different streams, so that their draws do not move together.
    Returns `draws` scale points; the same at every call. Raises ValueError when nobody answered.
    """
    if counts.n == 0:
        raise ValueError("There is no likely mean of no answers.")
    prior = 1 / len(counts.support)
    shares = np.random.default_rng([SEED, stream]).dirichlet(np.array(counts.counts) + prior, draws)
    return np.asarray(shares @ np.array(counts.support), dtype=np.float64)


def mean_interval(counts: Counts, *, level: float = 0.95, draws: int = DRAWS) -> tuple[float, float]:
    """Between which scale points the mean of the wider group probably lies.

    The middle `level` of `mean_draws`. It never leaves the scale and never has no width: -2 -2 -1 -1 -1 0 1 2
    gives -1.20 to 0.45, where Student's t gives -1.68 to 0.68.

    Returns (low, high). Raises ValueError when nobody answered.
    """
    return _interval(counts, level, draws)


def wilson_interval(hits: int, n: int, *, level: float = 0.95) -> tuple[float, float]:
    """The interval for a share, honest for small groups: 5 of 8 gives 0.306 to 0.863.

    centre = (h + z²/2) / (n + z²), half = z / (n + z²) * sqrt(h (n - h) / n + z²/4), z the normal quantile of `level`.

    hits: answers that count, 0 to n. n: all answers. Returns (low, high) as shares of 1, never outside 0 to 1.
    Raises ValueError when n is 0 or hits lie outside 0 to n.
    Source: Wilson (1927), JASA 22, 209-212; checked against Newcombe (1998), Statistics in Medicine 17, 857-872.
    """
    if not 0 <= hits <= n or n == 0:
        raise ValueError(f"A share needs 0 to n hits of n >= 1 answers; got {hits} of {n}.")
    # Not scipy's binomtest, which gives the same: loading scipy.stats would double the wait for every page.
    z = NormalDist().inv_cdf((1 + level) / 2)
    centre = (hits + z**2 / 2) / (n + z**2)
    half = z / (n + z**2) * sqrt(hits * (n - hits) / n + z**2 / 4)
    return (centre - half if hits else 0.0), (centre + half if hits < n else 1.0)


def share_unhappy(counts: Counts) -> Share:
    """How many answered -1 or lower, with Wilson's interval. Raises ValueError when nobody answered."""
    hits = sum(n for point, n in zip(counts.support, counts.counts, strict=True) if point <= UNHAPPY)
    low, high = wilson_interval(hits, counts.n)
    return Share(hits=hits, n=counts.n, low=low, high=high)


def verdict(counts: Counts, baseline: float = 0.0) -> Verdict:
    """Where a step lies, seen from a baseline in scale points.

    Two different pictures (`agreement.is_split`) go first. Else, with P the share of `mean_draws` below the baseline:
    a pain when P >= 0.95 and the mean lies half a point or more below it; a likely pain when P >= 0.80; strengths
    mirrored; else unclear.

    Raises ValueError for fewer than 5 answers, which say too little.
    """
    if counts.n < K:
        raise ValueError(f"A verdict needs at least {K} answers; got {counts.n}.")
    if is_split(counts):
        return Verdict.SPLIT
    below = _share_below(counts, baseline, DRAWS)
    step = round(counts.mean - baseline, 9)  # 1.5 - 1.0 must not miss half a point by a rounding error
    if below >= VERY_SURE and step <= -CLEAR_STEP:
        return Verdict.PAIN
    if below >= PROBABLY:
        return Verdict.LIKELY_PAIN
    if 1 - below >= VERY_SURE and step >= CLEAR_STEP:
        return Verdict.STRENGTH
    if 1 - below >= PROBABLY:
        return Verdict.LIKELY_STRENGTH
    return Verdict.UNCLEAR


# Every phone in a room asks for the same few intervals at each step that is uncovered: they are drawn once a process.
@lru_cache(maxsize=256)
def _interval(counts: Counts, level: float, draws: int) -> tuple[float, float]:
    tail = (1 - level) / 2
    low, high = np.quantile(mean_draws(counts, draws=draws), [tail, 1 - tail])
    return float(low), float(high)


@lru_cache(maxsize=256)
def _share_below(counts: Counts, baseline: float, draws: int) -> float:
    return float(np.mean(mean_draws(counts, draws=draws) < baseline))
