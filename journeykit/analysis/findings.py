"""What a session found, in sentences: for the map, for the chart's text twin, and for one participant alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from journeykit.analysis.agreement import sides
from journeykit.analysis.finding import FAR, Estimate, OurView, StepFinding, biggest_first
from journeykit.analysis.moments import felt_sure
from journeykit.analysis.ordinal import Verdict
from journeykit.analysis.sentence import Sentence, answer_words, customers_said, figure, said
from journeykit.language import N_
from journeykit.models.journey import Journey
from journeykit.models.votes import Votes

View = TypeVar("View", OurView, Estimate, OurView | Estimate)


def headlines(
    journey: Journey,
    findings: Sequence[StepFinding],
    *,
    has_customers: bool = True,
    least_sure: Votes | None = None,
) -> tuple[Sentence, ...]:
    """Up to three sentences that say what a session found; none while nothing is shown.

    With customers: our biggest surprise, their low point, and their high point to protect; where no high point is
    clear, a step of which the room holds two different pictures. Without them: where we see the low and the high point.
    Steps that fewer than five customers answered make no headline: they are stories, not yet a picture of all.

    has_customers: whether customers were asked at all. Where not, the first sentence says that it is only our view.
    least_sure: what we picked as least sure, where it was shown: a surprise at a step that we felt sure of says so.
    """
    if any(finding.theirs and finding.theirs.verdict for finding in findings):
        return _customer_headlines(journey, findings, felt_sure(findings, least_sure) if least_sure else ())
    ours = [(finding, finding.ours) for finding in findings if finding.ours]
    if not ours:
        return ()
    (low, _), (high, _) = _ends(ours)
    found = [] if has_customers else [customers_said(N_("Our view, not yet checked with {customers}."), journey)]
    found.append(_about(N_("We think “{label}” is the low point for {customers}: {ours}."), journey, low))
    found += _pictures(journey, findings)
    if high is not low:
        found.append(_about(N_("We think “{label}” is the high point for {customers}: {ours}."), journey, high))
    return tuple(found[:3])


def whole_room(journey: Journey, findings: Sequence[StepFinding]) -> Sentence:
    """The sentence that stands for the whole chart: its low and high point, customers' where they are shown."""
    theirs: list[tuple[StepFinding, OurView | Estimate]]
    theirs = [(finding, finding.theirs) for finding in findings if finding.theirs]
    shown = theirs or [(finding, finding.ours) for finding in findings if finding.ours]
    if not shown:
        return said(N_("Nothing to show here yet."))
    (low, at_low), (high, at_high) = _ends(shown)
    if len(shown) == 1:
        return said(N_("{label}: {sentence}"), label=low.label, sentence=low.sentence)
    if low is high:
        message = (
            N_("{Customers} feel the same at every step: {figure}.")
            if theirs
            else N_("We think {customers} feel the same at every step: {figure}.")
        )
        return customers_said(message, journey, figure=at_low.words)
    message = (
        N_("{Customers} are least happy at “{low}”, {at_low}, and happiest at “{high}”, {at_high}.")
        if theirs
        else N_("We think {customers} are least happy at “{low}”, {at_low}, and happiest at “{high}”, {at_high}.")
    )
    return customers_said(message, journey, low=low.label, high=high.label, at_low=at_low.words, at_high=at_high.words)


def two_pictures(journey: Journey, finding: StepFinding) -> Sentence | None:
    """What to say where the room holds two different pictures of a step; None where it does not."""
    if finding.ours is None or not finding.split:
        return None
    unhappy, happy = sides(finding.ours.counts)
    message = N_(
        "Two different pictures here: {unhappy} of {n} think {customers} are unhappy, {happy} think they are happy."
    )
    return customers_said(message, journey, unhappy=unhappy, happy=happy, n=finding.ours.n)


def closest_and_surprise(
    journey: Journey, own: Mapping[str, int], findings: Iterable[StepFinding]
) -> tuple[Sentence | None, Sentence | None]:
    """For one participant's eyes only: the step they guessed best, and the one that surprised them most.

    own: their answers, points by step id. findings: with the customers that are uncovered so far. Both are None
    before a step that they answered is uncovered; one step alone is either close or a surprise.
    """
    known = [(finding, finding.theirs) for finding in findings if finding.theirs and finding.target_id in own]
    if not known:
        return None, None

    def distance(pair: tuple[StepFinding, Estimate]) -> float:
        finding, theirs = pair
        return round(abs(own[finding.target_id] - theirs.mean), 9)

    best, worst = min(known, key=distance), max(known, key=distance)
    close = surprise = None
    if best is not worst or distance(best) < FAR:
        closest = N_("Closest: {label}. You guessed {word}; {customers} say {theirs}.")
        close = _guess(closest, journey, own[best[0].target_id], *best)
    if distance(worst) >= FAR:
        surprising = N_("Your biggest surprise: {label}. You guessed {word}; {customers} say {theirs}.")
        surprise = _guess(surprising, journey, own[worst[0].target_id], *worst)
    elif best is not worst:
        surprise = customers_said(N_("No big surprise: your guesses are close to what {customers} say."), journey)
    return close, surprise


