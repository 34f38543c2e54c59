"""What a facilitator looks at and prints before a session: the exercises as participants see them, the join sheets."""

from __future__ import annotations

from typing import Any

from ipywidgets.widgets.widget_box import VBox

from journeykit.language import _
from journeykit.models.agenda import exercise
from journeykit.models.exercise import ExerciseId, told
from journeykit.render.join_sheet import join_sheet
from journeykit.screens.guard import guarded
from journeykit.screens.spool import put
from journeykit.session.door import Door
from journeykit.session.preparing import Preparation
from journeykit.widgets.sheet import Sheet


class Handouts:
    """Two sheets: links to a preview of each exercise, and the pages to print."""

    def __init__(self) -> None:
        self.preview, self.paper = Sheet(label=_("Preview")), Sheet(label=_("To print"))
        self.made = Sheet()
        self.root = VBox([self.preview, self.paper, self.made])
        self.paper.on_press(self._pressed)
        self._trouble = ""

    def take(self, preparation: Preparation, door: Door | None) -> None:
        """Hand out for one session. Without a spool folder (a preview) there is nothing to hand out."""
        self._view = preparation.view
        self._spool = door.spool if door else None
        self._links = door.links if door else {}

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self._trouble = text
        self.show()

    def show(self) -> None:
        """The links, and what can be made."""
        self.preview.blocks = [
            {"kind": "heading", "text": _("See it as a participant does")},
            {"kind": "text", "text": _("With invented people, on what was saved last. Nothing you do there counts.")},
            *([{"kind": "row", "blocks": self._previews()}] if self._spool else []),
        ]
        paper: list[dict[str, Any]] = [
            {"kind": "heading", "text": _("Print the way in")},
            {"kind": "text", "text": _("A page for the room with the code to scan, and a page for customers.")},
        ]
        if self._trouble:
            paper.append({"kind": "strong", "text": self._trouble})
        if self._spool is None:
            paper.append({"kind": "quiet", "text": _("While a session is served you get the pages here.")})
        self.paper.blocks = paper
        label = _("Make the pages to print")
        self.paper.actions = [{"id": "paper", "label": label, "disabled": self._spool is None}]

    def _previews(self) -> list[dict[str, Any]]:
        agenda = self._view.session.agenda
        return [
            {
                "kind": "link",
                "href": f"../../preview/{number:02}",
                "text": f"{number}. {told(exercise(id_).title, self._view.journey)}",
                "tab": True,
            }
            for number, id_ in enumerate(ExerciseId, 1)
            if id_ in agenda
        ]

    @guarded
    def _pressed(self, _action_id: str) -> None:
        if self._spool is None:
            return
        view = self._view
        html = join_sheet(
            view.journey,
            code=view.session.code,
            participants_url=self._links["participants_url"],
            customers_url=self._links.get("customers_url", ""),
            held_on=view.plan.held_on,
            rehearsal=view.session.rehearsal,
        )
        name = _("join-{code}.html").format(code=view.session.code)
        href = f"{self._links['files_url']}{put(self._spool, name, html.encode())}"
        self.made.blocks = [
            {
                "kind": "row",
                "blocks": [
                    {"kind": "link", "href": f"{href}?view=1", "text": _("Open the pages to print"), "tab": True},
                    {"kind": "link", "href": href, "text": _("Save {file}").format(file=name), "download": True},
                ],
            }
        ]
        self.tell("")
