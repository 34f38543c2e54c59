"""The language of everything people read: one door for every human string."""

from __future__ import annotations

import gettext
from pathlib import Path

DOMAIN = "journeykit"
CATALOGUES = Path(__file__).parent / "locale"

SOURCE = "en"
"""The language in which messages are written."""

_current: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Take a language (a tag such as "en") for this process; English where it has no catalogue."""
    global _current
    _current = gettext.translation(DOMAIN, CATALOGUES, [language.replace("-", "_")], fallback=True)


def language() -> str:
    """The tag of the language that is spoken now, as a page's `lang` says it."""
    return _current.info().get("language", SOURCE).replace("_", "-")


def _(message: str) -> str:
    """The message in the current language."""
    return _current.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message for a number, in the current language's own plural."""
    return _current.ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a message that is written here and translated where it is shown."""
    return message
