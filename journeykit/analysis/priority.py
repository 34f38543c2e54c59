"""What a room should do first by its scores and weights, and how firm that is when the weights change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from journeykit.analysis.certainty import Certainty, certainty
from journeykit.analysis.moments import MOST_TIED
from journeykit.analysis.sentence import Sentence, listed, said
from journeykit.analysis.smaa import acceptability
from journeykit.language import N_
from journeykit.models.scores import Criterion, RoomWeights, Scores

ALMOST_NEVER = 0.05
"""An option that comes first in a smaller share of weightings, near ours and of all, almost never does."""


class Firmness(BaseModel, frozen=True, extra="forbid"):
    """In which share of many sets of weights an option comes out where."""

    first: float
    top_two: float
    central_weights: dict[str, float] | None
    """What one would have to find important to put it first, by criterion; None where nothing does."""


class ScoredOption(BaseModel, frozen=True, extra="forbid"):
    """One option, its weighted score and how firm that is."""

    option_id: str
    label: str
    n: int
    """How many scored it."""
    rank: int
    """One more than the number of options with a higher score: equal ones share a rank."""
    tied: bool
    total: float
    """The weighted mean of its scores, 1 to 100, each seen from the end that speaks for it."""
    any_weights: Firmness
    """Among all weights that anybody might have."""
    our_weights: Firmness | None = None
    """Among weights near ours; None where too few of us weighed."""

    @property
    def firmness(self) -> Firmness:
        """Among weights near ours, or all where we have none."""
        return self.our_weights or self.any_weights

    @property
    def words(self) -> Sentence:
        """How often it comes first: "first in 84 of 100", or "almost never first"."""
        if max(self.firmness.first, self.any_weights.first) < ALMOST_NEVER:
            return said(N_("almost never first"))
        return said(N_("first in {hits} of 100"), hits=_in_hundred(self.firmness.first))


class Priority(BaseModel, frozen=True, extra="forbid"):
    """What a room should do first."""

    options: tuple[ScoredOption, ...] = ()
    """Highest first; equal ones in the order in which they were offered."""
    left_out_ids: tuple[str, ...] = ()
    """The options that too few scored for each criterion to be compared."""
    weights: dict[str, float]
    """What each criterion weighs, together 1: our mean, or the same for each."""
    weighed: int
    """How many spread their points."""
    certainty: Certainty | None = None
    """How sure the first place is; None where nothing can be compared."""
    sentence: Sentence
    whose_weights: Sentence | None = None
    """That the weights are not ours; None where they are."""
    any_weights: Sentence | None = None
    """What becomes of the first place when somebody weighs otherwise."""
    differ_most: Sentence | None = None
    """For what our weights differ most; None where they agree, or two criteria tie."""


def priority(labels: Mapping[str, str], scores: Scores) -> Priority:
    """What to do first. An option that fewer than k scored for a criterion is left out and told as such.

    total = sum of weight * score over the criteria, with the mean scores and mean weights of the room, weights adding
    up to 1, and a score s for a criterion that is better when low counted as 101 - s. Scores 80 and 30 (a cost) with
    weights 0.5 and 0.5 give (80 + 71) / 2 = 75.5.

    labels: of each option by its id. Raises KeyError for an option without one.
    """
    weights = scores.weights.shares or {each.id: 1 / len(scores.criteria) for each in scores.criteria}
    urgencies = {
        id_: [each.urgency(option.means[each.id]) for each in scores.criteria]
        for id_, option in scores.options.items()
        if option.means is not None
    }
    left_out = tuple(id_ for id_ in scores.options if id_ not in urgencies)
    known = {"left_out_ids": left_out, "weights": weights, "weighed": scores.weights.n}
    if len(urgencies) < 2:
        return Priority(**known, sentence=said(N_("Too few options have enough scores to compare them.")))
    options = _options(labels, scores, urgencies, weights)
    first = [each for each in options if each.rank == 1]
    sure = Certainty.CANNOT_TELL if len(first) > 1 else certainty(first[0].firmness.first)
    return Priority(
        **known,
        options=options,
        certainty=sure,
        sentence=_sentence(options, first, sure),
        whose_weights=None
        if scores.weights.shares
        else said(N_("Too few of us gave weights, so each criterion counts the same.")),
        any_weights=_any_weights(options),
        differ_most=_differ_most(scores.criteria, scores.weights),
    )


def _options(
    labels: Mapping[str, str], scores: Scores, urgencies: Mapping[str, list[float]], weights: Mapping[str, float]
) -> tuple[ScoredOption, ...]:
    order = [weights[each.id] for each in scores.criteria]
    # Rounded, so that equal totals tie in spite of rounding errors.
    totals = {id_: round(sum(w * u for w, u in zip(order, row, strict=True)), 9) for id_, row in urgencies.items()}
    any_weights = _firmness(scores.criteria, list(urgencies.values()), None)
    ours = _firmness(scores.criteria, list(urgencies.values()), order) if scores.weights.shares else None
    found = [
        ScoredOption(
            option_id=id_,
            label=labels[id_],
            n=scores.options[id_].n,
            rank=1 + sum(other > total for other in totals.values()),
            tied=list(totals.values()).count(total) > 1,
            total=total,
            any_weights=any_weights[place],
            our_weights=ours[place] if ours else None,
        )
        for place, (id_, total) in enumerate(totals.items())
    ]
    return tuple(sorted(found, key=lambda each: each.rank))


def _firmness(
    criteria: Sequence[Criterion], rows: Sequence[Sequence[float]], weights: Sequence[float] | None
) -> list[Firmness]:
    found = acceptability(rows, weights)
    return [
        Firmness(
            first=first,
            top_two=top_two,
            central_weights=None if central is None else dict(zip((c.id for c in criteria), central, strict=True)),
        )
        for first, top_two, central in zip(found.among(1), found.among(2), found.central_weights, strict=True)
    ]


def _sentence(options: Sequence[ScoredOption], first: Sequence[ScoredOption], sure: Certainty) -> Sentence:
    if len(first) > MOST_TIED:
        return said(N_("Too close to call: many options share the highest score."))
    names = listed([each.label for each in first])
    if len(first) > 1:
        return said(N_("Too close to call: {options} share the highest score."), options=names)
    hits, ours = _in_hundred(first[0].firmness.first), first[0].our_weights is not None
    if sure is Certainty.VERY_SURE:
        message = (
            N_("Very sure: {option} comes first, in {hits} of 100 ways to weigh like us.")
            if ours
            else N_("Very sure: {option} comes first, in {hits} of 100 ways to weigh.")
        )
    elif sure is Certainty.PROBABLY:
        message = (
            N_("{option} probably comes first, in {hits} of 100 ways to weigh like us.")
            if ours
            else N_("{option} probably comes first, in {hits} of 100 ways to weigh.")
        )
    else:
        other = max(options[1:], key=lambda each: each.firmness.first)
        message = (
            N_("Too close to call: of 100 ways to weigh like us, {hits} put {option} first, {others} put {other}.")
            if ours
            else N_("Too close to call: of 100 ways to weigh, {hits} put {option} first, {others} put {other}.")
        )
        others = _in_hundred(other.firmness.first)
        return said(message, option=names, hits=hits, other=listed([other.label]), others=others)
    return said(message, option=names, hits=hits)


def _any_weights(options: Sequence[ScoredOption]) -> Sentence:
    best = max(options, key=lambda each: each.any_weights.first)
    message = (
        N_("{option} wins in most ways of weighing: {hits} of 100.")
        if best.any_weights.first > 0.5
        else N_("No option wins in most ways of weighing. The best is {option}, with {hits} of 100.")
    )
    return said(message, option=listed([best.label]), hits=_in_hundred(best.any_weights.first))


def _differ_most(criteria: Sequence[Criterion], weights: RoomWeights) -> Sentence | None:
    if not weights.spread:
        return None
    widest = max(weights.spread.values())
    labels = [each.label for each in criteria if round(widest - weights.spread[each.id], 9) == 0]
    if len(labels) > 1 or not widest:
        return None
    return said(N_("We differ most in how much “{criterion}” should count."), criterion=said(labels[0]))


def _in_hundred(share: float) -> int:
    """A share as people read it; 100 and 0 are kept for always and never."""
    if share in (0.0, 1.0):
        return int(100 * share)
    return min(99, max(1, round(100 * share)))
