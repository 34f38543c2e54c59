"""A YAML file of somebody else as plain data, with the line of every key; and plain data as YAML.

Only what a person writes by hand is read: keys, lists and text. Anchors, aliases, tags and several documents are
refused, so that no file can grow when it is read or name a Python object. Every value stays the text that stands
in the file (`label: no` is the word "no"); the model that it goes into makes numbers and yes or no of it. A key with
nothing behind it counts as left out.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.representer import SafeRepresenter

from journeykit.errors import BadFile
from journeykit.interchange.problem import quoted
from journeykit.interchange.text_file import too_large
from journeykit.language import _

LARGEST = 1_000_000
"""The most bytes that are read: more than any journey needs, few enough to be read in seconds."""
DEEPEST = 20
WIDTH = 100
_LINE_END = re.compile("[\n\r\x85\u2028\u2029]")
_OLD_BOOLEANS = {"y", "n", "yes", "no", "on", "off"}  # words here; true and false to readers of YAML 1.1

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlDocument:
    """The one document of a file: plain data, and the line of each key or list item by its path."""

    file: str
    data: Any
    lines: Mapping[Path, int]


def read_document(text: str, file: str) -> YamlDocument:
    """The data of a YAML text. Raises BadFile with line and column for a text that cannot be used."""
    if len(text) > LARGEST:
        raise too_large(file, LARGEST)
    reading = _Reading(text, file)
    try:
        data = reading.document()
    except MarkedYAMLError as error:
        raise _syntax(text, file, error) from error
    except ReaderError as error:
        line = text[: error.position].count("\n") + 1
        found = _("the character number {number}").format(number=error.character)
        raise BadFile(file, _("line {line}").format(line=line), found, _("printable text")) from error
    except YAMLError as error:
        raise BadFile(file, _("the file"), str(error), _("well-formed YAML")) from error
    return YamlDocument(file, data, reading.lines)


class _Reading:
    """One walk through the events of a text, without the recursion and the types of a YAML loader."""

    def __init__(self, text: str, file: str) -> None:
        yaml = YAML(typ="safe", pure=True)
        self._events: Iterator[Event] = yaml.parse(io.StringIO(text))
        self._file = file
        self.lines: dict[Path, int] = {}

    def document(self) -> Any:
        data: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self._refused(event, _("a second document"), _("one document in a file"))
            elif isinstance(event, NodeEvent):
                data = self._value(event, ())
        return data

    def _value(self, event: NodeEvent, path: Path) -> Any:
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, AliasEvent) or event.anchor:
            raise self._refused(event, _("an anchor or alias (& or *)"), _("each value written out; text in quotes"))
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            raise self._refused(event, _("a tag (!)"), _("values without tags; text in quotes"))
        if len(path) > DEEPEST:
            raise self._refused(event, _("more than {n} levels").format(n=DEEPEST), _("fewer levels"))
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        scalar = cast(ScalarEvent, event)
        is_plain = scalar.style in (None, "")
        return None if is_plain and scalar.value in ("", "~", "null") else scalar.value

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        seen: set[str] = set()
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._value(cast(NodeEvent, event), (*path, "?"))
            del self.lines[*path, "?"]
            if not isinstance(key, str):
                raise self._refused(event, _("a key that is no word"), _("a word, a colon and a value"))
            self.lines[*path, key] = event.start_mark.line + 1
            if key in seen:
                raise self._refused(event, _("the key {key} a second time").format(key=key), _("each key once"))
            seen.add(key)
            value = self._value(cast(NodeEvent, next(self._events)), (*path, key))
            if value is not None:
                found[key] = value
        return found

    def _sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            found.append(self._value(cast(NodeEvent, event), (*path, len(found))))
        return found

    def _refused(self, event: Event, found: str, allowed: str) -> BadFile:
        mark = event.start_mark
        return BadFile(self._file, _place(mark.line, mark.column), found, allowed)


def _place(line: int, column: int) -> str:
    return _("line {line}, column {column}").format(line=line + 1, column=column + 1)


def _syntax(text: str, file: str, error: MarkedYAMLError) -> BadFile:
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return BadFile(file, _("the file"), str(error.problem), _("well-formed YAML"))
    lines = text.splitlines()
    there = lines[mark.line].strip() if mark.line < len(lines) else _("the end of the file")
    return BadFile(
        file,
        _place(mark.line, mark.column),
        f"{quoted(there)} ({error.problem})",
        _("well-formed YAML: spaces, not tabs; text with a colon or a hash in quotes"),
    )


class _Representer(SafeRepresenter):
    """Plain data in the order it comes in; text of several lines as a block."""


def _text(representer: SafeRepresenter, text: str) -> Any:
    return representer.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    """How a text is written: plain lines as a block, what YAML could misread in quotes, the rest as YAML likes."""
    if text.casefold() in _OLD_BOOLEANS:
        return "'"
    if not _LINE_END.search(text):
        return None
    lines = text.split("\n")
    is_plain = bool(lines[0]) and all(line == line.strip() and line.isprintable() for line in lines)
    return "|" if is_plain else '"'


_Representer.add_representer(str, _text)


def to_text(data: Mapping[str, Any]) -> str:
    """Plain data as YAML: block style, keys in their order, long text folded."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]
    yaml.default_flow_style = False
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    yaml.dump(dict(data), out)
    return re.sub(r" +$", "", out.getvalue(), flags=re.MULTILINE)  # folded lines end with a space that means nothing
