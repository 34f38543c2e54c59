"""The one-page summary of a session, as one model: what every drawing of it shows, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel

from journeykit.analysis.finding import StepFinding
from journeykit.analysis.learned import CAUTION
from journeykit.analysis.outcome import Outcome, outcome
from journeykit.analysis.sentence import people
from journeykit.language import _
from journeykit.models.days import day_words
from journeykit.models.report import Report
from journeykit.render.card_words import CardWords, card_words, commitment_words
from journeykit.render.notes import answers_words, notices, source_words


class SummaryLine(BaseModel, frozen=True, extra="forbid"):
    """A line with its name before it: "Fix first" and "“Waiting”: 5 of 9 picked it."."""

    name: str
    text: str


class SummaryView(BaseModel, frozen=True, extra="forbid"):
    """A summary, ready to draw."""

    title: str
    held_on: str
    persona: str
    scenario: str
    answered: tuple[str, ...]
    """How many took part, and how many answers customers gave."""
    badges: tuple[str, ...] = ()
    """What a reader must know before the rest: simulated, not checked with customers, invented, still private."""
    headlines: tuple[str, ...] = ()
    moments: tuple[SummaryLine, ...] = ()
    actions: tuple[CardWords, ...] = ()
    no_action: str = ""
    """Why there is no action, or that there is none; empty where there is one."""
    commitments: tuple[str, ...] = ()
    insights: tuple[str, ...] = ()
    learned: tuple[SummaryLine, ...] = ()
    caution: str = ""
    """What must stand beside what people say they learned."""
    ahead: tuple[SummaryLine, ...] = ()
    """When the room looks again, and who answers for what."""
    footnotes: tuple[str, ...] = ()


def summary_view(report: Report) -> SummaryView:
    """The summary of a session, from what may leave the room."""
    journey, found = report.material.journey, outcome(report)
    persona = journey.persona
    return SummaryView(
        title=journey.title,
        held_on=day_words(report.held_at.astimezone().date()),  # the day as people in the room had it
        persona=_("{name}, {role}").format(name=persona.name, role=persona.role) if persona.role else persona.name,
        scenario=journey.scenario,
        answered=tuple(_answered(report, found)),
        badges=tuple(notices(report)),
        headlines=tuple(line.text() for line in found.headlines),
        moments=tuple(SummaryLine(name=each.about.text(), text=each.sentence.text()) for each in found.moments),
        actions=tuple(card_words(card) for card in report.actions),
        no_action="" if report.actions else _no_action(report.no_action_because),
        commitments=tuple(commitment_words(each) for each in report.commitments),
        insights=report.insights,
        learned=tuple(SummaryLine(name=each.about.text(), text=each.sentence.text()) for each in found.learned),
        caution=_(CAUTION) if found.learned else "",
        ahead=tuple(_ahead(report)),
        footnotes=tuple(_footnotes(report)),
    )


def _answered(report: Report, found: Outcome) -> Iterable[str]:
    here = report.people if report.people is not None else _most(found.findings)
    if here:
        yield _("{people} took part").format(people=people(here).text())
    theirs = [finding.theirs.n for finding in found.findings if finding.theirs]
    if theirs:
        yield _("{answers} from {customers}").format(
            answers=answers_words(theirs), customers=report.material.journey.customers.many
        )


def _most(findings: Iterable[StepFinding]) -> int:
    """How many guessed at the step that most people guessed at: for files that do not say how many took part."""
    return max((finding.ours.n for finding in findings if finding.ours), default=0)


def _no_action(because: str) -> str:
    return _("No action, because: {reason}").format(reason=because) if because else _("There is no action yet.")


def _ahead(report: Report) -> Iterable[SummaryLine]:
    day = report.next_review_on
    yield SummaryLine(name=_("We look again on"), text=day_words(day) if day else _("no day is set yet"))
    if report.material.journey.owner:
        yield SummaryLine(name=_("Keeps the map up to date"), text=report.material.journey.owner)
    if report.plan.sponsor:
        yield SummaryLine(name=_("Gives an answer to each action"), text=report.plan.sponsor)


def _footnotes(report: Report) -> Iterable[str]:
    wave = report.material.latest_wave
    if wave is not None:
        when = wave.source.period or wave.wave
        customers = report.material.journey.customers.many
        yield _("{customers} were asked: {when}.").format(customers=customers[:1].upper() + customers[1:], when=when)
        yield from source_words(wave.source)
    yield _("Groups under {k} are not shown.").format(k=report.k)
    yield _("Every step with its numbers is on the map.")
