"""What a session can be taken home as: one list, a format a line. Nothing leaves here that the gate hides."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from journeykit.interchange.journey_yaml import to_yaml
from journeykit.models.agenda import EXERCISES
from journeykit.models.counts import Hidden, K, Shown
from journeykit.models.evidence import Wave
from journeykit.models.material import Material
from journeykit.models.report import Report
from journeykit.models.scale import FEELING, Scale
from journeykit.render.html import html_map
from journeykit.render.notes import notices
from journeykit.render.summary import html_summary

CSV_COLUMNS = (
    "session_id",
    "target_id",
    "label",
    "stage_id",
    "period",
    "exercise",
    "perspective",
    "question",
    "wave",
    "value",
    "points",
    "count",
    "n",
    "hidden_reason",
    "checked_with_customers",
    "rehearsal",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Cell: TypeAlias = str | int | float
_Row: TypeAlias = dict[str, _Cell]


class Export(NamedTuple):
    """One format."""

    suffix: str
    write: Callable[[Report], bytes]
    """Makes the whole file."""


def journey_yaml(report: Report) -> bytes:
    """The journey, ready for the next session. What a reader must know first stands above it as comments."""
    remarks = "".join(f"# {' '.join(notice.split())}\n" for notice in notices(report))  # a name cannot end the remark
    return (remarks + to_yaml(report.material.journey)).encode()


def report_json(report: Report) -> bytes:
    """The whole session as JSON: journey, customers and the room's counts, all behind the gate."""
    shown = report.model_copy(update={"material": _shown_material(report)})
    data = {"notices": list(notices(report)), **shown.model_dump(mode="json")}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def counts_csv(report: Report) -> bytes:
    """Counts per step, exercise, perspective and answer: a row each. A hidden group is one row with its reason.

    `value` is the answer as it was given, `points` the same from -2 to +2. Picks have their `question`, and as count
    how often a step was picked; the check-out has as value whether people rose, stayed or fell.
    """
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, CSV_COLUMNS, restval="")
    table.writeheader()
    about = {"session_id": report.session_id, "rehearsal": _yes(report.rehearsal)}
    about["checked_with_customers"] = _yes(report.material.is_checked)
    for row in (*_ratings(report), *_picks(report), *_check_out(report)):
        table.writerow({name: _spreadsheet_safe(cell) for name, cell in {**about, **row}.items()})
    return text.getvalue().encode()


def map_html(report: Report) -> bytes:
    """The map as one HTML file."""
    return html_map(report).encode()


def summary(report: Report) -> bytes:
    """The one-page summary as one HTML file."""
    return html_summary(report).encode()


EXPORTS: Mapping[str, Export] = {
    "summary": Export("-summary.html", summary),
    "yaml": Export(".yaml", journey_yaml),
    "json": Export(".json", report_json),
    "csv": Export(".csv", counts_csv),
    "html": Export(".html", map_html),
}
"""Every format by its name, as the control page and `journeykit export` offer them."""


def _steps(report: Report) -> dict[str, _Row]:
    """What a row says about its step, by the step's id."""
    journey = report.material.journey
    return {
        step.id: {"target_id": step.id, "label": step.label, "stage_id": stage.id, "period": stage.period.value}
        for stage in journey.stages
        for step in (stage.steps or (journey.target(stage.id),))
    }


def _ratings(report: Report) -> Iterable[_Row]:
    steps, wave = _steps(report), report.material.latest_wave
    groups: list[tuple[_Row, Scale, tuple[Shown, ...]]] = [
        ({"exercise": "predict", "perspective": "predicted_customer"}, FEELING, report.ours),
        ({"exercise": "predict", "perspective": "own_experience"}, FEELING, report.own),
        ({"exercise": "own_feeling", "perspective": "own_experience"}, FEELING, report.felt),
    ]
    if wave:
        groups.append(({"perspective": "customers", "wave": wave.wave}, wave.scale, report.theirs))
    for group, scale, shown in groups:
        for each in shown:
            for answer in _answers(each, scale):
                yield {**steps[each.target_id], **group, **answer}


def _answers(shown: Shown, scale: Scale) -> Iterable[_Row]:
    """Every answer that may be seen of a group at one step."""
    if shown.counts is None:
        yield {"n": shown.n, "hidden_reason": shown.hidden.value if shown.hidden else ""}
        return
    for value, points, count in zip(scale.values, shown.counts.support, shown.counts.counts, strict=True):
        yield {"value": value, "points": points, "count": count, "n": shown.n}


def _picks(report: Report) -> Iterable[_Row]:
    steps = _steps(report)
    for votes in report.votes:
        asked_in = next(each.id for each in EXERCISES if each.takes_place(f"picked:{votes.question}"))
        group: _Row = {"exercise": asked_in.value, "question": votes.question.value, "n": votes.n}
        if votes.dots is None:
            yield {**group, "hidden_reason": Hidden.TOO_FEW.value if votes.n else Hidden.NOBODY.value}
        for target_id, count in (votes.dots or {}).items():
            yield {**steps[target_id], **group, "count": count}


def _check_out(report: Report) -> Iterable[_Row]:
    for rise in report.check_out:
        group: _Row = {"exercise": "close", "question": rise.item.value, "n": rise.n}
        counts = {"rose": rise.rose, "same": rise.same, "fell": rise.fell}
        if rise.rose is None:
            yield {**group, "hidden_reason": Hidden.TOO_FEW.value if rise.n else Hidden.NOBODY.value}
            continue
        yield from ({**group, "value": value, "count": count or 0} for value, count in counts.items())


def _yes(what: bool) -> str:
    return "yes" if what else "no"


def _spreadsheet_safe(cell: _Cell) -> _Cell:
    """A text that no spreadsheet takes for a formula; numbers stay numbers."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _shown_material(report: Report) -> Material:
    """The material without groups of customers that are too small, and without quotes nobody agreed to show."""
    k = max((shown.k for shown in report.theirs), default=K)
    material = report.material
    return material.model_copy(
        update={
            "waves": tuple(_gated(wave, k) for wave in material.waves),
            "quotes": tuple(quote for quote in material.quotes if quote.consent_to_show),
        }
    )


def _gated(wave: Wave, k: int) -> Wave:
    return wave.model_copy(update={"counts": tuple(row for row in wave.counts if wave.of(row.target_id).n >= k)})
