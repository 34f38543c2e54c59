"""How one step felt, or is thought to feel."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from journeykit.models.identifier import Identifier
from journeykit.models.scale import HIGHEST, LOWEST


class Perspective(StrEnum):
    """Whose feeling a rating tells."""

    PREDICTED_CUSTOMER = "predicted_customer"
    OWN_EXPERIENCE = "own_experience"


class Rating(BaseModel, frozen=True, extra="forbid"):
    """How one step felt, or is thought to feel. Never edited: a change of mind is a new rating."""

    kind: Literal["rating"] = "rating"
    target_id: Identifier
    perspective: Perspective
    value: Annotated[int, Field(ge=LOWEST, le=HIGHEST, strict=True)]  # scale points, very unhappy to very happy
