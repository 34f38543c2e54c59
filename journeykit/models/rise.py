"""What a room says it learned: one item of the check-out, answered for then and for now."""

from __future__ import annotations

from pydantic import BaseModel, Field

from journeykit.models.said import CheckItem


class Rise(BaseModel, frozen=True, extra="forbid"):
    """How many rose, fell or stayed. Without the three when fewer than k answered both. There is no control group."""

    item: CheckItem
    n: int = Field(ge=0)
    """How many answered for both moments."""
    k: int
    rose: int | None = None
    same: int | None = None
    fell: int | None = None
