"""Does a group see a step alike? Van der Eijk's agreement A, and whether there are two different pictures."""

from __future__ import annotations

import numpy as np

from journeykit.models.counts import Counts

SPLIT_NEEDS = 8
"""Below this number of answers chance alone looks like two pictures too often."""
SPLIT_AT_MOST = -0.25
"""A flat truth falls to this agreement in only 3 % of samples of eight."""
SIDE_AT_LEAST = 0.25
"""Each side of the middle holds at least this share of the answers."""


def agreement(counts: Counts) -> float:
    """Van der Eijk's A: 1 when all give one answer, 0 when all answers are equally common, -1 for half at each end.

    The histogram is cut into layers, in each of which an answer is either present or not. With S of K answers
    present, a layer counts U * (1 - (S - 1) / (K - 1)), weighted by its size, where
    U = ((K - 2) * TU - (K - 1) * TDU) / ((K - 2) * (TU + TDU)). TU is the number of triples of answers, from low
    to high, with presence 1 1 0 or 0 1 1; TDU that with 1 0 1; U is 1 when there is no such triple.

    counts: the reduction (target, group, value, count). Only the order of the answers matters, not their distance.
    Raises ValueError when nobody answered.
    Source: van der Eijk (2001), Quality & Quantity 35, 325-341; its example 30, 40, 210, 130, 530, 50, 10 gives 0.6113.
    """
    if counts.n == 0:
        raise ValueError("There is no agreement among no answers.")
    left = np.array(counts.counts)
    total = 0.0
    while left.any():
        present = left > 0
        height = int(left[present].min())
        total += _layer(present) * height * int(present.sum()) / counts.n
        left = left - height * present
    return total


def is_split(counts: Counts) -> bool:
    """Whether a group holds two different pictures: n >= 8, A <= -0.25, and a quarter on each side of the middle."""
    if counts.n < SPLIT_NEEDS or agreement(counts) > SPLIT_AT_MOST:
        return False
    low, high = sides(counts)
    return min(low, high) >= SIDE_AT_LEAST * counts.n


def sides(counts: Counts) -> tuple[int, int]:
    """How many answers lie below and above the middle of the scale."""
    pairs = list(zip(counts.support, counts.counts, strict=True))
    return sum(n for point, n in pairs if point < 0), sum(n for point, n in pairs if point > 0)


def _layer(present: np.ndarray) -> float:
    """The agreement of one layer. Triples are counted by how many answers are present left and right of each."""
    k, s = len(present), int(present.sum())
    absent = ~present
    before, after = np.cumsum(present), s - np.cumsum(present)  # at an absent answer: present ones left and right of it
    down = int((before * after)[absent].sum())
    up = int((before * (before - 1) // 2 + after * (after - 1) // 2)[absent].sum())
    unimodality = ((k - 2) * up - (k - 1) * down) / ((k - 2) * (up + down)) if up + down else 1.0
    return float(unimodality * (1 - (s - 1) / (k - 1)))
