"""A customer's journey: stages before, during and after, their steps, and the touchpoints of each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, model_validator

from journeykit.errors import UnknownStep
from journeykit.language import N_
from journeykit.models.identifier import Identifier
from journeykit.models.persona import Persona
from journeykit.models.scale import HIGHEST, LOWEST

Label = Annotated[str, Field(min_length=1, max_length=60)]
FirstPerson = Annotated[str, Field(max_length=120)]
LEAST_STAGES, MOST_STAGES = 3, 12
MOST_STEPS = 12
"""How many steps a stage may have."""


class Period(StrEnum):
    """When a stage takes place, seen from the service."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"


class Channel(StrEnum):
    """The medium that carries a touchpoint."""

    WEB = "web"
    APP = "app"
    PHONE = "phone"
    CHAT = "chat"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in_person"
    SELF_SERVICE = "self_service"
    SOCIAL = "social"
    THIRD_PARTY = "third_party"
    OTHER = "other"


class ContactMode(StrEnum):
    """Whether a touchpoint happens on a line, face to face, or both."""

    ONLINE = "online"
    OFFLINE = "offline"
    BOTH = "both"


class Touchpoint(BaseModel, frozen=True, extra="forbid"):
    """One contact between the customer and us at a step."""

    id: Identifier
    label: Label
    channel: Channel
    mode: ContactMode


class AskedQuestion(BaseModel, frozen=True, extra="forbid"):
    """The question that real customers saw for a step, and the words at both ends of their scale."""

    question: str = Field(min_length=1, max_length=300)
    lowest_label: str = Field(default="", max_length=60)
    highest_label: str = Field(default="", max_length=60)


class Step(BaseModel, frozen=True, extra="forbid"):
    """One moment of a stage, told by the customer in one line each."""

    id: Identifier
    label: Label
    doing: FirstPerson = ""
    thinking: FirstPerson = ""
    expecting: FirstPerson = ""
    asked: AskedQuestion | None = None
    touchpoints: tuple[Touchpoint, ...] = Field(default=(), max_length=8)


class Stage(BaseModel, frozen=True, extra="forbid"):
    """A large part of the journey."""

    id: Identifier
    label: Label
    period: Period
    steps: tuple[Step, ...] = Field(default=(), max_length=MOST_STEPS)


class Baseline(BaseModel, frozen=True, extra="forbid"):
    """The line between pain and gain: a point on the scale of feeling, and what it stands for."""

    value: float = Field(default=0.0, ge=LOWEST, le=HIGHEST)
    label: str = Field(default=N_("neither good nor bad"), min_length=1, max_length=60)


class CustomerWords(BaseModel, frozen=True, extra="forbid"):
    """What customers are called here: "patient" and "patients"."""

    one: str = Field(default="customer", min_length=1, max_length=30)
    many: str = Field(default="customers", min_length=1, max_length=30)


_PERIODS = tuple(Period)


class Journey(BaseModel, frozen=True, extra="forbid"):
    """One persona's path to a goal. A rating's target is a step, or a stage that has no steps."""

    schema_version: Literal[1] = 1
    id: Identifier
    title: str = Field(min_length=1, max_length=80)
    scenario: str = Field(min_length=1, max_length=300)
    owner: str = Field(default="", max_length=80)
    """Who keeps this map alive."""
    invented: bool = False
    """True when no real customer stands behind it; every page then says so."""
    persona: Persona
    customers: CustomerWords = CustomerWords()
    baseline: Baseline = Baseline()
    stages: tuple[Stage, ...] = Field(min_length=LEAST_STAGES, max_length=MOST_STAGES)

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        twice = [id_ for id_, n in Counter(self.ids).items() if n > 1]
        if twice:
            raise ValueError(f"ids must be unique in a journey; used twice: {', '.join(twice)}")
        return self

    @model_validator(mode="after")
    def _stages_follow_time(self) -> Self:
        order = [_PERIODS.index(stage.period) for stage in self.stages]
        if order != sorted(order):
            raise ValueError("stages must run in order of time: before, then during, then after")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all stages, steps and touchpoints."""
        return tuple(self._each_id())

    def _each_id(self) -> Iterator[str]:
        for stage in self.stages:
            yield stage.id
            for step in stage.steps:
                yield step.id
                yield from (touchpoint.id for touchpoint in step.touchpoints)

    @property
    def targets(self) -> tuple[Step, ...]:
        """What people rate, in order: every step, and each stage without steps as one step."""
        return tuple(step for stage in self.stages for step in (stage.steps or (Step(id=stage.id, label=stage.label),)))

    @property
    def target_ids(self) -> tuple[str, ...]:
        """The ids of what people rate, in order."""
        return tuple(step.id for step in self.targets)

    def target(self, target_id: str) -> Step:
        """One thing that people rate. Raises UnknownStep."""
        for step in self.targets:
            if step.id == target_id:
                return step
        raise UnknownStep(target_id, self.target_ids)
