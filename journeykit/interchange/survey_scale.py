"""The scale that a survey's answers were given on: as the file says, or, where it is plain, as the answers show."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from journeykit.errors import BadFile
from journeykit.interchange.problem import BadPlaces, Problem, quoted
from journeykit.interchange.survey_settings import SurveySettings
from journeykit.interchange.table_file import Row, Table, cell_place
from journeykit.language import _
from journeykit.models.scale import FEELING, Scale

_KNOWN = (
    Scale(scale_min=1, scale_max=5),
    Scale(scale_min=1, scale_max=7),
    Scale(scale_min=1, scale_max=10),
    Scale(scale_min=0, scale_max=10),
    FEELING,
)
_IN_A_NAME = re.compile(r"_\(?(\d{1,2})(?:_to_|_|\u2013)(\d{1,2})\)?$")
VALUE_NAMES = ("value", "score", "rating", "answer")


def value_column(table: Table) -> str | None:
    """The column of the answers: `value` or an alias, also with the scale in its name, as "Score (0-10)"."""
    plain = table.column(VALUE_NAMES)
    return plain or next((name for name in table.columns if name.startswith(VALUE_NAMES) and _scale_in(name)), None)


def _scale_in(name: str) -> Scale | None:
    """The scale that a column's name tells: "answer_1_to_5" gives 1 to 5."""
    found = _IN_A_NAME.search(name)
    if found is None or int(found[1]) >= int(found[2]):
        return None
    return Scale(scale_min=int(found[1]), scale_max=int(found[2]))


def told_scales(table: Table, settings: SurveySettings, wave_of: Callable[[Row], str]) -> dict[str, Scale]:
    """The scale of each wave where something names it: columns first, then the settings, then a column's name.

    Empty where nothing names a scale. Raises BadFile where the rows of one wave name more than one.
    """
    ends = [name for name in ("scale_min", "scale_max") if name in table.columns]
    waves: dict[str, list[Row]] = {}
    for row in table.rows:
        waves.setdefault(wave_of(row), []).append(row)
    if len(ends) == 1:
        raise BadFile(table.file, _("the first line"), ends[0], _("both columns, scale_min and scale_max"))
    if ends:
        return {wave: _scale_of_rows(table.file, rows) for wave, rows in waves.items()}
    scale = settings.scale or _scale_in(value_column(table) or "")
    return dict.fromkeys(waves, scale) if scale else {}


def scale_of_answers(file: str, answers: Collection[int]) -> Scale:
    """The scale that answers show: one of the usual ones, both of whose ends somebody gave.

    Answers from 1 to 4 may come from any scale, and a wrong guess would turn a fair result into a bad one: so anything
    else raises BadFile, which says how to tell the scale.
    """
    lowest, highest = min(answers), max(answers)
    for scale in _KNOWN:
        if (lowest, highest) == (scale.scale_min, scale.scale_max):
            return scale
    raise BadFile(
        file,
        _("the answers"),
        _("answers from {low} to {high}, which do not show what their scale was").format(low=lowest, high=highest),
        _("the scale in columns scale_min and scale_max, or in a .yaml file of the same name"),
    )


def _scale_of_rows(file: str, rows: Sequence[Row]) -> Scale:
    first = rows[0]
    try:
        scale = Scale(scale_min=int(first.cells["scale_min"]), scale_max=int(first.cells["scale_max"]))
    except ValueError as error:
        found = _("{low} to {high}").format(low=quoted(first.cells["scale_min"]), high=quoted(first.cells["scale_max"]))
        allowed = _("two whole numbers, the smaller one in scale_min")
        raise BadFile(file, cell_place(first, "scale_min"), found, allowed) from error
    problems = list(_other_scales(rows, first))
    if problems:
        raise BadPlaces(file, problems)
    return scale


def _other_scales(rows: Iterable[Row], first: Row) -> Iterator[Problem]:
    for row in rows:
        for column in ("scale_min", "scale_max"):
            if row.cells[column] != first.cells[column]:
                allowed = _("{value}, as in line {line}").format(value=first.cells[column], line=first.line)
                yield Problem(cell_place(row, column), quoted(row.cells[column]), allowed)
