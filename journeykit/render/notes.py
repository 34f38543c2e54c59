"""What must stand beside every drawing of a session: what to know first, and where the customers' answers come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from journeykit.analysis.finding import StepFinding
from journeykit.language import _, ngettext
from journeykit.models.evidence import Source, Wave
from journeykit.models.journey import AskedQuestion, Journey, Step
from journeykit.models.report import Report


def notices(report: Report) -> Iterable[str]:
    """What a reader must know first: that people are simulated, customers were not asked, all is invented."""
    journey = report.material.journey
    if report.rehearsal:
        yield _("Rehearsal: these people are simulated")
    if not report.material.is_checked:
        yield _("Our view, not yet checked with {customers}").format(customers=journey.customers.many)
    if journey.invented:
        yield _("An invented example")
    if not report.revealed:
        yield _("Answers are still private")


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
            yield _("{answers}.").format(answers=answers_words(found))
        yield from source_words(source)
    yield _("Groups under {k} are not shown.").format(k=k)


def source_words(source: Source) -> Iterable[str]:
    """Where customers' answers come from, and on what terms."""
    if source.name:
        yield _("Source: {name}.").format(name=source.name.rstrip("."))
    if source.licence:
        yield _("Licence: {licence}.").format(licence=source.licence.rstrip("."))


def _question(journey: Journey, of_all: str, step: Step | None) -> Iterable[str]:
    question = asked_words(step.asked) if step and step.asked else of_all
    if question:
        customers = capital(journey.customers.many)
        yield _("{customers} were asked: “{question}”").format(customers=customers, question=question)
    elif step is None and any(each.asked for each in journey.targets):
        yield _("What was asked about each step stands with the numbers.")


def asked_words(asked: AskedQuestion) -> str:
    """The question that customers saw, with the words at the ends of their scale."""
    if not (asked.lowest_label and asked.highest_label):
        return asked.question
    return _("{question} ({lowest} to {highest})").format(
        question=asked.question, lowest=asked.lowest_label, highest=asked.highest_label
    )


def answers_words(found: Sequence[int]) -> str:
    """How many answered, a number for each step: "38 answers a step", "12 to 38 answers a step"."""
    most = ngettext("{n} answer a step", "{n} answers a step", max(found)).format(n=f"{max(found):,}")
    return between(found, most)


def between(found: Sequence[int], most: str) -> str:
    """A range of numbers whose highest is already in words."""
    if min(found) == max(found):
        return most
    return _("{least} to {most}").format(least=f"{min(found):,}", most=most)


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]
