"""The curve of feeling as plain values: what the chart on screen is given, drawn from the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from journeykit.analysis.finding import StepFinding
from journeykit.analysis.sentence import line_words
from journeykit.language import _, ngettext
from journeykit.models.journey import Journey
from journeykit.render.text_twin import text_twin


def curve_traits(journey: Journey, findings: Sequence[StepFinding], focus: str | None = None) -> dict[str, Any]:
    """The traits of an EmotionCurve that shows these findings: points, names, the sentence and the table.

    focus: the id of the step that is spoken about. Without findings the curve is empty.
    """
    people = max((finding.ours.n for finding in findings if finding.ours), default=0)
    asked = [finding.theirs.n for finding in findings if finding.theirs]
    twin = text_twin(journey, findings, focus) if findings else None
    return {
        "steps": [{"id": step.id, "label": step.label} for step in journey.targets],
        "baseline": journey.baseline.value,
        "baseline_label": line_words(journey.baseline).text(),
        "ours_name": ngettext("our room, {n} person", "our room, {n} people", people).format(n=people),
        "theirs_name": _theirs_name(journey, min(asked, default=0), max(asked, default=0)),
        "ours": {finding.target_id: _our_point(finding) for finding in findings},
        "theirs": {finding.target_id: _their_point(finding) for finding in findings},
        "focus": focus,
        "sentence": twin.sentence if twin else "",
        "columns": list(twin.columns) if twin else [],
        "table": [list(row) for row in twin.rows] if twin else [],
    }


def _theirs_name(journey: Journey, least: int, most: int) -> str:
    message = (
        _("{most} {customers}, likely range")
        if least == most
        else _("{least} to {most} {customers} a step, likely range")
    )
    return message.format(least=f"{least:,}", most=f"{most:,}", customers=journey.customers.many)


def _our_point(finding: StepFinding) -> dict[str, Any] | None:
    if finding.ours:
        return {"mean": finding.ours.mean, "n": finding.ours.n, "counts": list(finding.ours.counts.counts)}
    return {"hidden": finding.ours_hidden.reason()} if finding.ours_hidden else None


def _their_point(finding: StepFinding) -> dict[str, Any] | None:
    if finding.theirs:
        found = finding.theirs
        return {"mean": found.mean, "n": found.n, "low": found.low, "high": found.high}
    return {"hidden": finding.theirs_hidden.reason()} if finding.theirs_hidden else None
