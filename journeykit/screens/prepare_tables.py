"""Tables on the prepare page: customers' ratings and words, from an empty table to what is used in the session."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any, Protocol

from ipywidgets.widgets.widget_box import VBox

from journeykit.errors import BadFile
from journeykit.interchange.problem import SHOWN, BadPlaces
from journeykit.language import _, ngettext
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.screens.guard import guarded
from journeykit.screens.spool import put, taken
from journeykit.session.door import Door
from journeykit.widgets.sheet import Sheet
from journeykit.widgets.upload import Upload


class Preparing(Protocol):
    """The page around the tables."""

    def journey(self) -> Journey:
        """The journey that is written on the page. Raises JourneykitError while it is none."""

    @property
    def material(self) -> Material:
        """What was saved last."""

    def save(self, material: Material) -> None:
        """Save other customers, and all that is written. Raises JourneykitError."""


class Table(ABC):
    """One table: the empty one to fill in, the filled one to bring, what it makes, and the button to use it."""

    name: str
    """The file that is downloaded."""

    def __init__(self, page: Preparing, label: str) -> None:
        self._page = page
        self.form, self.upload, self.found = Sheet(label=label), Upload(), Sheet(label=_("What was made of it"))
        self.there, self.made = Sheet(), Sheet()
        self.root = VBox([self.there, self.form, self.made, self.upload, self.found])
        self._spool: Path | None = None
        self._result: list[dict[str, Any]] = []
        self.form.on_press(self._made_empty)
        self.upload.on_upload(self._arrived)
        self.found.on_press(self._used)
        self.there.on_press(self._taken_out)

    def take(self, door: Door | None) -> None:
        """Bring and hand out files through one session's spool folder; a preview has none."""
        self._spool = door.spool if door else None
        self._files_url = door.links.get("files_url", "") if door else ""
        self.upload.url = door.links.get("upload_url", "") if door and door.spool else ""
        self.form.actions = [{"id": "empty", "label": self.empty_label(), "disabled": self._spool is None}]
        self.show()

    def tell(self, text: str) -> None:
        """Show what went wrong, over what was made of the file; empty takes it away."""
        self.found.blocks = [*([{"kind": "strong", "text": text}] if text else []), *self._result]

    def show(self) -> None:
        """What is used now."""
        self.there.blocks = [{"kind": "heading", "text": self.heading()}, *self.used(self._page.material)]
        self.there.actions = self.ways_out(self._page.material)

    @guarded
    def _made_empty(self, _action_id: str) -> None:
        if self._spool is not None:
            file_id = put(self._spool, self.name, self.empty(self._page.journey()))
            text = _("Save {file}").format(file=self.name)
            link = {"kind": "link", "href": f"{self._files_url}{file_id}", "text": text, "download": True}
            self.made.blocks = [{"kind": "row", "blocks": [link]}]

    @guarded
    def _arrived(self, file_id: str, name: str) -> None:
        if self._spool is None:
            return
        self._result, self.found.actions = [], []
        with taken(self._spool, file_id) as file:
            try:
                made = self.read(file, self._page.journey())
                self.found.actions = [
                    {"id": "use", "label": _("Use it"), "main": True},
                    {"id": "not", "label": _("Do not use it")},
                ]
            except BadFile as bad:
                made = _problems(bad)
        self._result = [{"kind": "heading", "text": name}, *made]
        self.tell("")

    @guarded
    def _used(self, action_id: str) -> None:
        if action_id == "use":
            self._save(self.with_it(self._page.material))
        self._result, self.found.actions = [], []
        self.tell("")

    @guarded
    def _taken_out(self, action_id: str) -> None:
        self._save(self.without(self._page.material, action_id))

    def _save(self, material: Material) -> None:
        self._page.save(material)
        self.show()

    @abstractmethod
    def heading(self) -> str:
        """What this part of the page is called."""

    @abstractmethod
    def empty_label(self) -> str:
        """The button that makes the empty table."""

    @abstractmethod
    def empty(self, journey: Journey) -> bytes:
        """The empty table."""

    @abstractmethod
    def read(self, file: Path, journey: Journey) -> list[dict[str, Any]]:
        """Read a filled table, and say what it makes. Raises BadFile."""

    @abstractmethod
    def used(self, material: Material) -> list[dict[str, Any]]:
        """What the session has already."""

    @abstractmethod
    def ways_out(self, material: Material) -> list[dict[str, Any]]:
        """The buttons that take something out again."""

    @abstractmethod
    def with_it(self, material: Material) -> Material:
        """The material with what was read last."""

    @abstractmethod
    def without(self, material: Material, action_id: str) -> Material:
        """The material without what one of the ways out takes out."""


def _problems(bad: BadFile) -> list[dict[str, Any]]:
    """What cannot be used in a file, a line each: place, found, allowed."""
    problems = bad.problems if isinstance(bad, BadPlaces) else (bad,)
    lines = [
        _("{place}: found {found}. Allowed: {allowed}.").format(
            place=each.place, found=each.found, allowed=each.allowed
        )
        for each in problems[:SHOWN]
    ]
    more = len(problems) - SHOWN
    if more > 0:
        lines.append(ngettext("... and {n} more problem.", "... and {n} more problems.", more).format(n=more))
    n = len(problems)
    told = ngettext(
        "This file cannot be used yet. It has {n} problem:", "This file cannot be used yet. It has {n} problems:", n
    )
    return [{"kind": "strong", "text": told.format(n=n)}, {"kind": "list", "items": lines}]
