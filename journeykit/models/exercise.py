"""What an exercise is: data, so that every screen, form and page reads the same one."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field

from journeykit.language import _
from journeykit.models.journey import Journey
from journeykit.models.rating import Perspective


class ExerciseId(StrEnum):
    """The exercises there are, in the order of play."""

    WELCOME = "welcome"
    VOICE = "voice"
    MEET = "meet"
    STEPS = "steps"
    PREDICT = "predict"
    SURE = "sure"
    REVEAL_OURSELVES = "reveal_ourselves"
    OWN_FEELING = "own_feeling"
    REVEAL_CUSTOMERS = "reveal_customers"
    NOW_I_THINK = "now_i_think"
    MOMENTS = "moments"
    ACTION = "action"
    COMMITMENT = "commitment"
    CLOSE = "close"


class RunState(StrEnum):
    """Where a run of an exercise stands."""

    OPEN = "open"
    LOCKED = "locked"
    REVEALED = "revealed"


class Exercise(BaseModel, frozen=True, extra="forbid"):
    """One exercise. Its texts are messages; `told` translates them and fills in {name} and {customers}."""

    id: ExerciseId
    title: str
    prompt: str
    hint: str = ""
    minutes: int = Field(ge=1, le=60)
    least_minutes: int | None = Field(default=None, ge=0)
    """What it can be shortened to when the session is late; 0 leaves it out, None means never shorten it."""
    collects_ratings: bool = False
    """True when people answer with a rating a step; what they answer stays private until it is revealed."""
    whose: Perspective | None = None
    """Whose feeling everybody's ratings tell here; None where it depends on who somebody is."""
    takes: tuple[str, ...] = ()
    """What else people may say here: the places (models/said.py) or their beginnings, such as "note" or "picked"."""
    shows_in_place: bool = False
    """True when what people said is shown on the same page, on the facilitator's word."""
    reveals: ExerciseId | None = None
    """The exercise whose answers this one shows; to open this one is to reveal that one."""
    shown_with: ExerciseId | None = None
    """The exercise that this one belongs to: what was said here is shown when that one's answers are."""
    counted_when_over: bool = False
    """True when what was said is counted as soon as the session has gone on: counts that grow while people still
    answer would tell the last one's answer."""
    not_for_customers: tuple[str, ...] = ()
    """What customers in the room are not asked here: places, or "rating"."""
    say: str = ""
    """What the facilitator may say."""
    ask: str = ""
    """A question that the facilitator may ask; anyone may answer."""

    def takes_place(self, place: str) -> bool:
        """Whether something may be said here into a place."""
        return any(place == each or place.startswith(f"{each}:") for each in self.takes)


def told(message: str, journey: Journey) -> str:
    """A text of an exercise as people read it, with the journey's persona and what its customers are called."""
    if not message:
        return ""
    return _(message).format(name=journey.persona.name, customers=journey.customers.many)
