"""The curve of feeling in words: a sentence, and a table of every number in it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from journeykit.analysis.finding import StepFinding
from journeykit.analysis.findings import whole_room
from journeykit.analysis.sentence import figure, share_words
from journeykit.language import _
from journeykit.models.journey import Journey
from journeykit.models.scale import signed


class TextTwin(BaseModel, frozen=True, extra="forbid"):
    """What a chart says to somebody who does not see it. All texts are in the reader's language."""

    sentence: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """A row a step, its label first; why a number is hidden stands in its place."""


def text_twin(journey: Journey, findings: Sequence[StepFinding], focus: str | None = None) -> TextTwin:
    """The text twin of a curve. The sentence is about the step in focus, else about the whole curve.

    Columns of a view that nobody may see yet are left out.
    """
    heads, rows = [_("Step")], [[finding.label] for finding in findings]
    if any(finding.ours or finding.ours_hidden for finding in findings):
        heads += [_("What we thought"), _("Answers")]
        for row, finding in zip(rows, findings, strict=True):
            row += _ours(finding)
    if any(finding.theirs or finding.theirs_hidden for finding in findings):
        many = journey.customers.many
        heads += [_("What {customers} say").format(customers=many), _("Likely range")]
        heads += [_("Unhappy {customers}").format(customers=many), _("Answers")]
        for row, finding in zip(rows, findings, strict=True):
            row += _theirs(journey, finding)
    return TextTwin(
        sentence=_sentence(journey, findings, focus), columns=tuple(heads), rows=tuple(tuple(row) for row in rows)
    )


def _ours(finding: StepFinding) -> list[str]:
    if finding.ours is None:
        return [finding.ours_hidden.reason() if finding.ours_hidden else "", ""]
    return [figure(finding.ours.counts).text(), f"{finding.ours.n:,}"]


def _theirs(journey: Journey, finding: StepFinding) -> list[str]:
    if finding.theirs is None:
        return [finding.theirs_hidden.reason() if finding.theirs_hidden else "", "", "", ""]
    interval, share = finding.theirs.interval, finding.theirs.unhappy
    between = _("{low} to {high}").format(low=signed(interval[0]), high=signed(interval[1])) if interval else ""
    unhappy = share_words(share, journey).text() if share else ""
    return [figure(finding.theirs.counts).text(), between, unhappy, f"{finding.theirs.n:,}"]


def _sentence(journey: Journey, findings: Sequence[StepFinding], focus: str | None) -> str:
    for finding in findings:
        if finding.target_id == focus:
            return _("{step}. {sentence}").format(step=finding.label, sentence=finding.sentence.text())
    hidden = [finding.ours_hidden for finding in findings if finding.ours_hidden]
    if hidden and not any(finding.ours or finding.theirs for finding in findings):
        return hidden[0].reason()
    return whole_room(journey, findings).text()
