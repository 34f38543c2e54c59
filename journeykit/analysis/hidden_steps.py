"""Did a room learn about its customers? How its guesses changed at steps that were kept out of every reveal."""

from __future__ import annotations

from pydantic import BaseModel

from journeykit.analysis.certainty import Certainty, certainty
from journeykit.analysis.moments import part
from journeykit.analysis.paired import Effect, paired_from_moments
from journeykit.analysis.sentence import Sentence, customers_said, said
from journeykit.language import N_
from journeykit.models.journey import Journey
from journeykit.models.nearer import Nearer
from journeykit.models.scale import signed

CHANGE_NEEDS = 8
"""Below this number of people an average change says too little: only how many came nearer is told."""
CAUTION = N_("There was no control group, so we cannot say how much of it came from this session.")
"""What must stand beside it."""


class HiddenSteps(BaseModel, frozen=True, extra="forbid"):
    """What the hidden steps show. Distances are in scale points."""

    n: int
    """How many guessed both times."""
    shown: bool
    before: float | None = None
    """How far off people were at first. This and what follows need eight people."""
    after: float | None = None
    nearer_by: float | None = None
    """Positive when guesses came nearer."""
    low: float | None = None
    """The interval of `nearer_by`; None where everybody moved equally."""
    high: float | None = None
    effect: Effect | None = None
    """The size of `nearer_by`, seen from how much people differ."""
    certainty: Certainty | None = None
    """How sure the direction is. None without an interval."""
    sentence: Sentence
    """How many came nearer."""
    average: Sentence | None = None
    """How far off guesses were, and how sure it is that they came nearer."""
    caution: Sentence = Sentence(message=CAUTION)


def hidden_steps(journey: Journey, found: Nearer) -> HiddenSteps:
    """What a room learned, from its gated reduction: below k only how many guessed, below eight only who moved how.

    The interval is Student's for the mean of each person's change (`paired.paired_from_moments`).
    """
    if found.before is None or found.after is None or found.sd_before is None or found.sd_after is None:
        hidden = said(N_("We need {k} answers to show this. You have {n}."), k=found.k, n=found.n)
        return HiddenSteps(n=found.n, shown=False, sentence=hidden)
    sentence = _counts(journey, found)
    if found.n < CHANGE_NEEDS:
        return HiddenSteps(n=found.n, shown=True, sentence=sentence)
    # From last to first, so that what came nearer is positive.
    change = paired_from_moments(
        found.n, (found.after, found.before), (found.sd_after, found.sd_before), found.sd_change or 0.0
    )
    above = change.chance_above_zero
    return HiddenSteps(
        n=found.n,
        shown=True,
        before=found.before,
        after=found.after,
        nearer_by=change.change,
        low=change.low,
        high=change.high,
        effect=change.effect,
        certainty=None if above is None else certainty(max(above, 1 - above)),
        sentence=sentence,
        average=_average(journey, found.before, found.after, above),
    )


def hidden_steps_sentence(found: HiddenSteps) -> Sentence | None:
    """The change for analysts, with two decimals, its interval and n; None where it is not shown."""
    if found.nearer_by is None or found.low is None or found.high is None:
        return None
    return said(
        N_("Hidden steps: {change} points nearer ({low} to {high}), n {n}."),
        change=signed(found.nearer_by, decimals=2),
        low=signed(found.low, decimals=2),
        high=signed(found.high, decimals=2),
        n=found.n,
    )


def _counts(journey: Journey, found: Nearer) -> Sentence:
    """How many moved: "7 of 8 came nearer to what patients say, 0 moved away."."""
    near, far, n = found.nearer or 0, found.further or 0, found.n
    everybody = said(N_("Nearly all of {n}"), n=n)
    if near == n:
        return customers_said(N_("{some} came nearer to what {customers} say."), journey, some=everybody)
    if far == n:
        return customers_said(N_("{some} moved away from what {customers} say."), journey, some=everybody)
    if not near and not far:
        return said(N_("Nearly all of {n} stayed the same."), n=n)
    return customers_said(
        N_("{some} came nearer to what {customers} say, {far} moved away."), journey, some=part(near, n), far=far
    )


def _average(journey: Journey, before: float, after: float, above: float | None) -> Sentence:
    """How far off guesses were at both moments, and what can be said about the direction."""
    off = customers_said(
        N_("At the hidden steps we were {before} points away from what {customers} say, now {after}."),
        journey,
        before=f"{before:.1f}",
        after=f"{after:.1f}",
    )
    if above is None:
        return off
    sure = certainty(max(above, 1 - above))
    if sure is Certainty.CANNOT_TELL:
        message = N_("{off} We cannot tell yet if our guesses came nearer.")
    elif sure is Certainty.PROBABLY:
        message = (
            N_("{off} Our guesses probably came nearer.") if above > 0.5 else N_("{off} They probably moved away.")
        )
    else:
        message = N_("{off} Very sure: they came nearer.") if above > 0.5 else N_("{off} Very sure: they moved away.")
    return said(message, off=off)
