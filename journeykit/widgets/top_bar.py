"""The bar over a participant's page: whose journey this is, how much time is left, and that nothing is lost."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from journeykit.language import _
from journeykit.widgets.page_widget import STATIC, PageWidget, style


class TopBar(PageWidget):
    """Stays at the top while the page scrolls."""

    _esm = STATIC / "top_bar.js"
    _css = style("top_bar")
    from_page: ClassVar[frozenset[str]] = frozenset()

    title = traitlets.Unicode().tag(sync=True)
    """Whose journey it is: "Amina's clinic visit"."""

    initial = traitlets.Unicode().tag(sync=True)
    """The persona's first letter."""

    ends_at_ms = traitlets.Float(0.0).tag(sync=True)
    """When the time for what is on is up, in ms since 1970; 0 shows no time."""

    saved = traitlets.Dict(default_value={"state": "", "at_ms": 0}).tag(sync=True)
    """What became of the last answer: `state` (saved, saving, failed or empty), when, and a `text` for a failure."""

    screen = traitlets.Unicode().tag(sync=True)
    """What the screen below is called: when it changes the page goes to its top and says so."""

    words = traitlets.Dict().tag(sync=True)
    """The texts that people read, by key."""

    @traitlets.default("words")
    def _own_words(self) -> dict[str, Any]:
        return {
            "left": _("about {minutes} min left"),
            "last_minute": _("the last minute"),
            "over": _("time is up"),
            "saving": _("saving \u2026"),
            "saved": _("saved {time}"),
            "failed": _("not saved yet"),
        }

    def __repr__(self) -> str:
        return f"TopBar({self.title!r})"
