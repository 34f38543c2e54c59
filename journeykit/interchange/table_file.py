"""A table in a text file, as spreadsheets and survey tools write it: encoding, delimiter, rows with their lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from journeykit.errors import BadFile
from journeykit.interchange.problem import BadPlaces, Problem, quoted
from journeykit.interchange.text_file import read_text
from journeykit.language import _

LARGEST = 20_000_000
"""The most bytes that are read: some hundred thousand rows; what is larger comes as counts."""
ENCODINGS = ("utf-8", "cp1252")
"""Tried in this order where a file has no byte order mark; the second is Excel's in the West."""
DELIMITERS = (",", ";", "\t")
_LONGEST_HEADER = 10_000


@dataclass(frozen=True)
class Row:
    """One row: its cells by column, without the spaces around them, and the line it begins on."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table. Columns are named in small letters, with _ for spaces and hyphens."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, names: Sequence[str]) -> str | None:
        """The first of several names that the table has a column for."""
        return next((name for name in names if name in self.columns), None)

    def needed(self, *wanted: Sequence[str]) -> list[str]:
        """A column for each wanted one, which may have several names. Raises BadFile when one is missing."""
        found = [self.column(names) for names in wanted]
        missing = [names[0] for names, name in zip(wanted, found, strict=True) if name is None]
        if missing:
            raise BadFile(
                self.file,
                _("the first line"),
                _("the columns {columns}, without {missing}").format(
                    columns=", ".join(self.columns), missing=", ".join(missing)
                ),
                _("the columns {columns}").format(columns=", ".join(names[0] for names in wanted)),
            )
        return [name for name in found if name is not None]


def cell_place(row: Row, column: str) -> str:
    """Where a cell stands, as an error names it."""
    return _("line {line}, column {column}").format(line=row.line, column=column)


def read_table(path: Path) -> Table:
    """The table of a file: `,`, `;` or tab; UTF-8, UTF-16 or Windows-1252. Empty rows are left out.

    Raises BadFile for a file without rows, and for a row that has more cells than the first line.
    """
    file = str(path)
    text = read_text(path, largest=LARGEST, encodings=ENCODINGS)
    told = re.match(r"sep=(.)\r?\n", text)  # Excel's own way to name the delimiter
    delimiter = told[1] if told else _delimiter(text)
    records = _records(text, delimiter, file)
    if told:
        next(records, None)
    _header_line, header = next(records, (1, []))
    columns = _columns(header, file)
    rows = tuple(_rows(records, columns, file))
    if not rows:
        raise BadFile(file, _("the file"), _("no rows"), _("a line of column names, then a line for each row"))
    return Table(file, columns, rows)


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first line into the most cells."""
    found = re.search(r"[^\r\n]+", text)
    line = found[0][:_LONGEST_HEADER] if found else ""
    return max(DELIMITERS, key=lambda delimiter: len(next(csv.reader([line], delimiter=delimiter), [])))


def _records(text: str, delimiter: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, [cell.strip() for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        allowed = _("cells whose quotes end, with every quote inside them doubled")
        raise BadFile(file, _("line {line}").format(line=line), str(error), allowed) from error


def _columns(header: list[str], file: str) -> tuple[str, ...]:
    columns = [re.sub(r"[\s-]+", "_", name.casefold()) for name in header]
    while columns and not columns[-1]:
        columns.pop()
    twice = sorted({name for name in columns if columns.count(name) > 1})
    if twice:
        found = _("more than one column {names}").format(names=", ".join(map(quoted, twice)))
        raise BadFile(file, _("the first line"), found, _("each column once, with a name"))
    return tuple(columns)


def _rows(records: Iterator[tuple[int, list[str]]], columns: tuple[str, ...], file: str) -> Iterator[Row]:
    too_long: list[Problem] = []
    for line, cells in records:
        if any(cells[len(columns) :]):
            found = _("{n} cells").format(n=len(cells))
            allowed = _("{n} cells, as in the first line; text with the delimiter in quotes").format(n=len(columns))
            too_long.append(Problem(_("line {line}").format(line=line), found, allowed))
        cells += [""] * (len(columns) - len(cells))
        yield Row(line, dict(zip(columns, cells, strict=False)))
    if too_long:
        raise BadPlaces(file, too_long)
