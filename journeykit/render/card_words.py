"""What was agreed, in words: action cards, and what people will do differently."""

from __future__ import annotations

from pydantic import BaseModel

from journeykit.language import _
from journeykit.models.days import day_words
from journeykit.models.said import ActionCard, Commitment

_ENDS = " .,;:"


class CardWords(BaseModel, frozen=True, extra="forbid"):
    """An action as it is drawn."""

    what: str
    who: str
    due: str
    """"by 5 December 2026"."""
    first_step: str
    measure: str
    """What will show whether it worked, or who names that by when."""


def card_words(card: ActionCard) -> CardWords:
    """An action card in words."""
    if card.metric:
        measure = card.metric
    elif card.metric_by:
        measure = _("{who} names it by {day}").format(who=card.who, day=day_words(card.metric_by))
    else:
        measure = _("not named yet")
    return CardWords(
        what=card.what,
        who=card.who,
        due=_("by {day}").format(day=day_words(card.due)),
        first_step=card.first_step,
        measure=measure,
    )


def commitment_words(commitment: Commitment) -> str:
    """What somebody will do differently, as one sentence, whatever mark they ended their halves with."""
    return _("If {situation}, then I will {act}.").format(
        situation=commitment.if_text.rstrip(_ENDS), act=commitment.then_text.rstrip(_ENDS)
    )
