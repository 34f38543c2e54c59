"""What the template of pages with a kernel is told: their words, and where their files are."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from journeykit.language import _
from journeykit.server.admission import SESSION_PAGE
from journeykit.server.assets import SHELF, first_scripts
from journeykit.server.first_words import PLACE

_SESSION = PurePosixPath(SESSION_PAGE).stem
_WIDGETS = {_SESSION: ("top_bar", "sheet")}
"""The widgets that a page shows at once."""
_LATER = {_SESSION: ("widgets/emotion_rater.js", "widgets/curve_words.js", "library/bqscales.js", "library/bqplot.js")}
"""What a page needs when the session goes on: fetched while nobody waits, not by a whole room at the same moment."""


def page_words(base_url: str) -> dict[str, Any]:
    """The same for every visitor; `first_words` is a place for what is the visitor's own."""
    files = f"{base_url}kit/"
    page, *parts = (files + each for each in first_scripts())
    return {
        "root": base_url,
        "icon": files + SHELF.address("icon.svg"),
        "style": files + SHELF.address("exercise.css"),
        "script": page,
        "parts": parts,
        "widgets": {
            name: [files + SHELF.address(f"widgets/{stem}.js") for stem in stems] for name, stems in _WIDGETS.items()
        },
        "later": {name: [files + SHELF.address(each) for each in needed] for name, needed in _LATER.items()},
        "first_words": PLACE,
        "loading": _("One moment, your page is on its way."),
        "no_script": _("This page needs JavaScript. Please switch it on and load the page again."),
        "leave": _("Someone else uses this device?"),
        "page": {
            "libraries": {module: files + address for module, address in SHELF.libraries().items()},
            "forget": files + SHELF.address("forget.js"),
            "words": {
                "lost": _("Connection lost. Your answers are kept; we try again."),
                "back": _("Back again."),
                "broken": _("This page does not come back by itself. Please load it again."),
                "reload": _("Load again"),
            },
        },
    }
