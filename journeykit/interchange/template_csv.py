"""Empty tables for customers' answers and words, with the steps of a journey in them: to be filled in and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from journeykit.models.journey import Journey
from journeykit.models.scale import Scale

FIVE = Scale(scale_min=1, scale_max=5)
SCALES = (FIVE, Scale(scale_min=1, scale_max=7), Scale(scale_min=1, scale_max=10), Scale(scale_min=0, scale_max=10))
"""The scales that a table can be made for: those that a column's name can tell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def customers_template(journey: Journey, *, wave: str, scale: Scale = FIVE) -> bytes:
    """A row for each answer that can be given at each step, to write into how many gave it; all are 0 at first.

    wave: the name of this round of asking, such as "2026". Raises ValueError for a scale that is none of SCALES.
    """
    if scale not in SCALES:
        raise ValueError(f"A column's name cannot tell the scale {scale.scale_min} to {scale.scale_max}.")
    value = f"value_{scale.scale_min}_to_{scale.scale_max}"
    return _table(
        ["wave", "target_id", "step", value, "count"],
        ([wave, step.id, step.label, str(answer), "0"] for step in journey.targets for answer in scale.values),
    )


def quotes_template(journey: Journey) -> bytes:
    """A row for each step, to write into what a customer said there; rows that stay empty are left out."""
    return _table(
        ["step_id", "step", "text", "source", "date", "consent_to_show"],
        ([step.id, step.label, "", "", "", ""] for step in journey.targets),
    )


def _table(columns: list[str], rows: Iterable[list[str]]) -> bytes:
    """A table as spreadsheets open it with a double click: with a byte order mark, so that letters stay letters."""
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(columns)
    table.writerows([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
