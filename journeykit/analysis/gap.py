"""Where the room and its customers differ, for analysts: both are read as samples of a wider group.

Everything takes the reduction (target, group, value, count), so the cost does not grow with the number of rows. On
screens the room is a fact, not a sample: see `findings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from journeykit.analysis.ordinal import SEED, mean_draws
from journeykit.models.counts import Counts

PERMUTATIONS = 9_999


class Gap(BaseModel, frozen=True, extra="forbid"):
    """The empathy gap at one step: our mean minus the customers', positive when we are too rosy."""

    target_id: str
    n_ours: int
    n_theirs: int
    mean_ours: float
    mean_theirs: float
    gap: float
    low: float
    high: float
    chance_above_zero: float
    """How much of the likely differences lies above zero, 0 to 1."""
    cliffs_delta: float
    p: float | None
    """Permutation p; None where the two answered on different scales, or fewer than two of a group answered."""
    p_holm: float | None
    """The same, corrected for the number of steps that were compared."""


def gaps(
    ours: Iterable[Counts], theirs: Iterable[Counts], *, level: float = 0.95, permutations: int = PERMUTATIONS
) -> tuple[Gap, ...]:
    """The gap at every step that both groups answered, in the order of `ours`.

    low, high: the middle `level` of the differences of two sets of `ordinal.mean_draws`. p: `permutation_p`, then
    `holm` over the steps. The two may have answered on different scales, which leaves p open.

    Raises ValueError when a group has a step twice.
    """
    theirs_by_id = by_target(theirs)
    pairs = [(mine, theirs_by_id[id_]) for id_, mine in by_target(ours).items() if id_ in theirs_by_id]
    answered = [(mine, their) for mine, their in pairs if mine.n and their.n]
    p = [permutation_p(mine, their, permutations=permutations) for mine, their in answered]
    corrected = iter(holm([each for each in p if each is not None]))
    return tuple(
        _gap(mine, their, level, each, None if each is None else next(corrected))
        for (mine, their), each in zip(answered, p, strict=True)
    )


def biggest_first(found: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps by their size without regard to sign; equal ones stay in the order of the journey."""
    return tuple(sorted(found, key=lambda each: -round(abs(each.gap), 9)))


def difference_draws(one: Counts, other: Counts) -> NDArray[np.float64]:
    """Likely differences of two groups' means, `one` minus `other`. Raises ValueError when one of them is empty."""
    return mean_draws(one, stream=0) - mean_draws(other, stream=1)


def permutation_p(ours: Counts, theirs: Counts, *, permutations: int = PERMUTATIONS) -> float | None:
    """How often chance alone would set two groups this far apart: two-sided, by Welch's t.

    All answers are dealt anew to two groups of the old sizes, `permutations` times: on counts that is one draw of the
    multivariate hypergeometric distribution. p = (1 + deals with |t| at least as large) / (1 + deals).

    Returns None where it cannot be told: different scales, or fewer than two answers in a group.
    Source: Janssen (1997), Statistics & Probability Letters 36, 9-21.
    """
    if ours.support != theirs.support or min(ours.n, theirs.n) < 2:
        return None
    support = np.array(ours.support)
    mine = np.array([ours.counts])
    pooled = mine[0] + np.array(theirs.counts)
    dealt = np.random.default_rng(SEED).multivariate_hypergeometric(pooled, ours.n, permutations, method="marginals")
    seen = _abs_t(mine, pooled - mine, support)[0]
    as_far = _abs_t(dealt, pooled - dealt, support) >= seen * (1 - 1e-9)  # equal deals must count in spite of rounding
    return float((1 + int(as_far.sum())) / (1 + permutations))


def holm(p: Sequence[float]) -> tuple[float, ...]:
    """Holm's correction for several tests: the smallest p times m, the next times m - 1, never falling, at most 1.

    0.01, 0.04, 0.03, 0.005 become 0.03, 0.06, 0.06, 0.02. Source: Holm (1979), Scandinavian J of Statistics 6, 65-70.
    """
    corrected = [0.0] * len(p)
    largest = 0.0
    for rank, place in enumerate(sorted(range(len(p)), key=p.__getitem__)):
        largest = max(largest, min(1.0, (len(p) - rank) * p[place]))
        corrected[place] = largest
    return tuple(corrected)


def cliffs_delta(ours: Counts, theirs: Counts) -> float:
    """How often one of ours lies above one of theirs, minus how often below: -1 to 1, 0 for no difference.

    Raises ValueError when a group is empty. Source: Cliff (1993), Psychological Bulletin 114, 494-509.
    """
    if not ours.n or not theirs.n:
        raise ValueError("There is no difference to a group of nobody.")
    above = np.sign(np.subtract.outer(np.array(ours.support), np.array(theirs.support)))
    return float(np.array(ours.counts) @ above @ np.array(theirs.counts)) / (ours.n * theirs.n)


def by_target(counts: Iterable[Counts]) -> dict[str, Counts]:
    """One group's counts by step. Raises ValueError when a step is there twice."""
    found: dict[str, Counts] = {}
    for each in counts:
        if each.target_id in found:
            raise ValueError(f"One group is compared with one; step {each.target_id!r} is there twice.")
        found[each.target_id] = each
    return found


def _gap(mine: Counts, their: Counts, level: float, p: float | None, p_holm: float | None) -> Gap:
    drawn = difference_draws(mine, their)
    low, high = np.quantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return Gap(
        target_id=mine.target_id,
        n_ours=mine.n,
        n_theirs=their.n,
        mean_ours=mine.mean,
        mean_theirs=their.mean,
        gap=mine.mean - their.mean,
        low=float(low),
        high=float(high),
        chance_above_zero=float(np.mean(drawn > 0)),
        cliffs_delta=cliffs_delta(mine, their),
        p=p,
        p_holm=p_holm,
    )


def _abs_t(one: NDArray[np.int64], other: NDArray[np.int64], support: NDArray[np.float64]) -> NDArray[np.float64]:
    """Welch's t without its sign, for each row of counts; 0 for two equal groups, infinite where only they differ."""
    (mean_one, error_one), (mean_other, error_other) = _mean_and_error(one, support), _mean_and_error(other, support)
    distance, error = np.abs(mean_one - mean_other), np.sqrt(error_one + error_other)
    distance[distance < 1e-12] = 0.0
    t = np.divide(distance, error, out=np.full_like(distance, np.inf), where=error > 0)
    return np.where(distance == 0, 0.0, t)


def _mean_and_error(
    counts: NDArray[np.int64], support: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each row's mean, and its variance divided by n."""
    n = counts.sum(axis=1)
    mean = counts @ support / n
    squares = (counts * (support - mean[:, None]) ** 2).sum(axis=1)
    return mean, squares / (n - 1) / n
