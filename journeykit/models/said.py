"""What people say besides ratings: notes, choices, proposals, cards and commitments.

Each thing has a `place`. A seat holds one thing in each place: a later one takes it over, `TakenBack` empties it.
"""

from __future__ import annotations

import datetime
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints, model_validator

from journeykit.language import N_, _
from journeykit.models.identifier import Identifier


def _one_line(text: Any) -> Any:
    """A text without breaks, control characters and double spaces, which a page or a file could trip over."""
    if not isinstance(text, str):
        return text
    return " ".join("".join(" " if unicodedata.category(each) in ("Cc", "Cs") else each for each in text).split())


_Line = Annotated[str, BeforeValidator(_one_line)]
Line = Annotated[_Line, StringConstraints(min_length=1, max_length=120)]
ShortLine = Annotated[_Line, StringConstraints(min_length=1, max_length=60)]


class Topic(StrEnum):
    """What a note is about."""

    FIRST_WORD = "first_word"
    SECOND_WORD = "second_word"
    EXPECTATION = "expectation"
    WORRY = "worry"
    USED_TO_THINK = "used_to_think"
    NOW_THINK = "now_think"
    CHANGE_NEXT_TIME = "change_next_time"


class Note(BaseModel, frozen=True, extra="forbid"):
    """One line in somebody's own words."""

    kind: Literal["note"] = "note"
    topic: Topic
    text: Line

    @property
    def place(self) -> str:
        """One note a topic."""
        return f"note:{self.topic}"


class Question(StrEnum):
    """What steps are picked for."""

    LEAST_SURE = "least_sure"
    MATTERS_MOST = "matters_most"
    FIX_FIRST = "fix_first"
    PROTECT = "protect"


MOST_FOR = {Question.LEAST_SURE: 2, Question.MATTERS_MOST: 2, Question.FIX_FIRST: 1, Question.PROTECT: 1}
"""How many steps may be picked for each question."""


class Picked(BaseModel, frozen=True, extra="forbid"):
    """Steps picked for a question, each one once; none is an answer, too."""

    kind: Literal["picked"] = "picked"
    question: Question
    target_ids: tuple[Identifier, ...]

    @model_validator(mode="after")
    def _not_too_many(self) -> Self:
        most = MOST_FOR[self.question]
        if len(self.target_ids) > most or len(set(self.target_ids)) < len(self.target_ids):
            raise ValueError(f"{self.question} takes at most {most}, each one once")
        return self

    @property
    def place(self) -> str:
        """One pick a question."""
        return f"picked:{self.question}"


class LastTime(StrEnum):
    """When somebody was last a customer here."""

    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    THIS_YEAR = "this_year"
    LONGER_AGO = "longer_ago"
    NEVER = "never"


_LAST_TIME_WORDS = {
    LastTime.THIS_WEEK: N_("this week"),
    LastTime.THIS_MONTH: N_("this month"),
    LastTime.THIS_YEAR: N_("this year"),
    LastTime.LONGER_AGO: N_("longer ago"),
    LastTime.NEVER: N_("never"),
}


def last_time_words(when: LastTime) -> str:
    """An answer to when somebody was last a customer, in words."""
    return _(_LAST_TIME_WORDS[when])


class WasCustomer(BaseModel, frozen=True, extra="forbid"):
    """When somebody was last a customer here."""

    kind: Literal["was_customer"] = "was_customer"
    when: LastTime

    @property
    def place(self) -> str:
        """One answer."""
        return "was_customer"


class StepProposed(BaseModel, frozen=True, extra="forbid"):
    """A step that somebody misses in the journey."""

    kind: Literal["step_proposed"] = "step_proposed"
    step_id: Identifier
    label: ShortLine
    after_id: Identifier
    """The step (or stage without steps) that it follows."""

    @property
    def proposal_id(self) -> str:
        """What it is kept by."""
        return self.step_id

    @property
    def place(self) -> str:
        """One proposal."""
        return "step_proposed"


class DidNotHappen(BaseModel, frozen=True, extra="forbid"):
    """Somebody says that a step does not happen to the persona."""

    kind: Literal["did_not_happen"] = "did_not_happen"
    target_id: Identifier

    @property
    def place(self) -> str:
        """One mark a step."""
        return f"did_not_happen:{self.target_id}"


class ActionCard(BaseModel, frozen=True, extra="forbid"):
    """An action with an owner and a date. The metric may still be open: then its owner names it by a date."""

    kind: Literal["action_card"] = "action_card"
    card_id: Identifier
    what: Line
    who: ShortLine
    due: datetime.date
    first_step: Line
    metric: Annotated[_Line, StringConstraints(max_length=120)] = ""
    metric_by: datetime.date | None = None
    """By when the owner names the metric, where there is none yet."""

    @property
    def proposal_id(self) -> str:
        """What it is kept by."""
        return self.card_id

    @property
    def place(self) -> str:
        """One card."""
        return "action_card"


class Commitment(BaseModel, frozen=True, extra="forbid"):
    """One thing that somebody will do differently: if ..., then I will ... Private unless shared."""

    kind: Literal["commitment"] = "commitment"
    if_text: Line
    then_text: Line
    share: bool

    @property
    def place(self) -> str:
        """One commitment."""
        return "commitment"


class CheckItem(StrEnum):
    """What the check-out asks."""

    HOW_THEY_FEEL = "how_they_feel"
    WHAT_THEY_EXPECT = "what_they_expect"
    WHAT_I_CAN_DO = "what_i_can_do"


class CheckWhen(StrEnum):
    """About which moment a check-out answer speaks; both are asked after the session."""

    LOOKING_BACK = "looking_back"
    AFTER = "after"


class CheckAnswer(BaseModel, frozen=True, extra="forbid"):
    """How much somebody agrees with an item, 1 (not at all) to 5 (fully)."""

    kind: Literal["check_answer"] = "check_answer"
    item: CheckItem
    when: CheckWhen
    value: Annotated[int, Field(ge=1, le=5, strict=True)]

    @property
    def place(self) -> str:
        """One answer an item and moment."""
        return f"check_answer:{self.item}:{self.when}"


Said = Note | Picked | WasCustomer | StepProposed | DidNotHappen | ActionCard | Commitment | CheckAnswer
"""Everything that has a place."""


class TakenBack(BaseModel, frozen=True, extra="forbid"):
    """Somebody takes back what they said into a place."""

    kind: Literal["taken_back"] = "taken_back"
    place: str = Field(max_length=80)
