"""The map of a journey after a session, as one model: what every drawing of it shows, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby

from pydantic import BaseModel

from journeykit.analysis.finding import StepFinding, report_findings
from journeykit.analysis.findings import headlines
from journeykit.analysis.sentence import figure, line_words, people
from journeykit.language import N_, _, ngettext
from journeykit.models.evidence import Quote, Wave
from journeykit.models.journey import AskedQuestion, Journey, Period, Stage, Step
from journeykit.models.report import Report
from journeykit.render.text_twin import TextTwin, text_twin

_PERIODS = {Period.BEFORE: N_("Before"), Period.DURING: N_("During"), Period.AFTER: N_("After")}
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


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
    footnotes: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[MapStep, ...]:
        """Every column, in order."""
        return tuple(step for period in self.periods for stage in period.stages for step in stage.steps)


def map_view(report: Report) -> MapView:
    """The map of a session, from what may leave the room."""
    material, journey = report.material, report.material.journey
    findings = report_findings(report)
    by_id = {finding.target_id: finding for finding in findings}
    numbers = {step.id: at for at, step in enumerate(journey.targets, start=1)}
    wave = material.latest_wave

    def column(step: Step) -> MapStep:
        return _step(step, numbers[step.id], by_id[step.id], material.shown_quotes(step.id))

    persona = journey.persona
    return MapView(
        title=journey.title,
        held_on=_date(report.held_at.astimezone()),  # the day as people in the room had it
        persona=_("{name}, {role}").format(name=persona.name, role=persona.role) if persona.role else persona.name,
        goal=persona.goal,
        scenario=journey.scenario,
        badges=tuple(notices(report)),
        headlines=tuple(line.text() for line in headlines(journey, findings, has_customers=wave is not None)),
        periods=tuple(
            MapPeriod(label=_(_PERIODS[period]), stages=tuple(_stage(stage, journey, column) for stage in stages))
            for period, stages in groupby(journey.stages, key=lambda stage: stage.period)
        ),
        baseline=journey.baseline.value,
        baseline_label=line_words(journey.baseline).text(),
        ours_name=_("We thought"),
        theirs_name=_("{customers} say").format(customers=_capital(journey.customers.many)),
        ours_key=_ours_key(findings),
        theirs_key=_theirs_key(journey, findings),
        twin=text_twin(journey, findings),
        footnotes=tuple(footnotes(journey, findings, wave, report.k)),
    )


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
        asked=_asked(step.asked) if step.asked else "",
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


def notices(report: Report) -> Iterable[str]:
    """What a reader must know first: that customers were not asked, that all is invented, that answers are private."""
    journey = report.material.journey
    if report.material.latest_wave is None:
        yield _("Our view, not yet checked with {customers}").format(customers=journey.customers.many)
    if journey.invented:
        yield _("Invented example")
    if not report.revealed:
        yield _("Answers are still private")


def _ours_key(findings: Sequence[StepFinding]) -> str:
    found = [finding.ours.n for finding in findings if finding.ours]
    if not found:
        return ""
    return _("what we thought ({people})").format(people=_between(found, people(max(found)).text()))


def _theirs_key(journey: Journey, findings: Sequence[StepFinding]) -> str:
    found = [finding.theirs.n for finding in findings if finding.theirs]
    if not found:
        return ""
    message = (
        _("what {customers} say ({answers}; bar: likely range)")
        if any(finding.theirs and finding.theirs.interval for finding in findings)
        else _("what {customers} say ({answers})")
    )
    return message.format(customers=journey.customers.many, answers=_answers(found))


def _answers(found: Sequence[int]) -> str:
    most = ngettext("{n} answer a step", "{n} answers a step", max(found)).format(n=f"{max(found):,}")
    return _between(found, most)


def _between(found: Sequence[int], most: str) -> str:
    if min(found) == max(found):
        return most
    return _("{least} to {most}").format(least=f"{min(found):,}", most=most)


def footnotes(
    journey: Journey, findings: Sequence[StepFinding], wave: Wave | None, k: int, focus: str | None = None
) -> Iterable[str]:
    """What stands under a chart with customers in it: question, scale, conversion, when, n, source, licence, k.

    focus: the id of the step that is spoken about, whose own question goes first; without one it is about all steps.
    """
    if wave is not None:
        source = wave.source
        yield from _question(journey, source.question, journey.target(focus) if focus else None)
        yield _("Scale: {conversion}.").format(conversion=wave.scale.conversion())
        yield _("Asked: {when}.").format(when=source.period or wave.wave)
        found = [finding.theirs.n for finding in findings if finding.theirs and focus in (None, finding.target_id)]
        if found and focus:
            yield ngettext("{n} answer.", "{n} answers.", found[0]).format(n=f"{found[0]:,}")
        elif found:
            yield _("{answers}.").format(answers=_answers(found))
        if source.name:
            yield _("Source: {name}.").format(name=source.name.rstrip("."))
        if source.licence:
            yield _("Licence: {licence}.").format(licence=source.licence.rstrip("."))
    yield _("Groups under {k} are not shown.").format(k=k)


def _question(journey: Journey, of_all: str, step: Step | None) -> Iterable[str]:
    question = _asked(step.asked) if step and step.asked else of_all
    if question:
        customers = _capital(journey.customers.many)
        yield _("{customers} were asked: “{question}”").format(customers=customers, question=question)
    elif step is None and any(each.asked for each in journey.targets):
        yield _("What was asked about each step stands with the numbers.")


def _asked(asked: AskedQuestion) -> str:
    if not (asked.lowest_label and asked.highest_label):
        return asked.question
    return _("{question} ({lowest} to {highest})").format(
        question=asked.question, lowest=asked.lowest_label, highest=asked.highest_label
    )


def _quote_source(quote: Quote) -> str:
    when = _("{month} {year}").format(month=_(_MONTHS[quote.date.month - 1]), year=quote.date.year)
    return _("{source}, {when}").format(source=quote.source, when=when) if quote.source else when


def _date(at: datetime) -> str:
    return _("{day} {month} {year}").format(day=at.day, month=_(_MONTHS[at.month - 1]), year=at.year)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
