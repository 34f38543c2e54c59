"""What customers tell by their link: one answer on its way in, and what is kept of all of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from journeykit.language import _
from journeykit.models.days import day_words
from journeykit.models.evidence import Quote, Source, Wave, WaveCount
from journeykit.models.identifier import Identifier
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.models.scale import FEELING, HIGHEST, LOWEST

LINK_WAVE = "link"
"""The name of the wave that customers answer by their link."""
LONGEST_WORDS = 400
"""Characters of a comment: as many as a quote may have."""


class LinkComment(BaseModel, frozen=True, extra="forbid"):
    """A customer's own words about one step. Only what may be shown is ever made into one."""

    step_id: Identifier
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_WORDS)]


class KeptComment(LinkComment, frozen=True, extra="forbid"):
    """A comment and the day on which it came; not the hour, so that it leads to no visit."""

    said_on: date


class LinkAnswer(BaseModel, frozen=True, extra="forbid"):
    """What one customer sends. It is taken apart into counts at once and never kept as a whole."""

    felt: dict[Identifier, Annotated[int, Field(ge=LOWEST, le=HIGHEST, strict=True)]] = {}
    """Scale points by step id. A step that was left out, or that did not happen to them, is missing."""
    comment: LinkComment | None = None


class ToldByLink(BaseModel, frozen=True, extra="forbid"):
    """What is kept of all that customers told by the link of one session."""

    customers: int = Field(default=0, ge=0)
    """How many sent an answer."""
    first_on: date | None = None
    last_on: date | None = None
    counts: tuple[WaveCount, ...] = ()
    comments: tuple[KeptComment, ...] = ()
    """Oldest first."""

    @model_validator(mode="after")
    def _answers_have_days(self) -> Self:
        if bool(self.customers) != (self.first_on is not None and self.last_on is not None):
            raise ValueError("answers have a first and a last day, and no answers have none")
        return self

    @property
    def period(self) -> str:
        """When it was asked, as people read it; empty when nobody has answered."""
        if self.first_on is None or self.last_on is None:
            return ""
        if self.first_on == self.last_on:
            return day_words(self.first_on)
        return _("{first} to {last}").format(first=day_words(self.first_on), last=day_words(self.last_on))


def own_experience_prompt() -> str:
    """The question that customers answer at each step, in the room and by the link."""
    return _("How did you feel at each step?")


def with_link(material: Material, told: ToldByLink) -> Material:
    """The material with what customers told by the link, as its newest wave. What is about steps that are gone is not.

    Nothing changes while nobody has answered.
    """
    if not told.customers:
        return material
    there = set(material.journey.target_ids)
    wave = Wave(
        wave=_unused({each.wave for each in material.waves}),
        scale=FEELING,
        source=Source(
            name=_customers(_("{Customers} who answered by our link"), material.journey),
            question=own_experience_prompt(),
            period=told.period,
        ),
        counts=tuple(row for row in told.counts if row.target_id in there),
    )
    source = _("a {customer}, by the link").format(customer=material.journey.customers.one)
    quotes = tuple(
        Quote(step_id=each.step_id, text=each.text, source=source, date=each.said_on, consent_to_show=True)
        for each in told.comments
        if each.step_id in there
    )
    return material.model_copy(update={"waves": (*material.waves, wave), "quotes": (*material.quotes, *quotes)})


def _customers(message: str, journey: Journey) -> str:
    many = journey.customers.many
    return message.format(Customers=many[:1].upper() + many[1:])


def _unused(taken: set[str]) -> str:
    """The link's name, with a number where a survey has it already."""
    names = [LINK_WAVE, *(f"{LINK_WAVE}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
