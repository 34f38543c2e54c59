"""An HTML file by itself: no script, nothing from outside, in the look of every page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from journeykit.language import spoken
from journeykit.look import TOKENS_CSS
from journeykit.render.elements import Markup, element

_HERE = Path(__file__).parent


def document(title: str, styles: Sequence[str], *content: Markup) -> str:
    """A whole HTML document. styles: names of stylesheets beside this module; the look's own comes before them."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", _style(tuple(styles))),
    )
    # Paper is light: the attribute tells the look's stylesheet that this page has a theme of its own.
    body = element("body", *content, class_="jk", data_jp_theme_light="true")
    return f"<!doctype html>\n{element('html', head, body, lang=spoken())}\n"


@cache
def _style(names: tuple[str, ...]) -> Markup:
    return Markup(
        "\n".join(file.read_text(encoding="utf-8") for file in (TOKENS_CSS, *(_HERE / name for name in names)))
    )
