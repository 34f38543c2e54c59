"""What a session can be taken home as: one list, a format a line. Nothing leaves here that the gate hides."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from journeykit.interchange.journey_yaml import to_yaml
from journeykit.models.counts import K, Shown
from journeykit.models.evidence import Wave
from journeykit.models.material import Material
from journeykit.models.report import Report
from journeykit.models.scale import FEELING, Scale
from journeykit.render.html import html_map
from journeykit.render.map_view import notices

CSV_COLUMNS = (
    "session_id",
    "target_id",
    "label",
    "stage_id",
    "period",
    "perspective",
    "wave",
    "value",
    "points",
    "count",
    "n",
    "hidden_reason",
    "checked_with_customers",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Cell: TypeAlias = str | int | float


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
    """Counts per step, perspective and answer: a row each. A hidden group is one row with its reason, without counts.

    `value` is the answer as it was given, `points` the same from -2 to +2.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(CSV_COLUMNS)
    table.writerows([_spreadsheet_safe(cell) for cell in row] for row in _rows(report))
    return text.getvalue().encode()


def map_html(report: Report) -> bytes:
    """The map as one HTML file."""
    return html_map(report).encode()


EXPORTS: Mapping[str, Export] = {
    "yaml": Export(".yaml", journey_yaml),
    "json": Export(".json", report_json),
    "csv": Export(".csv", counts_csv),
    "html": Export(".html", map_html),
}
"""Every format by its name, as the control page and `journeykit export` offer them."""


def _rows(report: Report) -> Iterable[list[_Cell]]:
    journey, wave = report.material.journey, report.material.latest_wave
    about = {
        step.id: [report.session_id, step.id, step.label, stage.id, stage.period.value]
        for stage in journey.stages
        for step in (stage.steps or (journey.target(stage.id),))
    }
    checked = "yes" if wave else "no"
    groups: list[tuple[str, str, Scale, tuple[Shown, ...]]] = [
        ("predicted_customer", "", FEELING, report.ours),
        ("own_experience", "", FEELING, report.own),
    ]
    if wave:
        groups.append(("customers", wave.wave, wave.scale, report.theirs))
    for perspective, name, scale, shown in groups:
        for each in shown:
            for answer in _answers(each, scale):
                yield [*about[each.target_id], perspective, name, *answer, checked]


def _answers(shown: Shown, scale: Scale) -> Iterable[list[_Cell]]:
    """value, points, count, n and hidden_reason of every answer that may be seen."""
    if shown.counts is None:
        yield ["", "", "", shown.n, shown.hidden.value if shown.hidden else ""]
        return
    for value, points, count in zip(scale.values, shown.counts.support, shown.counts.counts, strict=True):
        yield [value, points, count, shown.n, ""]


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
