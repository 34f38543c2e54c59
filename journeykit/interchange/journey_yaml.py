"""A journey as a file: YAML for people and git, JSON for other tools, and the JSON Schema of both."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from journeykit.errors import BadFile
from journeykit.interchange.checked import Path as Place
from journeykit.interchange.checked import checked, place
from journeykit.interchange.problem import Problem, quoted
from journeykit.interchange.text_file import read_text, too_large
from journeykit.interchange.yaml_file import LARGEST, read_document, to_text
from journeykit.language import _
from journeykit.models.journey import Journey, Period

_PERIODS = [str(period) for period in Period]


def read_journey(path: str | Path) -> Journey:
    """The journey of a file, YAML or (named .json) JSON. Raises BadFile with every problem it has."""
    path = Path(path)
    text = read_text(path, largest=LARGEST)
    return from_json(text, str(path)) if path.suffix == ".json" else journey_from_text(text, str(path))


def journey_from_text(text: str, name: str = "journey.yaml") -> Journey:
    """The journey of a YAML text. name: what errors call it. Raises BadFile with every problem it has."""
    document = read_document(text, name)
    return _journey(document.data, name, document.lines)


def from_json(text: str, name: str = "journey.json") -> Journey:
    """The journey of a JSON text. name: what errors call it. Raises BadFile with every problem it has."""
    if len(text) > LARGEST:
        raise too_large(name, LARGEST)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = _("line {line}, column {column}").format(line=error.lineno, column=error.colno)
        raise BadFile(name, where, error.msg, _("well-formed JSON")) from error
    except RecursionError as error:
        raise BadFile(name, _("the file"), _("too many levels"), _("fewer levels")) from error
    return _journey(data, name, {})


def to_yaml(journey: Journey) -> str:
    """A journey as YAML: keys in the order of the model, what has its default value left out."""
    return to_text(_plain(journey))


def to_json(journey: Journey) -> str:
    """A journey as JSON, with the keys of its YAML."""
    return json.dumps(_plain(journey), ensure_ascii=False, indent=2) + "\n"


def write_journey(journey: Journey, path: str | Path) -> None:
    """Write a journey as YAML, or (named .json) as JSON. A file that was there is replaced whole or not at all."""
    path = Path(path)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    text = to_json(journey) if path.suffix == ".json" else to_yaml(journey)
    try:
        draft.write_text(text, encoding="utf-8", newline="\n")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def journey_schema() -> dict[str, Any]:
    """The JSON Schema of a journey file, as docs/journey.schema.json publishes it."""
    schema = Journey.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "A customer's journey, as journeykit reads and writes it",
    }


def _plain(journey: Journey) -> dict[str, Any]:
    data = journey.model_dump(mode="json", exclude_defaults=True)
    return {"schema_version": journey.schema_version, **data}


def _journey(data: Any, file: str, lines: Mapping[Place, int]) -> Journey:
    if data is None:
        raise BadFile(file, _("the file"), _("nothing"), _("a journey"))
    version = data.get("schema_version", 1) if isinstance(data, dict) else 1
    if version not in (1, "1"):
        newer = _("1, the version that this journeykit reads; a newer one may read it")
        raise BadFile(file, place(("schema_version",), lines), quoted(version), newer)
    if version == "1":
        data = {**data, "schema_version": 1}
    return checked(Journey, data, file, lines, across=_across)


def _across(data: dict[str, Any], lines: Mapping[Place, int]) -> Iterator[Problem]:
    """The places of what a journey refuses as a whole: ids that are used twice, stages out of order."""
    first: dict[str, Place] = {}
    for path, id_ in _ids(data):
        if id_ in first:
            found = _("{id}, which is also {place}").format(id=quoted(id_), place=place(first[id_], lines))
            yield Problem(place(path, lines), found, _("each id once in a journey"))
        first.setdefault(id_, path)
    latest = 0
    for n, stage in enumerate(data["stages"]):
        order = _PERIODS.index(stage["period"])
        if order < latest:
            found = _("{period} after a stage that is {later}").format(period=stage["period"], later=_PERIODS[latest])
            allowed = _("stages in the order of time: {periods}").format(periods=", ".join(_PERIODS))
            yield Problem(place(("stages", n, "period"), lines), found, allowed)
        latest = max(latest, order)


def _ids(data: dict[str, Any]) -> Iterator[tuple[Place, str]]:
    for s, stage in enumerate(data["stages"]):
        yield ("stages", s, "id"), stage["id"]
        for n, step in enumerate(stage.get("steps", ())):
            yield ("stages", s, "steps", n, "id"), step["id"]
            for t, touchpoint in enumerate(step.get("touchpoints", ())):
                yield ("stages", s, "steps", n, "touchpoints", t, "id"), touchpoint["id"]