def _customer_headlines(
    journey: Journey, findings: Sequence[StepFinding], sure: Sequence[StepFinding]
) -> tuple[Sentence, ...]:
    told = [(finding, finding.theirs) for finding in findings if finding.theirs and finding.theirs.verdict]
    (low, at_low), (high, at_high) = _ends(told)
    surprise = next(iter(biggest_first(finding for finding, _ in told)), None)
    found = []
    if surprise is not None:
        message = (
            N_("{label}: we felt sure; {customers} see it differently. We thought: {ours}. {Customers} say: {theirs}.")
            if surprise in sure
            else _surprise_message(surprise)
        )
        found.append(_about(message, journey, surprise))
    found.append(_low_point(journey, low, at_low, just_said=low is surprise))
    if high is not low and at_high.verdict in (Verdict.STRENGTH, Verdict.LIKELY_STRENGTH):
        high_point = (
            N_("{label} is also the high point for {customers}. Protect it.")
            if high is surprise
            else N_("{label} is the high point for {customers}: {theirs}. Protect it.")
        )
        found.append(_about(high_point, journey, high))
    found += _pictures(journey, findings)
    return tuple(found[:3])


def _surprise_message(surprise: StepFinding) -> str:
    if abs(surprise.difference or 0.0) < FAR:
        return N_("No big surprise. We differ most at “{label}”. We thought: {ours}. {Customers} say: {theirs}.")
    low, high = (surprise.theirs and surprise.theirs.interval) or (0.0, 0.0)
    if surprise.ours and low <= surprise.ours.mean <= high:
        return N_("{label} may be a surprise; we cannot tell yet. We thought: {ours}. {Customers} say: {theirs}.")
    return N_("{label} surprised us most. We thought: {ours}. {Customers} say: {theirs}.")


def _low_point(journey: Journey, low: StepFinding, at_low: Estimate, *, just_said: bool) -> Sentence:
    """The low point of the customers; where its numbers were just said, how many are unhappy there."""
    unhappy = at_low.unhappy
    if not just_said:
        message = N_("{label} is the low point for {customers}: {theirs}.")
    elif unhappy is None or unhappy.hits == 0:
        message = N_("{label} is also the low point for {customers}.")
    elif unhappy.hits == unhappy.n:
        message = N_("{label} is also the low point for {customers}: nearly all of {n} are unhappy there.")
    else:
        message = N_("{label} is also the low point for {customers}: {hits} of {n} are unhappy there.")
    hits = unhappy.hits if unhappy else 0
    return customers_said(message, journey, label=low.label, theirs=at_low.words, hits=hits, n=at_low.n)


def _pictures(journey: Journey, findings: Iterable[StepFinding]) -> list[Sentence]:
    """The steps of which the room holds two different pictures, as headlines."""
    return [
        said(N_("{label}: {sentence}"), label=finding.label, sentence=sentence)
        for finding in findings
        if (sentence := two_pictures(journey, finding))
    ]


def _about(message: str, journey: Journey, finding: StepFinding) -> Sentence:
    """A sentence about one step: its label, and what we thought and customers say as far as it is shown."""
    views = {"ours": finding.ours, "theirs": finding.theirs}
    shown = {name: view.words for name, view in views.items() if view}
    return customers_said(message, journey, label=finding.label, **shown)


def _guess(message: str, journey: Journey, guess: int, finding: StepFinding, theirs: Estimate) -> Sentence:
    """One participant's guess beside the customers, whose range would only crowd a phone."""
    return customers_said(message, journey, label=finding.label, word=answer_words(guess), theirs=figure(theirs.counts))


def _ends(shown: Sequence[tuple[StepFinding, View]]) -> tuple[tuple[StepFinding, View], tuple[StepFinding, View]]:
    """The step with the lowest mean and that with the highest; the same one where all are equal."""

    def height(pair: tuple[StepFinding, View]) -> float:
        return round(pair[1].mean, 9)

    return min(shown, key=height), max(shown, key=height)
