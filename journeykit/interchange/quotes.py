"""Customers' own words from a CSV file, with their consent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from journeykit.interchange.problem import BadPlaces, Problem, quoted
from journeykit.interchange.table_file import Row, cell_place, read_table
from journeykit.interchange.targets import Targets
from journeykit.language import _
from journeykit.models.evidence import Quote
from journeykit.models.journey import Journey

_YES = frozenset({"yes", "y", "true", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_STEP_NAMES = ("step_id", "target_id", "step")
_TEXT_NAMES = ("text", "quote", "verbatim", "comment")
_LONGEST_TEXT = 400
_LONGEST_SOURCE = 120


def read_quotes(path: str | Path, journey: Journey) -> tuple[Quote, ...]:
    """The quotes of a CSV file with step_id, text, source, date and consent_to_show, in its order.

    Consent is yes or no and never guessed: an empty cell is an error. A row with nothing but its step is one of the
    template that nobody filled in. Raises BadFile with every problem of the file.
    """
    table = read_table(Path(path))
    columns = table.needed(_STEP_NAMES, _TEXT_NAMES, ("date",), ("consent_to_show",))
    targets = Targets(journey)
    quotes: list[Quote] = []
    problems: list[Problem] = []
    for row in table.rows:
        if not any(row.cells[column] for column in columns[1:]):
            continue
        wrong = list(_problems(row, columns, targets))
        problems += wrong
        if not wrong:
            step, text, day, consent = (row.cells[column] for column in columns)
            quotes.append(
                Quote(
                    step_id=targets.find(step) or "",
                    text=text,
                    source=row.cells.get("source", ""),
                    date=date.fromisoformat(day),
                    consent_to_show=consent.casefold() in _YES,
                )
            )
    if problems:
        raise BadPlaces(table.file, problems)
    return tuple(quotes)


def _problems(row: Row, columns: list[str], targets: Targets) -> Iterator[Problem]:
    step, text, day, consent = columns
    if targets.find(row.cells[step]) is None:
        yield _problem(row, step, targets.allowed(row.cells[step]))
    if not 1 <= len(row.cells[text]) <= _LONGEST_TEXT:
        yield _problem(row, text, _("1 to {n} characters").format(n=_LONGEST_TEXT))
    if len(row.cells.get("source", "")) > _LONGEST_SOURCE:
        yield _problem(row, "source", _("at most {n} characters").format(n=_LONGEST_SOURCE))
    if not _is_date(row.cells[day]):
        yield _problem(row, day, _("a date as year-month-day: 2026-05-31"))
    if row.cells[consent].casefold() not in _YES | _NO:
        yield _problem(row, consent, _("yes or no"))


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _problem(row: Row, column: str, allowed: str) -> Problem:
    cell = row.cells[column]
    return Problem(cell_place(row, column), quoted(cell) if cell else _("nothing"), allowed)
