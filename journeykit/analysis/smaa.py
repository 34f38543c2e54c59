"""How firm a ranking is when nobody knows the weights for sure: SMAA-2.

Takes one score an option and criterion, higher being better; the cost does not grow with the number of people.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from journeykit.analysis.ordinal import DRAWS, SEED

NEARNESS = 20.0
"""How near to given weights they are shaken: as if twenty people had each named one criterion."""


class Acceptability(BaseModel, frozen=True, extra="forbid"):
    """What many sets of weights make of some options. Everything is in the order of the options."""

    ranks: tuple[tuple[float, ...], ...]
    """The share of weightings in which an option gets rank 1, 2, ...; options with equal totals share their ranks."""
    central_weights: tuple[tuple[float, ...] | None, ...]
    """The mean weights with which an option comes first: what one would have to find important to choose it. None
    where it never does."""

    def among(self, places: int) -> tuple[float, ...]:
        """How often each option is on one of the first places, as a share of 1."""
        return tuple(min(1.0, sum(each[:places])) for each in self.ranks)


def acceptability(
    scores: Sequence[Sequence[float]],
    weights: Sequence[float] | None = None,
    *,
    draws: int = DRAWS,
    generator: np.random.Generator | None = None,
) -> Acceptability:
    """How often each option gets each rank when the weights are drawn by chance.

    scores: a row an option, a column a criterion, higher being better. weights: draws are shaken around these,
    w ~ Dirichlet(20 * weights), which need not add up to 1; without them every set of weights is equally likely,
    w ~ Dirichlet(1, ..., 1). generator: where chance comes from; by default the same at every call.

    With scores 90 20 and 40 60 the first option wins when w1 > 4/9, so it is first with the share 5/9.

    Raises ValueError where the rows differ in length, are missing, or weights do not fit or are negative or all zero.
    Source: Lahdelma & Salminen (2001), Operations Research 49, 444-454.
    """
    table = np.array(scores, dtype=np.float64)
    if table.ndim != 2 or not table.size:
        raise ValueError("Each option needs a score for each criterion.")
    drawn = _weights(table.shape[1], weights, draws, generator or np.random.default_rng(SEED))
    totals = np.round(drawn @ table.T, 9)  # equal rows must stay equal in spite of rounding
    ranks = np.zeros((len(table), len(table)))
    central: list[tuple[float, ...] | None] = []
    for option in range(len(table)):
        better = (totals > totals[:, [option]]).sum(axis=1)
        equal = (totals == totals[:, [option]]).sum(axis=1)
        for shared in range(int(equal.max())):  # of n equal options each has each of their n ranks in 1/n of a draw
            among = equal > shared
            ranks[option] += np.bincount(better[among] + shared, 1 / equal[among], len(table)) / draws
        wins = better == 0
        central.append(tuple(map(float, drawn[wins].mean(axis=0))) if wins.any() else None)
    return Acceptability(ranks=tuple(tuple(map(float, row)) for row in ranks), central_weights=tuple(central))


def _weights(
    criteria: int, weights: Sequence[float] | None, draws: int, generator: np.random.Generator
) -> NDArray[np.float64]:
    """A row a draw, each adding up to 1. A criterion that weighs nothing stays at nothing."""
    if weights is None:
        return generator.dirichlet(np.ones(criteria), draws)
    given = np.array(weights, dtype=np.float64)
    if given.shape != (criteria,) or (given < 0).any() or not given.sum() > 0:
        raise ValueError(f"{criteria} criteria need as many weights, none below 0 and not all 0.")
    drawn = np.zeros((draws, criteria))
    weighed = given > 0
    drawn[:, weighed] = generator.dirichlet(NEARNESS * given[weighed] / given.sum(), draws)
    return drawn
