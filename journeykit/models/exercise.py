"""What a session does, step by step: an exercise is data, and every screen, form and page reads the same one."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, Field

from journeykit.errors import JourneykitError
from journeykit.language import N_, _
from journeykit.models.journey import Journey


class ExerciseId(StrEnum):
    """The exercises of a session, in the order of play."""

    WELCOME = "welcome"
    MEET = "meet"
    PREDICT = "predict"
    REVEAL_OURSELVES = "reveal_ourselves"
    REVEAL_CUSTOMERS = "reveal_customers"


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
    collects_ratings: bool = False
    """True when people answer with a rating a step; what they answer stays private until it is revealed."""
    reveals: ExerciseId | None = None
    """The exercise whose answers this one shows."""
    say: str = ""
    """What the facilitator may say."""
    ask: str = ""
    """A question that the facilitator may ask; anyone may answer."""


def told(message: str, journey: Journey) -> str:
    """A text of an exercise as people read it, with the journey's persona and what its customers are called."""
    if not message:
        return ""
    return _(message).format(name=journey.persona.name, customers=journey.customers.many)


EXERCISES: tuple[Exercise, ...] = (
    Exercise(
        id=ExerciseId.WELCOME,
        title=N_("Welcome"),
        prompt=N_("We are here to be surprised. There are no wrong guesses."),
        hint=N_("Answers are private until we look at them together. You may skip anything."),
        minutes=4,
        say=N_("We are here to be surprised. There are no wrong guesses, only unheard ones."),
    ),
    Exercise(
        id=ExerciseId.MEET,
        title=N_("Meet {name}"),
        prompt=N_("This is {name}. What would a good day be like?"),
        hint=N_("Set your own taste aside: this is not you."),
        minutes=5,
        say=N_("Set your own taste aside: this is not you. Finish the sentence: for {name}, a good day means ..."),
        ask=N_("What do we know, and what do we only assume?"),
    ),
    Exercise(
        id=ExerciseId.PREDICT,
        title=N_("How does {name} feel?"),
        prompt=N_("How do {customers} like {name} feel at each step?"),
        hint=N_("Your guess, on your own. Nobody sees it before we all look together."),
        minutes=8,
        collects_ratings=True,
        say=N_("Alone and in silence. Not what it should be: what it is."),
    ),
    Exercise(
        id=ExerciseId.REVEAL_OURSELVES,
        title=N_("What we thought"),
        prompt=N_("This is how our room sees it."),
        hint=N_("Look in silence first. No names are shown."),
        minutes=5,
        reveals=ExerciseId.PREDICT,
        say=N_("Look in silence for one minute."),
        ask=N_("Someone here sees this very differently. What might they know? Anyone may answer."),
    ),
    Exercise(
        id=ExerciseId.REVEAL_CUSTOMERS,
        title=N_("What {customers} say"),
        prompt=N_("Now we look at what {customers} say, biggest surprise first."),
        hint=N_("Read the quote. Do not explain it away."),
        minutes=8,
        reveals=ExerciseId.PREDICT,
        say=N_("Read the quote aloud. Do not explain it away. What must be true for {name} to feel this?"),
        ask=N_("Where were we surprised? One sentence each: I used to think ..., now I think ..."),
    ),
)
"""The exercises of a first session, in order."""

_BY_ID = {exercise.id: exercise for exercise in EXERCISES}


def exercise(id_: str) -> Exercise:
    """An exercise by its id. Raises JourneykitError for an unknown one."""
    try:
        return _BY_ID[ExerciseId(id_)]
    except ValueError:
        raise JourneykitError(
            _("There is no exercise {asked!r}. There are: {known}.").format(asked=id_, known=", ".join(ExerciseId))
        ) from None
