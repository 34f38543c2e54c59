"""The journal's lines: everything that is said in a session, by whom and when."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import BaseModel, Field

from journeykit.models.exercise import ExerciseId
from journeykit.models.identifier import Identifier
from journeykit.models.journey import Baseline
from journeykit.models.rating import Rating
from journeykit.models.said import (
    ActionCard,
    CheckAnswer,
    Commitment,
    DidNotHappen,
    Note,
    Picked,
    StepProposed,
    TakenBack,
    WasCustomer,
)
from journeykit.models.session import Plan, Role, UtcTime

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


class Begun(BaseModel, frozen=True, extra="forbid"):
    """The facilitator starts the session's clock."""

    kind: Literal["begun"] = "begun"
    slot_minutes: int = Field(ge=10, le=480)
    """How much time there is in all."""


class Shortened(BaseModel, frozen=True, extra="forbid"):
    """An exercise that is still to come gets fewer minutes; with 0 the session goes past it."""

    kind: Literal["shortened"] = "shortened"
    exercise: ExerciseId
    minutes: int = Field(ge=0, le=60)


class KeptWhat(StrEnum):
    """What the facilitator may keep of what people propose."""

    NEW_STEP = "new_step"
    LEAVE_OUT = "leave_out"
    CARD = "card"


class Kept(BaseModel, frozen=True, extra="forbid"):
    """A proposal is taken in, or put back: a new step by its id, a step that is left out, an action card by its id."""

    kind: Literal["kept"] = "kept"
    what: KeptWhat
    id: Identifier
    kept: bool = True


class ReviewSet(BaseModel, frozen=True, extra="forbid"):
    """When the room looks at it again; and why there is no action, where there is none."""

    kind: Literal["review_set"] = "review_set"
    next_review_on: date | None
    no_action_because: str = Field(default="", max_length=200)


class Ended(BaseModel, frozen=True, extra="forbid"):
    """The session is over. Opening an exercise takes it up again."""

    kind: Literal["ended"] = "ended"


class Prepared(BaseModel, frozen=True, extra="forbid"):
    """Before it began the session got another version of its journey, or another plan."""

    kind: Literal["prepared"] = "prepared"
    version_id: int
    plan: Plan


class Erased(BaseModel, frozen=True, extra="forbid"):
    """Somebody's seat and all its lines are gone from the store. Who meets this line folds again from the start."""

    kind: Literal["erased"] = "erased"
    lines: int = Field(ge=0)
    """How many lines were removed."""


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
    | Begun
    | Shortened
    | Kept
    | ReviewSet
    | Ended
    | Prepared
    | Erased
    | DeviceArrived
    | Note
    | Picked
    | WasCustomer
    | StepProposed
    | DidNotHappen
    | ActionCard
    | Commitment
    | CheckAnswer
    | TakenBack,
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


class Line(NamedTuple):
    """An entry as a reader needs it. Its body is checked as an entry's is; what no reader asks for is not read."""

    place: int
    run_id: str | None
    seat_id: str | None
    author: Author
    body: Body
    said_at: datetime


HEARD_LATER = frozenset(
    (
        *("joined", "ready", "looked", "device_arrived", "rating", "note", "picked", "was_customer", "step_proposed"),
        *("did_not_happen", "action_card", "commitment", "check_answer", "taken_back"),
    )
)
"""The kinds of what one person does or says. On pages of other participants it changes a number at most, which may come
a little later; what the facilitator takes in of it is told by a line of its own (Kept)."""
