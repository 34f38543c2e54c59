"""A part of the control page that shows one thing and takes presses of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from journeykit.screens.guard import guarded
from journeykit.session.room import Room
from journeykit.widgets.sheet import Sheet


class Panel:
    """A sheet with a purpose. It is empty, and so not seen, while it has nothing to say.

    tell: how the page around it says what went wrong. changed: called after a press, since other parts may change, too.
    """

    def __init__(self, label: str, *, tell: Callable[[str], None], changed: Callable[[], None]) -> None:
        self.sheet = Sheet(label=label)
        self.sheet.on_press(self._pressed)
        self.tell = tell
        self._changed = changed

    def take(self, room: Room) -> None:
        """Serve one room."""
        self.room = room

    def show(self) -> None:
        """Bring the sheet in line with the session."""
        raise NotImplementedError

    def press(self, action_id: str) -> None:
        """Do what a button stands for."""
        raise NotImplementedError

    def fill(
        self,
        blocks: list[dict[str, Any]] | None = None,
        fields: list[dict[str, Any]] | None = None,
        actions: list[dict[str, Any]] | None = None,
    ) -> None:
        """What the sheet shows now; nothing without arguments. What is filled in stays where its field stays."""
        fields = fields or []
        known = {field["id"] for field in fields}
        with self.sheet.hold_sync():
            self.sheet.blocks, self.sheet.fields, self.sheet.actions = blocks or [], fields, actions or []
            self.sheet.value = {id_: value for id_, value in self.sheet.value.items() if id_ in known}

    @guarded
    def _pressed(self, action_id: str) -> None:
        self.press(action_id)
        self.tell("")
        self._changed()
