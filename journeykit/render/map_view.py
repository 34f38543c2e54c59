"""The map of a journey after a session, as one model: what every drawing of it shows, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from pydantic import BaseModel

from journeykit.analysis.finding import StepFinding
from journeykit.analysis.moments import Moment
from journeykit.analysis.outcome import Outcome, outcome
from journeykit.analysis.sentence import figure, line_words, people
from journeykit.language import N_, _
from journeykit.models.days import day_words, month_words
from journeykit.models.evidence import Quote
from journeykit.models.journey import Journey, Period, Stage, Step
from journeykit.models.report import Report
from journeykit.models.said import Question
from journeykit.render.card_words import CardWords, card_words, commitment_words
from journeykit.render.notes import answers_words, asked_words, between, capital, footnotes, notices
from journeykit.render.text_twin import TextTwin, text_twin

_PERIODS = {Period.BEFORE: N_("Before"), Period.DURING: N_("During"), Period.AFTER: N_("After")}


class MapPoint(BaseModel, frozen=True, extra="forbid"):
    """Where one view of a step lies, in scale points."""

    mean: float
    low: float | None = None
    high: float | None = None
    text: str
    """In words: "unhappy (−1.3, probably between −1.6 and −1.1)"."""
    n: int


class MapQuote(BaseModel, frozen=True, extra="forbid"):
    """A customer's words, and where they come from."""

    text: str
    source: str


class MapStep(BaseModel, frozen=True, extra="forbid"):
    """One column of the map."""

    step_id: str
    number: int
    label: str
    marks: tuple[str, ...] = ()
    """That we fix it first or protect it, and that it is new."""
    doing: str = ""
    thinking: str = ""
    expecting: str = ""
    asked: str = ""
    """The question that customers saw for this step alone, with the words at the ends of their scale."""
    ours: MapPoint | None = None
    ours_hidden: str = ""
    theirs: MapPoint | None = None
    theirs_hidden: str = ""
    split: bool = False
    quotes: tuple[MapQuote, ...] = ()


class MapStage(BaseModel, frozen=True, extra="forbid"):
    """Columns that belong together."""

    label: str
    steps: tuple[MapStep, ...]


class MapPeriod(BaseModel, frozen=True, extra="forbid"):
    """Before, during or after."""

    label: str
    stages: tuple[MapStage, ...]


class MapView(BaseModel, frozen=True, extra="forbid"):
    """A map, ready to draw."""

    title: str
    held_on: str
    persona: str
    goal: str
    scenario: str
    badges: tuple[str, ...] = ()
    """What a reader must know before the rest: not checked with customers, invented, still private."""
    headlines: tuple[str, ...] = ()
    periods: tuple[MapPeriod, ...]
    baseline: float
    baseline_label: str
    ours_name: str
    theirs_name: str
    ours_key: str = ""
    theirs_key: str = ""
    twin: TextTwin
    actions: tuple[CardWords, ...] = ()
    commitments: tuple[str, ...] = ()
    """What people will do differently, where they share it."""
    next_review: str = ""
    footnotes: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[MapStep, ...]:
        """Every column, in order."""
        return tuple(step for period in self.periods for stage in period.stages for step in stage.steps)


