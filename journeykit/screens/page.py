"""The box that a page stands in, with a name for notebooks; and what every page of a rehearsal says."""

from __future__ import annotations

from collections.abc import Sequence

from ipywidgets.widgets.widget import Widget
from ipywidgets.widgets.widget_box import VBox

from journeykit.language import _


class Page(VBox):
    """Widgets over each other. A notebook keeps its name as the page's text, which stays when the widgets change."""

    def __init__(self, name: str, css_class: str, children: Sequence[Widget]) -> None:
        super().__init__(list(children))  # type: ignore[no-untyped-call]
        self.add_class(css_class)  # type: ignore[no-untyped-call]
        self._name = name

    def __repr__(self) -> str:
        return f"{self._name}()"


def rehearsal_words() -> str:
    """What stands on every page of a session whose people are simulated."""
    return _("Rehearsal: these people are simulated")
