"""People in a room: one run of a workshop, and the seats in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, Field

from journeykit.language import N_, _
from journeykit.models.agenda import EXERCISES
from journeykit.models.counts import OPEN_K, K
from journeykit.models.exercise import ExerciseId

UtcTime = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]


class Role(StrEnum):
    """As whom somebody is here today."""

    CUSTOMER = "customer"
    FRONT_LINE = "front_line"
    BACK_OFFICE = "back_office"
    LEADER = "leader"
    UNSAID = "unsaid"


_ROLE_WORDS = {
    Role.CUSTOMER: N_("a customer"),
    Role.FRONT_LINE: N_("I work with customers"),
    Role.BACK_OFFICE: N_("I work behind the scenes"),
    Role.LEADER: N_("I lead a team"),
    Role.UNSAID: N_("rather not say"),
}


def role_words(role: Role) -> str:
    """A role as people choose it on the join page."""
    return _(_ROLE_WORDS[role])


class Plan(BaseModel, frozen=True, extra="forbid"):
    """What is fixed before a session begins, besides its journey."""

    held_on: date | None = None
    """The day of the session."""
    sponsor: str = Field(default="", max_length=80)
    """Who promises an answer to each action."""


class Session(BaseModel, frozen=True, extra="forbid"):
    """One run of a workshop. Its journey and customers are the Material of the version that it was made from."""

    session_id: str
    code: str
    """What people type to join: "MAPLE-42"."""
    agenda: tuple[ExerciseId, ...] = Field(default=tuple(each.id for each in EXERCISES), min_length=1)
    k: int = Field(default=K, ge=OPEN_K)
    rehearsal: bool = False
    """True when the people in it are simulated. Every page and file says so."""
    created_at: UtcTime


class Seat(BaseModel, frozen=True, extra="forbid"):
    """One participant's place in a session: a code, never a name."""

    seat_id: str
    session_id: str
    role: Role
    return_code: str
    """Six characters that take the participant in on another device."""
    device: int = 1
    """Which device holds the seat; the one before has stepped aside."""
    created_at: UtcTime


def now_utc() -> datetime:
    """The time now, in UTC: the clock of everything that does not get another one."""
    return datetime.now(UTC)