def map_view(report: Report) -> MapView:
    """The map of a session, from what may leave the room."""
    material, journey = report.material, report.material.journey
    found = outcome(report)
    findings, marks = found.findings, _marks(report, found)
    by_id = {finding.target_id: finding for finding in findings}
    numbers = {step.id: at for at, step in enumerate(journey.targets, start=1)}
    wave = material.latest_wave

    def column(step: Step) -> MapStep:
        drawn = _step(step, numbers[step.id], by_id[step.id], material.shown_quotes(step.id))
        unasked = {"theirs_hidden": ""} if step.id in report.new_step_ids and drawn.theirs is None else {}
        return drawn.model_copy(update={"marks": marks[step.id], **unasked})

    persona = journey.persona
    return MapView(
        title=journey.title,
        held_on=day_words(report.held_at.astimezone().date()),  # the day as people in the room had it
        persona=_("{name}, {role}").format(name=persona.name, role=persona.role) if persona.role else persona.name,
        goal=persona.goal,
        scenario=journey.scenario,
        badges=tuple(notices(report)),
        headlines=tuple(line.text() for line in found.headlines),
        periods=tuple(
            MapPeriod(label=_(_PERIODS[period]), stages=tuple(_stage(stage, journey, column) for stage in stages))
            for period, stages in groupby(journey.stages, key=lambda stage: stage.period)
        ),
        baseline=journey.baseline.value,
        baseline_label=line_words(journey.baseline).text(),
        ours_name=_("We thought"),
        theirs_name=_("{customers} say").format(customers=capital(journey.customers.many)),
        ours_key=_ours_key(findings),
        theirs_key=_theirs_key(journey, findings),
        twin=text_twin(journey, findings),
        actions=tuple(card_words(card) for card in report.actions),
        commitments=tuple(commitment_words(each) for each in report.commitments),
        next_review=_("we look again on {day}").format(day=day_words(report.next_review_on))
        if report.next_review_on
        else "",
        footnotes=tuple(footnotes(journey, findings, wave, report.k)),
    )


def _marks(report: Report, found: Outcome) -> dict[str, tuple[str, ...]]:
    """What stands at each step: the moments that were picked, and that no customer was asked about a new step."""
    journey = report.material.journey
    new = _("New: no {customer} was asked").format(customer=journey.customers.one)
    moments: list[Moment] = [each for each in map(found.moment, (Question.FIX_FIRST, Question.PROTECT)) if each]
    return {
        id_: (*(each.mark.text() for each in moments if id_ in each.target_ids), *[new] * (id_ in report.new_step_ids))
        for id_ in journey.target_ids
    }


def _stage(stage: Stage, journey: Journey, column: Callable[[Step], MapStep]) -> MapStage:
    targets = stage.steps or (journey.target(stage.id),)
    return MapStage(label=stage.label, steps=tuple(column(step) for step in targets))


def _step(step: Step, number: int, finding: StepFinding, quotes: Iterable[Quote]) -> MapStep:
    ours, theirs = finding.ours, finding.theirs
    return MapStep(
        step_id=step.id,
        number=number,
        label=step.label,
        doing=step.doing,
        thinking=step.thinking,
        expecting=step.expecting,
        asked=asked_words(step.asked) if step.asked else "",
        ours=MapPoint(mean=ours.mean, text=figure(ours.counts).text(), n=ours.n) if ours else None,
        ours_hidden=finding.ours_hidden.reason() if finding.ours_hidden else "",
        theirs=MapPoint(
            mean=theirs.mean,
            low=theirs.low,
            high=theirs.high,
            text=figure(theirs.counts, theirs.interval).text(),
            n=theirs.n,
        )
        if theirs
        else None,
        theirs_hidden=finding.theirs_hidden.reason() if finding.theirs_hidden else "",
        split=finding.split,
        quotes=tuple(MapQuote(text=quote.text, source=_quote_source(quote)) for quote in quotes),
    )


def _ours_key(findings: Sequence[StepFinding]) -> str:
    found = [finding.ours.n for finding in findings if finding.ours]
    if not found:
        return ""
    return _("what we thought ({people})").format(people=between(found, people(max(found)).text()))


def _theirs_key(journey: Journey, findings: Sequence[StepFinding]) -> str:
    found = [finding.theirs.n for finding in findings if finding.theirs]
    if not found:
        return ""
    message = (
        _("what {customers} say ({answers}; bar: likely range)")
        if any(finding.theirs and finding.theirs.interval for finding in findings)
        else _("what {customers} say ({answers})")
    )
    return message.format(customers=journey.customers.many, answers=answers_words(found))


def _quote_source(quote: Quote) -> str:
    when = month_words(quote.date)
    return _("{source}, {when}").format(source=quote.source, when=when) if quote.source else when
