"""Bringing a file: the page sends it to the server, and tells Python the id under which it waits there."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

import traitlets
from ipywidgets.widgets.widget import CallbackDispatcher

from journeykit.language import _
from journeykit.widgets.page_widget import STATIC, PageWidget, style

_ID = re.compile(r"[0-9a-f]{32}")
LONGEST_NAME = 200
MEGABYTE = 1_000_000


class Upload(PageWidget):
    """A field for one file. The file never comes through the kernel's connection, which would break on a big one."""

    _esm = STATIC / "upload.js"
    _css = style("upload")
    from_page: ClassVar[frozenset[str]] = frozenset()

    url = traitlets.Unicode().tag(sync=True)
    """Where the server takes files; empty where there is none: then the field is closed and says so."""

    label = traitlets.Unicode().tag(sync=True)
    """What is brought here."""

    accept = traitlets.Unicode(".csv").tag(sync=True)
    """The endings that the browser offers, as HTML writes them."""

    largest = traitlets.Int(5 * MEGABYTE).tag(sync=True)
    """The most bytes that the server takes."""

    words = traitlets.Dict().tag(sync=True)
    """The texts that people read, already in their language, by key."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._arrivals = CallbackDispatcher()
        self.on_msg(self._heard)

    def on_upload(self, arrived: Callable[[str, str], None]) -> None:
        """Call `arrived` with the id and the name of each file that has arrived. The name is only to be shown."""
        self._arrivals.register_callback(arrived)

    def _heard(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, dict):
            return
        file_id, name = content.get("uploaded"), content.get("name")
        if isinstance(file_id, str) and _ID.fullmatch(file_id) and isinstance(name, str):
            self._arrivals(file_id, name[:LONGEST_NAME])

    @traitlets.default("words")
    def _own_words(self) -> dict[str, str]:
        return {
            "hint": _("A table as CSV, at most {n} MB. In Excel: Save as, CSV UTF-8.").format(
                n=self.largest // MEGABYTE
            ),
            "nowhere": _("Files can be brought while a session is served."),
            "sending": _("Sending {name}: {percent} %"),
            "sent": _("{name} has arrived."),
            "too_large": _("{name} is too large. There is room for {n} MB.").replace(
                "{n}", str(self.largest // MEGABYTE)
            ),
            "failed": _("{name} could not be sent. Please try again."),
        }

    def __repr__(self) -> str:
        return f"Upload({self.label!r})"
