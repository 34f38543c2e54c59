"""One step's finding: chart, table, sentence and export are all drawn from it, so they cannot disagree.

What the room thought is a fact about this room: a mean and dots, without an interval. The uncertainty that is shown
is the customers'. Everything is made from what the gate lets through.
"""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from journeykit.analysis.agreement import is_split
from journeykit.analysis.ordinal import Share, Verdict, mean_interval, share_unhappy, verdict
from journeykit.analysis.sentence import Sentence, customers_said, figure, people, said
from journeykit.language import N_
from journeykit.models.counts import Counts, Hidden, K, Shown
from journeykit.models.journey import Journey, Step
from journeykit.models.report import Report

FAR = 0.5
"""Scale points: a guess or a mean that is nearer than this to the customers' mean is no surprise."""


class OurView(BaseModel, frozen=True, extra="forbid"):
    """What the room thought of a step."""

    n: int
    mean: float
    counts: Counts

    @property
    def words(self) -> Sentence:
        """The typical guess: "about neutral (+0.2)"."""
        return figure(self.counts)


class Estimate(BaseModel, frozen=True, extra="forbid"):
    """What customers say of a step. With fewer than five answers only n, mean and counts are there."""

    n: int
    mean: float
    low: float | None = None
    high: float | None = None
    unhappy: Share | None = None
    counts: Counts
    verdict: Verdict | None = None
    """Where the step lies, seen from the journey's baseline."""

    @property
    def interval(self) -> tuple[float, float] | None:
        """The likely range of all customers' mean; None with fewer than five answers."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def words(self) -> Sentence:
        """The typical answer and its range: "unhappy (−1.3, probably between −1.6 and −1.1)"."""
        return figure(self.counts, self.interval)


class StepFinding(BaseModel, frozen=True, extra="forbid"):
    """One step: what we thought, what customers say, how far apart that is."""

    target_id: str
    label: str
    ours: OurView | None = None
    ours_hidden: Shown | None = None
    """Why our view is not shown: its `reason()`. None where it is shown, or not revealed yet."""
    theirs: Estimate | None = None
    theirs_hidden: Shown | None = None
    """Why the customers are not shown. None where they are, or not uncovered yet, or were never asked."""
    difference: float | None = None
    """Our mean minus the customers', positive when we were too rosy; None unless both are shown."""
    split: bool = False
    """Whether the room holds two different pictures; only where our view is shown."""
    sentence: Sentence
    basis: Sentence | None = None
    """How many answers stand behind it: "12 people here, 38 patients". None where nothing is shown."""


def step_findings(
    journey: Journey, ours: Iterable[Shown] = (), theirs: Iterable[Shown] = ()
) -> tuple[StepFinding, ...]:
    """A finding for each step of the journey, in its order.

    ours: what the room may see of itself; empty before the reveal. theirs: what it may see of its customers; only the
    uncovered steps, or empty. Both take the reduction (target, group, value, count), already gated.
    """
    we, they = ({shown.target_id: shown for shown in each} for each in (ours, theirs))
    return tuple(_finding(journey, step, we.get(step.id), they.get(step.id)) for step in journey.targets)


def report_findings(report: Report) -> tuple[StepFinding, ...]:
    """The findings of a session as it may leave the room."""
    return step_findings(report.material.journey, report.ours, report.theirs)


def biggest_first(findings: Iterable[StepFinding]) -> tuple[StepFinding, ...]:
    """The findings with both views, the largest difference first; equal ones stay in the order of the journey."""
    both = [finding for finding in findings if finding.difference is not None]
    return tuple(sorted(both, key=lambda finding: -round(abs(finding.difference or 0.0), 9)))


def _finding(journey: Journey, step: Step, we: Shown | None, they: Shown | None) -> StepFinding:
    ours = OurView(n=we.n, mean=we.counts.mean, counts=we.counts) if we and we.counts else None
    theirs = _estimate(they.counts, journey.baseline.value) if they and they.counts else None
    ours_hidden, theirs_hidden = (None if each is None or each.counts else each for each in (we, they))
    return StepFinding(
        target_id=step.id,
        label=step.label,
        ours=ours,
        ours_hidden=ours_hidden,
        theirs=theirs,
        theirs_hidden=theirs_hidden,
        difference=ours.mean - theirs.mean if ours and theirs else None,
        split=ours is not None and is_split(ours.counts),
        sentence=_sentence(journey, ours, theirs, ours_hidden, theirs_hidden),
        basis=_basis(journey, ours, theirs),
    )


def _estimate(counts: Counts, baseline: float) -> Estimate:
    if counts.n < K:  # open mode shows so few, but they tell nothing about other customers
        return Estimate(n=counts.n, mean=counts.mean, counts=counts)
    low, high = mean_interval(counts)
    return Estimate(
        n=counts.n,
        mean=counts.mean,
        low=low,
        high=high,
        unhappy=share_unhappy(counts),
        counts=counts,
        verdict=verdict(counts, baseline),
    )


def _sentence(
    journey: Journey,
    ours: OurView | None,
    theirs: Estimate | None,
    ours_hidden: Shown | None,
    theirs_hidden: Shown | None,
) -> Sentence:
    """What a step shows, in one sentence or two; what is hidden or missing is said too."""
    figures = {}
    if ours:
        figures["ours"] = ours.words
    if theirs:
        figures["theirs"] = theirs.words
    if ours and theirs:
        message = N_("We thought: {ours}. {Customers} say: {theirs}.")
    elif ours and theirs_hidden:
        message = (
            N_("We thought: {ours}. No {customers} were asked about this step: our view, not yet checked.")
            if theirs_hidden.hidden is Hidden.NOBODY
            else N_("We thought: {ours}. Too few {customers} answered to show what they say.")
        )
    elif ours:
        message = N_("We thought: {ours}.")
    elif theirs and ours_hidden:
        message = N_("Too few of us answered to show what we thought. {Customers} say: {theirs}.")
    elif theirs:
        message = N_("{Customers} say: {theirs}.")
    elif ours_hidden:
        return said(N_("We need {k} answers to show this. You have {n}."), k=ours_hidden.k, n=ours_hidden.n)
    elif theirs_hidden:
        message = N_("Too few {customers} answered to show what they say.")
    else:
        message = N_("Nothing to show here yet.")
    return customers_said(message, journey, **figures)


def _basis(journey: Journey, ours: OurView | None, theirs: Estimate | None) -> Sentence | None:
    if ours and theirs:
        return customers_said(N_("{people} here, {n} {customers}"), journey, people=people(ours.n), n=theirs.n)
    if ours:
        return said(N_("{people} here"), people=people(ours.n))
    return customers_said(N_("{n} {customers}"), journey, n=theirs.n) if theirs else None
