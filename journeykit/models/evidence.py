"""What real customers said: counted answers, wave by wave, and their own words."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Self

from pydantic import BaseModel, Field, model_validator

from journeykit.models.counts import Counts
from journeykit.models.identifier import Identifier
from journeykit.models.scale import Scale


class WaveCount(BaseModel, frozen=True, extra="forbid"):
    """How many customers gave one answer at one step, on the scale that they saw."""

    target_id: Identifier
    value: int
    count: int = Field(ge=0)


class Source(BaseModel, frozen=True, extra="forbid"):
    """Where customers' answers come from: what a footnote must print."""

    name: str = Field(default="", max_length=300)
    licence: str = Field(default="", max_length=200)
    question: str = Field(default="", max_length=300)
    """The question asked at every step; a step's own question goes first."""
    period: str = Field(default="", max_length=60)
    """When it was asked, as people read it: "2016" or "March to May 2026"."""


class Wave(BaseModel, frozen=True, extra="forbid"):
    """One round of asking customers. Counts stay on the raw scale; conversion happens where they are read."""

    wave: str = Field(min_length=1, max_length=40)
    scale: Scale
    source: Source = Source()
    counts: tuple[WaveCount, ...] = ()

    @model_validator(mode="after")
    def _values_lie_on_the_scale(self) -> Self:
        for row in self.counts:
            if not self.scale.scale_min <= row.value <= self.scale.scale_max:
                raise ValueError(
                    f"{row.target_id}: the answer {row.value} lies outside "
                    f"{self.scale.scale_min} to {self.scale.scale_max}"
                )
        return self

    def of(self, target_id: str) -> Counts:
        """The counts at one step, with their points from -2 to +2; all zero where nobody answered."""
        by_value = dict.fromkeys(self.scale.values, 0)
        for row in self.counts:
            if row.target_id == target_id:
                by_value[row.value] += row.count
        return Counts(
            target_id=target_id,
            group=self.wave,
            support=self.scale.support,
            counts=tuple(by_value.values()),
        )

    @property
    def most_answers(self) -> int:
        """How many customers answered at the step that most of them answered; 0 when nobody did."""
        by_target: Counter[str] = Counter()
        for row in self.counts:
            by_target[row.target_id] += row.count
        return max(by_target.values(), default=0)


class Quote(BaseModel, frozen=True, extra="forbid"):
    """A customer's own words about a step. Without consent they are never shown."""

    step_id: Identifier
    text: str = Field(min_length=1, max_length=400)
    source: str = Field(default="", max_length=120)
    date: date
    consent_to_show: bool
