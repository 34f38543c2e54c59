"""What a page says to the widgets of a screen, and all that it could ever read of them, without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ipywidgets import Widget
from ipywidgets.widgets import widget as ipywidgets_widget
from sqlalchemy import Engine

from journeykit.models.session import Seat
from journeykit.screens.screen import Screen
from journeykit.screens.session import SessionPage
from journeykit.session.seat import Participant
from journeykit.widgets.sheet import Sheet

_SOURCES = {"_esm", "_css"}
_ID = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")


def says(widget: Widget, **state: Any) -> None:
    """A page sets traits of a widget: a real comm message."""
    widget.comm.handle_msg({"content": {"data": {"method": "update", "state": state}}})


def taps(sheet: Sheet, action_id: str) -> None:
    """A page presses a button: a real comm message."""
    content = {"data": {"method": "custom", "content": {"press": action_id}}}
    sheet.comm.handle_msg({"content": content, "buffers": []})


def page_of(engine: Engine, seat: Seat, view: Any) -> SessionPage:
    """A participant's page in a process of its own: `view` is its own one."""
    return SessionPage().take(Participant(engine, seat, view))


def hears(page: SessionPage | Screen) -> None:
    """The page takes in what is new, as it does when the feed says so."""
    page.participant.view.refresh()
    page.show()


def on(page: SessionPage) -> Screen:
    """The screen that stands on the page now."""
    (root,) = page.stage.children
    return next(screen for screen in page._screens.values() if screen.root is root)


class Widgets:
    """Every widget that is made inside a `with`: what a page's browser holds, shown or not."""

    def __enter__(self) -> Widgets:
        self._before = set(ipywidgets_widget._instances)
        return self

    def __exit__(self, *_: object) -> None:
        new = [each for id_, each in ipywidgets_widget._instances.items() if id_ not in self._before]
        self._all: list[Widget] = new

    def state(self) -> str:
        """All that is synced, as text."""
        return "\n".join(
            json.dumps({"of": type(each).__name__} | _bare(each), sort_keys=True, default=_numbers)
            for each in self._all
        )

    def numbered(self) -> str:
        """The same with a number for each id, since ids differ from run to run."""
        numbers: dict[str, str] = {}
        return _ID.sub(lambda found: numbers.setdefault(found[0], f"#{len(numbers)}"), self.state())


def _bare(widget: Widget) -> dict[str, Any]:
    return {name: value for name, value in widget.get_state().items() if name not in _SOURCES}


def _numbers(value: Any) -> Any:
    """The numbers of an array on its way to a page."""
    return memoryview(value).tolist() if isinstance(value, memoryview) else repr(value)


def texts(*roots: Widget) -> list[str]:
    """Every text that somebody can read in these widgets and all that stands inside them."""
    return [text for root in roots for each in inside(root) for text in _texts_of(each)]


def inside(root: Widget) -> Iterator[Widget]:
    """A widget and all widgets in its boxes."""
    yield root
    for child in getattr(root, "children", ()):
        yield from inside(child)


_READ = {"text", "label", "by", "note", "confirm", "hint", "line", "question", "lowest_label", "highest_label"}
_TRAITS_READ = (
    *("words", "texts", "key", "saved", "initial", "title", "screen", "hint", "label"),
    *("blocks", "fields", "actions", "steps", "baseline_label", "sentence", "notes", "columns", "table"),
)


def _texts_of(widget: Widget) -> Iterator[str]:
    state = _bare(widget)
    for name in _TRAITS_READ:
        value = state.get(name)
        if isinstance(value, Mapping):
            yield from (each for each in value.values() if isinstance(each, str) and each)
        elif value:
            yield from _read(value)


def _read(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            if name in _READ or not isinstance(each, str):
                yield from _read(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _read(each)
