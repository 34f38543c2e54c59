"""A session as it may leave the room: everything gated, nothing of one person."""

from __future__ import annotations

from pydantic import BaseModel

from journeykit.models.counts import Shown
from journeykit.models.material import Material
from journeykit.models.session import UtcTime


class Report(BaseModel, frozen=True, extra="forbid"):
    """What exports and maps are drawn from. `ours` and `own` are empty until the room has revealed itself."""

    session_id: str
    held_at: UtcTime
    made_at: UtcTime
    k: int
    material: Material
    """Its journey carries the baseline as the facilitator set it."""
    revealed: bool
    ours: tuple[Shown, ...] = ()
    """What we thought: a step each, perspective predicted_customer."""
    own: tuple[Shown, ...] = ()
    """What customers in the room felt: a step each, perspective own_experience."""
    theirs: tuple[Shown, ...] = ()
    """What customers say: a step each, from the latest wave; empty when they were never asked."""
