"""HTML and SVG that cannot be forged: every text is escaped unless an element was made of it here."""

from __future__ import annotations

from html import escape
from typing import TypeAlias


class Markup(str):
    """A piece of HTML or SVG that is safe to put into a page."""

    __slots__ = ()


Child: TypeAlias = "Markup | str | None"
_EMPTY = frozenset({"meta", "br"})


def element(tag: str, *children: Child, **attributes: str | float | None) -> Markup:
    """One element, its texts and attributes escaped: `element("p", "a < b", class_="jk-quiet")`.

    Children that are None and attributes that are None are left out; `class_` and `aria_label` read class and
    aria-label.
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    if tag in _EMPTY:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{joined(*children)}</{tag}>")


def joined(*children: Child) -> Markup:
    """Pieces one after the other, texts escaped."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else escape(child, quote=False)
            for child in children
            if child is not None
        )
    )
