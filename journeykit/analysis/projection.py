"""How far a room thought of itself when it thought of its customers, and whether two simple guesses had done better."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from journeykit.analysis.finding import FAR
from journeykit.analysis.sentence import Sentence, customers_said, people, said
from journeykit.language import N_
from journeykit.models.counts import Shown
from journeykit.models.journey import Journey


class Projection(BaseModel, frozen=True, extra="forbid"):
    """Mean absolute differences over the same steps, in scale points. The last three need customers."""

    steps: int
    """How many steps everybody that is compared has answered."""
    felt_by: tuple[int, int]
    """How many told their own feeling: at the step with the fewest of them, and with the most."""
    to_own: float
    """Our guess and our own feeling."""
    to_customers: float | None = None
    """Our guess and what customers say."""
    own_to_customers: float | None = None
    """What guessing our own feeling everywhere would have been off by."""
    neutral_to_customers: float | None = None
    """What guessing "neither" everywhere would have been off by."""


def projection(
    ours: Iterable[Shown], felt: Iterable[Shown], theirs: Iterable[Shown] | None = None
) -> Projection | None:
    """How near our guess lies to our own feeling, and both to the customers; None where no step can be compared.

    Each figure is the mean over steps of |mean of one group - mean of the other|; a neutral guess has the mean 0.
    Guesses of +1, 0 and own feelings of 0, 0 are (1 + 0) / 2 = 0.5 apart.

    ours, felt: what we thought, and what those felt who have been through it, a step each, already gated. theirs: what
    customers say; None leaves them out, as before their reveal. Only steps that all given groups show are compared.
    Source: "my own experience" and "all neutral" as yardsticks of empathic accuracy, after Cronbach (1955) and Hattula
    et al. (2015), J Marketing Res 52.
    """
    felt = tuple(felt)
    we, own = _means(ours), _means(felt)
    they = None if theirs is None else _means(theirs)
    steps = [step for step in we if step in own and (they is None or step in they)]
    if not steps:
        return None
    n = [each.n for each in felt if each.target_id in steps]
    felt_by = (min(n), max(n))
    if they is None:
        return Projection(steps=len(steps), felt_by=felt_by, to_own=_apart(we, own, steps))
    return Projection(
        steps=len(steps),
        felt_by=felt_by,
        to_own=_apart(we, own, steps),
        to_customers=_apart(we, they, steps),
        own_to_customers=_apart(own, they, steps),
        neutral_to_customers=_apart(dict.fromkeys(steps, 0.0), they, steps),
    )


def projection_sentence(journey: Journey, found: Projection) -> Sentence:
    """How near the guess is to our own feeling, in one plain sentence; beside the customers where they are in it."""
    own, theirs = _points(found.to_own), _points(found.to_customers)
    who = felt_by(found)
    if not theirs:
        message = (
            N_("We guessed close to our own feeling: {own} points apart on average (own feeling: {who}).")
            if float(own) < FAR
            else N_(
                "We guessed something else than we feel ourselves: {own} points apart on average (own feeling: {who})."
            )
        )
        return said(message, own=own, who=who)
    if own == theirs:
        message = N_(
            "Our guess was as near to our own feeling as to what {customers} say: "
            "{own} points apart on average (own feeling: {who})."
        )
    elif float(own) < float(theirs):
        message = N_(
            "Our guess was nearer to our own feeling ({own} points apart on average, {who}) "
            "than to what {customers} say ({theirs})."
        )
    else:
        message = N_(
            "Our guess was nearer to what {customers} say ({theirs} points apart on average) "
            "than to our own feeling ({own}, {who})."
        )
    return customers_said(message, journey, own=own, theirs=theirs, who=who)


def felt_by(found: Projection) -> Sentence:
    """How many told their own feeling: "6 people", or "5 to 6 people" where not all told it at each step."""
    fewest, most = found.felt_by
    return people(most) if fewest == most else said(N_("{least} to {most}"), least=fewest, most=people(most))


def yardsticks(journey: Journey, found: Projection) -> Sentence | None:
    """What two simple guesses would have been off by, beside ours; None without customers."""
    ours, own, neutral = (
        _points(each) for each in (found.to_customers, found.own_to_customers, found.neutral_to_customers)
    )
    if not ours:
        return None
    return customers_said(
        N_(
            "On average our guess was {ours} points away from what {customers} say. "
            "To guess our own feeling would have been {own} points away, to guess “neither” everywhere {neutral}."
        ),
        journey,
        ours=ours,
        own=own,
        neutral=neutral,
    )


def _means(shown: Iterable[Shown]) -> dict[str, float]:
    return {each.target_id: each.counts.mean for each in shown if each.counts}


def _apart(one: dict[str, float], other: dict[str, float], steps: list[str]) -> float:
    return sum(abs(one[step] - other[step]) for step in steps) / len(steps)


def _points(distance: float | None) -> str:
    """A distance as people read it, without a sign: what reads the same counts as the same."""
    return "" if distance is None else f"{distance:.1f}"
