"""A session as it may leave the room: everything gated, nothing of one person."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from journeykit.models.counts import Shown
from journeykit.models.material import Material
from journeykit.models.rise import Rise
from journeykit.models.said import ActionCard, Commitment
from journeykit.models.session import Plan, UtcTime
from journeykit.models.votes import Votes


class Report(BaseModel, frozen=True, extra="forbid"):
    """What exports and maps are drawn from. `ours` and `own` are empty until the room has revealed itself."""

    session_id: str
    held_at: UtcTime
    """When the facilitator started it; before that, when it was made."""
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
    people: int | None = None
    """How many took part; None in files from before this was kept."""
    new_step_ids: tuple[str, ...] = ()
    """The steps that this room added: no customer was asked about them."""
    rehearsal: bool = False
    """True when the people were simulated."""
    plan: Plan = Plan()
    felt: tuple[Shown, ...] = ()
    """What those felt themselves who have been through it; empty unless it was shown."""
    votes: tuple[Votes, ...] = ()
    """How often each step was picked, a question each; only what was shown."""
    insights: tuple[str, ...] = ()
    """What people think now; empty unless it was shown."""
    actions: tuple[ActionCard, ...] = ()
    no_action_because: str = ""
    commitments: tuple[Commitment, ...] = ()
    """Only those that their authors share."""
    check_out: tuple[Rise, ...] = ()
    next_review_on: date | None = None
