"""Did the same people change between two moments? Takes one number a person before and after, or their moments.

The moments of n pairs (means, standard deviations, that of the differences) carry all but the sign-flip test, so a
room's result can leave the session without anybody's own numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import fmean, stdev

import numpy as np
from pydantic import BaseModel
from scipy.special import nctdtrinc, stdtr, stdtrit  # not scipy.stats, which would double the wait for every page

MOST_EXACT = 16
"""Up to so many people all sign flips are counted: 65 536 of them."""
_LARGEST_T = 50.0  # scipy does not come back from looking for the noncentrality of t = 100 000


class Effect(BaseModel, frozen=True, extra="forbid"):
    """How large a change is, seen from how much people differ."""

    d_av: float
    g_av: float
    """The same without its bias in small groups."""
    low: float
    high: float
    """The interval of d_av."""


class Paired(BaseModel, frozen=True, extra="forbid"):
    """How the same people moved: after minus before, in the unit of what was measured."""

    n: int
    mean_before: float
    mean_after: float
    change: float
    low: float | None = None
    """The interval of the change; None where everybody moved equally, which says nothing of others."""
    high: float | None = None
    chance_above_zero: float | None = None
    """How much of the likely changes lies above zero, 0 to 1; None without an interval."""
    effect: Effect | None = None
    """None where nobody differs from anybody, for fewer than three people, and beyond t = 50."""


def paired(before: Sequence[float], after: Sequence[float], *, level: float = 0.95) -> Paired:
    """How people moved. before, after: a number each, in the same order.

    Raises ValueError for lists of different length and for fewer than two people.
    """
    if len(before) != len(after) or len(before) < 2:
        raise ValueError(f"Pairs need two or more people at both moments; got {len(before)} and {len(after)}.")
    moved = [round(now - was, 9) for was, now in zip(before, after, strict=True)]
    return paired_from_moments(
        len(before), (fmean(before), fmean(after)), (stdev(before), stdev(after)), stdev(moved), level=level
    )


def paired_from_moments(
    n: int, means: tuple[float, float], sds: tuple[float, float], sd_change: float, *, level: float = 0.95
) -> Paired:
    """How n people moved, from the means and standard deviations before and after and that of their differences.

    The interval is change ± t * sd_change / sqrt(n), with t the quantile for n - 1 degrees of freedom.
    3.0 3.4 2.8 3.6 3.2 3.8 2.6 3.0 and then 3.6 3.5 3.4 3.6 3.9 4.0 3.4 3.3 is +0.41, between 0.16 and 0.66.
    """
    change = means[1] - means[0]
    if n < 2 or sd_change <= 0:
        return Paired(n=n, mean_before=means[0], mean_after=means[1], change=change)
    error = sd_change / sqrt(n)
    half = float(stdtrit(n - 1, (1 + level) / 2)) * error
    return Paired(
        n=n,
        mean_before=means[0],
        mean_after=means[1],
        change=change,
        low=change - half,
        high=change + half,
        chance_above_zero=float(stdtr(n - 1, change / error)),
        effect=_effect(n, change, sds, sd_change, level),
    )


def sign_flip_p(differences: Sequence[float]) -> float:
    """How often chance alone would move people this far one way: exact and two-sided, for 2 to 16 people.

    If nothing had changed, each difference could as well have the other sign. p is the share of all 2^n choices of
    signs whose sum is at least as far from zero: seven that rose and one that stayed give 4 / 256 = 0.0156.

    Raises ValueError for fewer or more people. Source: Fisher (1935), The Design of Experiments, section 21.
    """
    if not 2 <= len(differences) <= MOST_EXACT:
        raise ValueError(f"Sign flips are counted for 2 to {MOST_EXACT} people; got {len(differences)}.")
    sums = np.zeros(1)
    for each in differences:
        sums = np.concatenate([sums + each, sums - each])
    return float(np.mean(np.abs(sums) >= abs(sum(differences)) - 1e-9))  # equal sums count in spite of rounding


def _effect(n: int, change: float, sds: tuple[float, float], sd_change: float, level: float) -> Effect | None:
    """d_av = change / sqrt((s1² + s2²) / 2), g_av = d_av * (1 - 3 / (4 (n - 1) - 1)).

    The interval lies between the noncentralities of t of whose draws (1 - level) / 2 lie beyond this t, above it or
    below it, times sd_change / (sqrt(n) * sqrt((s1² + s2²) / 2)).

    Source: Cumming (2012), Understanding the New Statistics; Algina & Keselman (2003), Educational and Psychological
    Measurement 63, 537-553.
    """
    typical = sqrt((sds[0] ** 2 + sds[1] ** 2) / 2)
    if not typical or n < 3:
        return None
    t, scale = change / (sd_change / sqrt(n)), sd_change / sqrt(n) / typical
    if abs(t) > _LARGEST_T:
        return None
    tail = (1 - level) / 2
    low, high = (float(nctdtrinc(n - 1, share, t)) * scale for share in (1 - tail, tail))
    d = change / typical
    return Effect(d_av=d, g_av=d * (1 - 3 / (4 * (n - 1) - 1)), low=low, high=high)
