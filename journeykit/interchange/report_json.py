"""A session's report from the JSON file that it was taken home as."""

from __future__ import annotations

import json
from pathlib import Path

from journeykit.errors import BadFile
from journeykit.interchange.checked import checked
from journeykit.interchange.text_file import read_text
from journeykit.language import _
from journeykit.models.report import Report

LARGEST = 20_000_000
"""Bytes: a session of two hundred people is a hundredth of that."""


def read_report(path: str | Path) -> Report:
    """The report in an export of the format "json". Raises BadFile with every problem of a file that is none."""
    file = str(path)
    try:
        data = json.loads(read_text(Path(path), largest=LARGEST))
    except json.JSONDecodeError as error:
        where = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        raise BadFile(file, where, error.msg, _("what journeykit export --format json writes")) from error
    except RecursionError as error:
        raise BadFile(file, _("the file"), _("too many levels"), _("fewer levels")) from error
    if isinstance(data, dict):
        data.pop("notices", None)  # what the map says in badges: it follows from the rest
    return checked(Report, data, file)
