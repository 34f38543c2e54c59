"""Taking it home: the facilitator asks for a file, this kernel makes it, the server hands it out."""

from __future__ import annotations

import secrets
from typing import Any

from journeykit.language import N_, _
from journeykit.render.exports import EXPORTS
from journeykit.screens.guard import guarded
from journeykit.session.door import Door
from journeykit.session.view import View
from journeykit.widgets.sheet import Sheet

_LABELS = {
    "summary": N_("The summary, one page (HTML)"),
    "html": N_("The map (HTML)"),
    "csv": N_("The numbers (CSV)"),
    "yaml": N_("The journey (YAML)"),
    "json": N_("Everything (JSON)"),
}


class TakeHome:
    """A sheet with a button for each format, and a link to each file that was made."""

    def __init__(self) -> None:
        self.sheet = Sheet(label=_("Take it home"))
        self.sheet.on_press(self._pressed)
        self._made: dict[str, dict[str, Any]] = {}
        self._trouble = ""

    def take(self, view: View, door: Door | None) -> None:
        """Make files of one session. Without a spool folder (a preview) there is nothing to hand out."""
        self._view = view
        self._spool = door.spool if door else None
        self._files_url = door.links.get("files_url", "") if door else ""

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self._trouble = text
        self.show()

    def show(self) -> None:
        """The formats, and what was made."""
        blocks: list[dict[str, Any]] = [{"kind": "heading", "text": _("Take it home")}]
        if self._trouble:
            blocks.append({"kind": "strong", "text": self._trouble})
        if self._spool is None:
            blocks.append({"kind": "quiet", "text": _("In a session you get the map and the numbers as files here.")})
        self.sheet.blocks = [*blocks, *self._made.values()]
        self.sheet.actions = [
            {"id": name, "label": _(_LABELS[name]), "disabled": self._spool is None}
            for name in sorted(EXPORTS, key=list(_LABELS).index)
        ]

    def made(self, name: str) -> list[dict[str, Any]]:
        """The link to the file of a format, as blocks of a sheet; none before it was made."""
        return [self._made[name]] if name in self._made else []

    @guarded
    def _pressed(self, name: str) -> None:
        self.make(name)

    def make(self, name: str) -> None:
        """Make the file of a format and offer it. A preview makes none."""
        if self._spool is None:
            return
        export = EXPORTS[name]
        report = self._view.report()
        file_id = secrets.token_hex(16)
        folder = self._spool / file_id
        folder.mkdir(mode=0o700)
        file_name = f"{report.material.journey.id}-{self._view.session.code}{export.suffix}"
        (folder / file_name).write_bytes(export.write(report))
        text = _("Save {file}").format(file=file_name)
        self._made[name] = {"kind": "link", "href": f"{self._files_url}{file_id}", "text": text, "download": True}
        self.tell("")
