"""What all widgets of ours share: the look's stylesheet, and a page that may change only what it is asked for."""

from __future__ import annotations

import os
import re
from typing import Any, ClassVar

import anywidget
import traitlets

from journeykit.look import TOKENS_CSS
from journeykit.shipped import WIDGETS, content_hash, hashed, widget_script

STATIC = WIDGETS

SERVED = "JOURNEYKIT_WIDGETS"
"""The environment variable with the path under which our server has the widgets' scripts. Its pages have all styles."""


def style(stem: str) -> str:
    """A widget's stylesheet after the look's, since in JupyterLab no template brings it."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (TOKENS_CSS, STATIC / f"{stem}.css"))


def _address(widget: type[PageWidget]) -> str | None:
    """Where our server has a widget's script; None where there is no such server, or the script is none of its files.

    The file is named after the class that brings the script: emotion_rater.js of EmotionRater.
    """
    folder = os.environ.get(SERVED)
    owner = next((each.__name__ for each in widget.__mro__ if "_esm" in each.__dict__), "")
    stem = re.sub(r"(?<!^)(?=[A-Z])", "_", owner).lower()
    if folder is None or not (STATIC / f"{stem}.js").is_file():
        return None
    script = widget_script(stem)
    return (
        folder + hashed(f"{stem}.js", content_hash(script.encode()))
        if str(getattr(widget, "_esm", "")) == script
        else None
    )


class PageWidget(anywidget.AnyWidget):
    """A widget that distrusts its page: whatever arrives that is not allowed is refused, and the page is set right."""

    from_page: ClassVar[frozenset[str]] = frozenset()
    """The traits that a page may set. All others belong to Python, also when a message names them."""

    def __init__(self, **traits: Any) -> None:
        """A widget, whose script comes by its address in a page of our server, else as text with its state."""
        address = _address(type(self))
        super().__init__(**({"_esm": address, "_css": ""} if address else {}), **traits)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take what the page says. A refused value leaves the old one, here and, by a message back, on the page."""
        refused = {name for name in sync_data if name not in self.from_page}
        try:
            super().set_state({name: value for name, value in sync_data.items() if name in self.from_page})
        except traitlets.TraitError:  # its text holds what somebody wrote: the log is not for that
            self.log.warning("%r refused what its page sent as %s", self, ", ".join(sorted(sync_data)))
            refused = set(sync_data)
        if known := sorted(refused & set(self.keys)):
            self.send_state(known)
