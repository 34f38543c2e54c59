"""Which steps a room picked, and what that says: what to fix first, what to protect, where it was least sure."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

from pydantic import BaseModel

from journeykit.analysis.finding import FAR, StepFinding, biggest_first
from journeykit.analysis.sentence import Sentence, listed, said
from journeykit.language import N_
from journeykit.models.journey import Journey
from journeykit.models.said import Question
from journeykit.models.votes import Votes

MOST_TIED = 3
"""Where more steps than this were picked equally often there is no clear choice."""
SURE_BY_CHANCE = 0.1
"""A step counts as one that we felt sure of when picks by chance would leave it as bare in one room of ten at most."""

_ABOUT = {
    Question.LEAST_SURE: N_("We were least sure of"),
    Question.MATTERS_MOST: N_("Matters most to {name}"),
    Question.FIX_FIRST: N_("Fix first"),
    Question.PROTECT: N_("Protect"),
}


class Moment(BaseModel, frozen=True, extra="forbid"):
    """What a room picked for one question."""

    question: Question
    n: int
    """How many people picked, also those who picked nothing."""
    k: int
    target_ids: tuple[str, ...] = ()
    """The steps picked most often: several where they tie; none where there is no clear choice or nothing is shown."""
    hits: int = 0
    """How many picked each of them."""
    about: Sentence
    """What was asked, as a heading: "Fix first"."""
    sentence: Sentence

    @property
    def tied(self) -> bool:
        """Whether several steps were picked equally often."""
        return len(self.target_ids) > 1

    @property
    def mark(self) -> Sentence:
        """What stands beside each of its steps: "Fix first: 5 of 9", in a tie "Fix first, equal: 4 of 9"."""
        message = N_("{about}, equal: {some}") if self.tied else N_("{about}: {some}")
        return said(message, about=self.about, some=part(self.hits, self.n))


def moment(journey: Journey, votes: Votes) -> Moment:
    """What a room picked for a question, ties as ties; below k only that too few picked."""
    most = votes.most_picked
    clear = most if len(most) <= MOST_TIED else ()
    hits = votes.dots[most[0]] if votes.dots and most else 0
    some = part(hits, votes.n)
    if votes.dots is None:
        sentence = said(N_("We need {k} answers to show this. You have {n}."), k=votes.k, n=votes.n)
    elif not most:
        sentence = said(N_("Nobody picked a step."))
    elif not clear:
        sentence = said(N_("No clear choice: no step was picked by more than {some}."), some=some)
    elif len(clear) == 1:
        sentence = said(N_("{step}: {some} picked it."), step=_listed(journey, clear), some=some)
    else:
        sentence = said(N_("{steps}, picked equally often: {some} each."), steps=_listed(journey, clear), some=some)
    return Moment(
        question=votes.question,
        n=votes.n,
        k=votes.k,
        target_ids=clear,
        hits=hits,
        about=said(_ABOUT[votes.question], name=journey.persona.name),
        sentence=sentence,
    )


def picked(journey: Journey, votes: Votes) -> tuple[tuple[str, int], ...]:
    """The steps that somebody picked by their labels, with how many did, most first; none where too few picked."""
    found = [(journey.target(id_).label, n) for id_, n in (votes.dots or {}).items() if n]
    return tuple(sorted(found, key=lambda each: -each[1]))


def felt_sure(findings: Sequence[StepFinding], least_sure: Votes) -> tuple[StepFinding, ...]:
    """The steps that we felt sure of, and that customers see differently; the largest difference first.

    We felt sure of a step that hardly anybody picked as least sure: with `picks` picks on `steps` steps each of n
    people picks a given one by chance with p = picks / (n * steps), so that h or fewer do with the probability
    sum(C(n, i) p^i (1 - p)^(n - i), i <= h). 8 people with 2 picks each on 7 steps leave one bare with 0.068.
    Customers see it differently where our mean lies outside their likely range, and half a point or more from theirs.

    least_sure: the picks for that question. None where they are hidden.
    """
    if not least_sure.dots:
        return ()
    picks, steps, n = sum(least_sure.dots.values()), len(least_sure.dots), least_sure.n
    return tuple(
        finding
        for finding in biggest_first(findings)
        if finding.target_id in least_sure.dots
        and _differs(finding)
        and _at_most(least_sure.dots[finding.target_id], n, picks / (n * steps)) <= SURE_BY_CHANCE
    )


def part(hits: int, n: int) -> Sentence:
    """A part of us: "5 of 9", also "9 of 9": the dots that stand beside it show it as well."""
    return said(N_("{hits} of {n}"), hits=hits, n=n)


def _differs(finding: StepFinding) -> bool:
    if finding.ours is None or finding.theirs is None or finding.theirs.interval is None:
        return False
    low, high = finding.theirs.interval
    return not low <= finding.ours.mean <= high and abs(finding.difference or 0.0) >= FAR


def _at_most(hits: int, n: int, p: float) -> float:
    """The probability of so many hits or fewer among n: the binomial distribution, without loading scipy's."""
    return sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(hits + 1))


def _listed(journey: Journey, target_ids: Sequence[str]) -> Sentence:
    """One to three steps by their labels."""
    return listed([journey.target(id_).label for id_ in target_ids])
