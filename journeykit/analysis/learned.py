"""What a room says it learned, in sentences. It is what people feel, and there was no control group."""

from __future__ import annotations

from pydantic import BaseModel

from journeykit.analysis.moments import part
from journeykit.analysis.sentence import Sentence, customers_said, said
from journeykit.language import N_
from journeykit.models.journey import Journey
from journeykit.models.rise import Rise
from journeykit.models.said import CheckItem

_ABOUT = {
    CheckItem.HOW_THEY_FEEL: N_("How {customers} feel at each step"),
    CheckItem.WHAT_THEY_EXPECT: N_("What {customers} expect"),
    CheckItem.WHAT_I_CAN_DO: N_("What I can do about it"),
}
CAUTION = N_(
    "Everybody answered for themselves at the end, about before and about now."
    " There was no control group, so we cannot say how much of it came from this session."
)
"""What must stand beside it."""


class Learned(BaseModel, frozen=True, extra="forbid"):
    """One item of the check-out."""

    item: CheckItem
    n: int
    shown: bool
    """Whether enough answered to say how many rose."""
    about: Sentence
    """What people say they know better: "What patients expect"."""
    sentence: Sentence


def learned(journey: Journey, rise: Rise) -> Learned:
    """How many rose and fell on an item: "7 of 8 rose, 0 fell."; below k only that too few answered."""
    if rise.rose is None or rise.fell is None:
        sentence = said(N_("We need {k} answers to show this. You have {n}."), k=rise.k, n=rise.n)
    elif rise.n in (rise.rose, rise.fell):
        way = N_("{some} rose.") if rise.rose else N_("{some} fell.")
        sentence = said(way, some=said(N_("Nearly all of {n}"), n=rise.n))
    elif rise.rose == rise.fell == 0:
        sentence = said(N_("Nearly all of {n} stayed the same."), n=rise.n)
    else:
        sentence = said(N_("{some} rose, {fell} fell."), some=part(rise.rose, rise.n), fell=rise.fell)
    return Learned(
        item=rise.item,
        n=rise.n,
        shown=rise.rose is not None,
        about=customers_said(_ABOUT[rise.item], journey),
        sentence=sentence,
    )
