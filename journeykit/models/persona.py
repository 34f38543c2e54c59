"""The person whose journey is told: invented, never one real customer."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field

Line = Annotated[str, Field(min_length=1, max_length=120)]


class EvidenceLevel(StrEnum):
    """How much of a persona comes from real customers."""

    ASSUMPTION = "assumption"
    MIXED = "mixed"
    RESEARCHED = "researched"


class Persona(BaseModel, frozen=True, extra="forbid"):
    """One point of view on a journey."""

    name: str = Field(min_length=1, max_length=60)
    role: str = Field(default="", max_length=80)
    goal: str = Field(min_length=1, max_length=200)
    expectations: tuple[Line, ...] = Field(default=(), max_length=5)
    fears: tuple[Line, ...] = Field(default=(), max_length=5)
    context: str = Field(default="", max_length=200)
    pronoun: str = Field(default="they", max_length=20)
    evidence_level: EvidenceLevel = EvidenceLevel.ASSUMPTION
