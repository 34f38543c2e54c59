"""What all widgets of ours share: the look's stylesheet, and a page that may change only what it is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from journeykit.look import TOKENS_CSS

STATIC = Path(__file__).parent / "static"


def style(stem: str) -> str:
    """A widget's stylesheet after the look's, since in JupyterLab no template brings it."""
    return "\n".join(path.read_text(encoding="utf-8") for path in (TOKENS_CSS, STATIC / f"{stem}.css"))


class PageWidget(anywidget.AnyWidget):
    """A widget that distrusts its page: whatever arrives that is not allowed is refused, and the page is set right."""

    from_page: ClassVar[frozenset[str]] = frozenset()
    """The traits that a page may set. All others belong to Python, also when a message names them."""

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
