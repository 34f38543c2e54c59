"""What is wrong in a file: one problem or several, told in one error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from journeykit.errors import BadFile
from journeykit.language import _, ngettext

SHOWN = 12
"""How many problems of one file are told; more would hide the first ones."""


@dataclass(frozen=True)
class Problem:
    """One place of a file that cannot be used: where it is, what was found, what is allowed."""

    place: str
    found: str
    allowed: str


class BadPlaces(BadFile):
    """A file with one or more places that cannot be used. Its text tells each of them, the first ones first."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(file, first.place, first.found, first.allowed)
        self.problems = tuple(problems)
        told = [str(BadFile(file, each.place, each.found, each.allowed)) for each in problems[:SHOWN]]
        more = len(problems) - SHOWN
        if more > 0:
            told.append(ngettext("... and {n} more problem.", "... and {n} more problems.", more).format(n=more))
        self.args = ("\n".join(told),)


def quoted(text: object) -> str:
    """What stood in a file, short enough for a message: 'befor'."""
    plain = str(text)
    return repr(plain if len(plain) <= 60 else plain[:57] + "...")


def choices(known: Iterable[str], asked: str = "") -> str:
    """What is allowed, as a list, and which of it is nearest to what was asked, if one is near."""
    names = list(known)
    listed = ", ".join(names)
    near = get_close_matches(asked.casefold(), names, n=1, cutoff=0.6)
    return _("{choices} (nearest: {near})").format(choices=listed, near=near[0]) if near else listed
