"""What a form says beside a field that cannot stand, in place of what a model says to programmers."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from journeykit.language import _, ngettext


def by_place(error: ValidationError) -> dict[str, str]:
    """The first thing wrong at each place, in plain words: {"goal": ..., "expectations.1": ...}."""
    plain: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        plain.setdefault(".".join(map(str, detail["loc"])), _sentence(detail["type"], detail.get("ctx", {})))
    return plain


def _sentence(kind: str, allowed: dict[str, Any]) -> str:
    match kind:
        case "missing" | "string_too_short":
            return _("Please fill this in.")
        case "string_too_long":
            n = int(allowed["max_length"])
            return ngettext("Please use at most {n} character.", "Please use at most {n} characters.", n).format(n=n)
        case "too_long":
            n = int(allowed["max_length"])
            return ngettext("There is room for {n} of these.", "There is room for {n} of these.", n).format(n=n)
        case "enum" | "literal_error":
            return _("Please choose one of the list.")
        case _:
            return _("This cannot be used here.")
