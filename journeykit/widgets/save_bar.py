"""The bar over a page on which something is written: saves it, says what is saved, and guards what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import traitlets
from ipywidgets.widgets.widget import CallbackDispatcher

from journeykit.language import _
from journeykit.widgets.page_widget import STATIC, PageWidget, style


class SaveBar(PageWidget):
    """Stays at the top while the page scrolls. Ctrl-S saves, too; who leaves with something unsaved is asked."""

    _esm = STATIC / "save_bar.js"
    _css = style("save_bar")
    from_page: ClassVar[frozenset[str]] = frozenset()

    title = traitlets.Unicode().tag(sync=True)
    """What is written here."""

    saved: traitlets.Dict[str, Any] = traitlets.Dict(default_value={"state": ""}).tag(sync=True)
    """What became of it: `state` (saved, unsaved, failed, closed or empty), `at_ms` when it was saved, a `text`."""

    problems = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """What has to be mended before it can be saved, a sentence each."""

    words = traitlets.Dict().tag(sync=True)
    """The texts that people read, already in their language, by key."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._presses = CallbackDispatcher()
        self.on_msg(self._heard)

    def on_save(self, save: Callable[[], None]) -> None:
        """Call `save` whenever somebody wants to save. A page that is closed cannot be saved."""
        self._presses.register_callback(save)

    def press(self) -> None:
        """Save, as a page does."""
        if self.saved["state"] != "closed":
            self._presses()

    def _heard(self, _widget: object, content: object, _buffers: object) -> None:
        if content == {"press": "save"}:
            self.press()

    @traitlets.default("words")
    def _own_words(self) -> dict[str, str]:
        return {
            "save": _("Save"),
            "saved": _("saved {time}"),
            "unsaved": _("not saved yet"),
            "mend": _("To mend before it can be saved"),
        }

    def __repr__(self) -> str:
        return f"SaveBar({self.title!r})"
