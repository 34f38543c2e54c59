"""What a browser holds of a page: the state of each widget, as its kernel tells it, and which of them can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from journeykit.language import _
from journeykit.rehearsal.wire import Message

_REFERENCE = "IPY_MODEL_"
_KERNEL = re.compile(r'"kernelId": "([0-9a-f-]{36})"')
_SHOWN = re.compile(r'"model_id": ?"([0-9a-f]{32})"')
_SOURCES = ("_esm", "_css")


@dataclass(frozen=True)
class Widget:
    """A widget that can be seen."""

    id: str
    kind: str
    """The name of its class, such as Sheet; empty for a box or anything else that is not ours."""
    state: dict[str, Any]


def kernel_of(html: str) -> str:
    """The kernel that a rendered page belongs to. Raises ValueError for a page without one."""
    found = _KERNEL.search(html)
    if found is None:
        raise ValueError(_("the page names no kernel"))
    return found[1]


class Page:
    """A rendered page, kept up to date by its kernel's messages."""

    def __init__(self, html: str = "") -> None:
        self._roots = list(dict.fromkeys(_SHOWN.findall(html)))
        self.states: dict[str, dict[str, Any]] = {}

    def take_all(self, states: dict[str, dict[str, Any]]) -> None:
        """Take in the kernel's answer to a request for all states."""
        for widget_id, told in states.items():
            self._open(widget_id, told["state"])

    def take(self, message: Message) -> bool:
        """Take in one message; True when it changed something."""
        data = message.content.get("data", {})
        widget_id = message.content.get("comm_id", "")
        if message.kind == "comm_open" and "state" in data:
            self._open(widget_id, data["state"])
            return True
        if message.kind == "comm_msg" and data.get("method") in ("update", "echo_update") and widget_id in self.states:
            self.states[widget_id] |= data["state"]
            return True
        if message.kind == "comm_close":
            return self.states.pop(widget_id, None) is not None
        return False

    def visible(self) -> Iterator[Widget]:
        """The widgets on the page, from top to bottom."""
        todo = list(self._roots)
        while todo:
            widget_id = todo.pop(0)
            state = self.states.get(widget_id)
            if state is not None:
                yield Widget(widget_id, str(state.get("_anywidget_id", "")).rpartition(".")[2], state)
                todo[:0] = [each.removeprefix(_REFERENCE) for each in state.get("children", ())]

    def _open(self, widget_id: str, state: dict[str, Any]) -> None:
        self.states[widget_id] = {name: value for name, value in state.items() if name not in _SOURCES}
