"""The language of everything people read: one door for every human string.

A process speaks the language that JOURNEYKIT_LANGUAGE names, from its start; without it, or without a catalogue for it,
English. A server sets the variable for its pages' kernels.
"""

from __future__ import annotations

import gettext
import os
from pathlib import Path

DOMAIN = "journeykit"
CATALOGUES = Path(__file__).parent / "locale"
SOURCE = "en"
"""The language in which messages are written."""
VARIABLE = "JOURNEYKIT_LANGUAGE"

_current: gettext.NullTranslations = gettext.NullTranslations()
_spoken = SOURCE


def languages() -> tuple[str, ...]:
    """The tags of the languages that have a catalogue: "en", "pt-BR"."""
    return tuple(sorted(path.parts[-3].replace("_", "-") for path in CATALOGUES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")))


def speak(language: str) -> None:
    """Take a language (a tag such as "en" or "pt-BR") for this process; English where it has no catalogue."""
    global _current, _spoken
    found = language if language in languages() else language.split("-")[0]
    _spoken = found if found in languages() else SOURCE
    _current = gettext.translation(DOMAIN, CATALOGUES, [_spoken.replace("-", "_")], fallback=True)


def spoken() -> str:
    """The tag of the language that is spoken now, as a page's `lang` says it."""
    return _spoken


def _(message: str) -> str:
    """The message in the current language."""
    return _current.gettext(message) if message else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The message for a number, in the current language's own plural."""
    return _current.ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a message that is written here and translated where it is shown."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """The same for a message that depends on a number."""
    return one, many


speak(os.environ.get(VARIABLE, SOURCE))
