"""From rows to counts: the first step of all statistics, done by the engine that holds the rows."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from journeykit.models.counts import Counts
from journeykit.models.scale import FEELING, Scale

_TARGET, _GROUP, _VALUE, _COUNT, _ODD = "target_id", "group", "value", "n", "odd"


def counts_of(
    frame: IntoFrame,
    *,
    target: str = "target_id",
    value: str = "value",
    group: str | None = None,
    count: str | None = None,
    scale: Scale = FEELING,
    not_applicable: Collection[int] = (),
) -> tuple[Counts, ...]:
    """Rows of answers to the reduction (target, group, value, count).

    frame: a row an answer, in pandas, Polars, PyArrow, DuckDB, Dask or PySpark; it is grouped where it lies, and only
    the counts come back. target, value, group: its columns; without a group everybody is one, named "all".
    count: a column that says how many gave that answer, where a row is not one. scale: what people answered on; the
    counts carry its values as points from -2 to +2. not_applicable: values that mean "did not happen", left out.

    Rows without a target, a group or a value are left out, and values become whole numbers before anything is
    grouped, so that 4 and 4.0 are one answer whatever a missing value did to the column's type.

    Returns a `Counts` for each target and group that somebody answered, in the order of their names.
    Raises ValueError for a value that is no number, no whole number, or not on the scale.
    """
    rows: nw.LazyFrame[Any] = nw.from_native(frame).lazy()
    dtype = rows.collect_schema()[value]
    if not dtype.is_numeric():
        raise ValueError(f"Column {value!r} must hold numbers; it holds {dtype}.")
    answers = rows.select(
        nw.col(target).alias(_TARGET),
        (nw.lit("all") if group is None else nw.col(group)).alias(_GROUP),
        nw.col(value).alias(_VALUE),
        (nw.lit(1) if count is None else nw.col(count)).alias(_COUNT),
    ).drop_nulls()
    if dtype.is_float():
        answers = answers.filter(~nw.col(_VALUE).is_nan())
    counted = (
        answers.with_columns(
            nw.col(_TARGET, _GROUP).cast(nw.String),
            (nw.col(_VALUE) - nw.col(_VALUE) % 1).cast(nw.Int64),  # PyArrow refuses to cut off a fraction
            (nw.col(_VALUE) % 1 != 0).cast(nw.Int64).alias(_ODD),
        )
        .group_by(_TARGET, _GROUP, _VALUE)
        .agg(nw.col(_COUNT).sum(), nw.col(_ODD).sum())
        .collect()
    )
    if any(counted[_ODD].to_list()):
        raise ValueError(f"Column {value!r} must hold whole numbers; it holds fractions.")
    return _counts(counted.select(_TARGET, _GROUP, _VALUE, _COUNT).rows(), scale, not_applicable)


def _counts(rows: list[tuple[str, str, int, int]], scale: Scale, not_applicable: Collection[int]) -> tuple[Counts, ...]:
    found: dict[tuple[str, str], dict[int, int]] = {}
    for target_id, group, value, n in rows:
        if value in not_applicable:
            continue
        if not scale.scale_min <= value <= scale.scale_max:
            raise ValueError(
                f"{target_id}: the answer {value} lies outside {scale.scale_min} to {scale.scale_max}. "
                "Name codes such as 'did not happen' as not_applicable."
            )
        found.setdefault((target_id, group), dict.fromkeys(scale.values, 0))[int(value)] += int(n)
    return tuple(
        Counts(target_id=target_id, group=group, support=scale.support, counts=tuple(by_value.values()))
        for (target_id, group), by_value in sorted(found.items())
    )
