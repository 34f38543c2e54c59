"""How sure something is, in the three steps that people read."""

from __future__ import annotations

from enum import StrEnum

from journeykit.analysis.ordinal import PROBABLY, VERY_SURE


class Certainty(StrEnum):
    """Very sure from 95 in 100 on, probably from 80 in 100 on."""

    VERY_SURE = "very_sure"
    PROBABLY = "probably"
    CANNOT_TELL = "cannot_tell"


def certainty(chance: float) -> Certainty:
    """The step of a chance, a share of 1."""
    if chance >= VERY_SURE:
        return Certainty.VERY_SURE
    return Certainty.PROBABLY if chance >= PROBABLY else Certainty.CANNOT_TELL
