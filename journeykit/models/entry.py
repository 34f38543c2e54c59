"""The journal's lines: everything that is said in a session, by whom and when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field

from journeykit.models.exercise import ExerciseId
from journeykit.models.identifier import Identifier
from journeykit.models.journey import Baseline
from journeykit.models.rating import Rating
from journeykit.models.session import Role, UtcTime

SCHEMA_VERSION: Literal[1] = 1


class Author(StrEnum):
    """Who may say a thing; the server checks it."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    SERVER = "server"


class Joined(BaseModel, frozen=True, extra="forbid"):
    """Somebody took a seat."""

    kind: Literal["joined"] = "joined"
    role: Role


class Ready(BaseModel, frozen=True, extra="forbid"):
    """Somebody has read the welcome, and says whether small groups may be shown to this room."""

    kind: Literal["ready"] = "ready"
    agrees_to_open_mode: bool


class Looked(BaseModel, frozen=True, extra="forbid"):
    """Somebody says that they have looked at the page that is open."""

    kind: Literal["looked"] = "looked"


class TookOver(BaseModel, frozen=True, extra="forbid"):
    """A seat went on on another device; the page before steps aside."""

    kind: Literal["took_over"] = "took_over"
    device: int = Field(ge=2)


class Opened(BaseModel, frozen=True, extra="forbid"):
    """An exercise begins. Going back to one begins a new run, which starts from its last run's answers."""

    kind: Literal["opened"] = "opened"
    exercise: ExerciseId
    ends_at: UtcTime
    """What the shared timer counts down to; a run that takes answers locks then, without anybody's doing."""


class Extended(BaseModel, frozen=True, extra="forbid"):
    """The run gets more time; one that was locked takes answers again, until they are revealed."""

    kind: Literal["extended"] = "extended"
    seconds: int = Field(ge=1, le=3600)


class Locked(BaseModel, frozen=True, extra="forbid"):
    """The run takes no more answers."""

    kind: Literal["locked"] = "locked"


class Revealed(BaseModel, frozen=True, extra="forbid"):
    """The run's answers are shown to everybody."""

    kind: Literal["revealed"] = "revealed"


class Uncovered(BaseModel, frozen=True, extra="forbid"):
    """One step's customers are shown to everybody."""

    kind: Literal["uncovered"] = "uncovered"
    target_id: Identifier


class BaselineSet(BaseModel, frozen=True, extra="forbid"):
    """The line between pain and gain was moved."""

    kind: Literal["baseline_set"] = "baseline_set"
    baseline: Baseline


class DeviceArrived(BaseModel, frozen=True, extra="forbid"):
    """The join page was opened from another device: the network works."""

    kind: Literal["device_arrived"] = "device_arrived"


Body = Annotated[
    Rating
    | Joined
    | Ready
    | Looked
    | TookOver
    | Opened
    | Extended
    | Locked
    | Revealed
    | Uncovered
    | BaselineSet
    | DeviceArrived,
    Field(discriminator="kind"),
]


class Entry(BaseModel, frozen=True, extra="forbid"):
    """One line of the journal. Lines are only ever added; what counts is the fold of them all."""

    entry_id: UUID
    """Unique: a repeat is no second line."""
    session_id: str
    run_id: str | None = None
    """The run of an exercise that it belongs to."""
    seat_id: str | None = None
    author: Author
    body: Body
    schema_version: Literal[1] = SCHEMA_VERSION
    said_at: UtcTime
    place: int | None = None
    """Its number in the journal, given by the store; None until it is there."""
