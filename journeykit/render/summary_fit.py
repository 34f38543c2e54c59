"""How large the letters of a summary may be, and how much of it is printed, so that it stands on one A4 page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from journeykit.render.paper_fit import card_lines, lines_of
from journeykit.render.summary_view import SummaryView

_WIDE, _HIGH = 703, 1018  # px inside the margins of an A4 page, at 96 to the inch; a little is left for rounding
_LINE = 1.35  # a line's height, in letters' sizes
_LARGEST, _EASY, _SMALLEST = 15.0, 11.0, 8.0  # px: eleven, eight and a quarter, and six points on paper
_HEADING, _BETWEEN = 1.1, 16  # a heading in lines, and px between parts
_COLUMN = (_WIDE - 24) / 2
_FEW = (None, 16, 12, 8, 5, 3)
"""How many lines of what people say each list prints; None for all. Before letters become small, lists become short."""


class SummaryFit(NamedTuple):
    """What makes a summary fit."""

    px: float
    """The size of letters."""
    lines: int | None
    """How many lines a list of what people say prints; None for all."""
    actions: int | None = None
    """How many actions are printed; None for all, as long as that is possible at all."""


def summary_fit(view: SummaryView) -> SummaryFit:
    """The largest letters at which a summary fits, none under six points. Actions are the last to stay off paper."""
    for lines in _FEW:
        for size in _sizes(_LARGEST, _EASY):
            if _height(view, size, lines) <= _HIGH:
                return SummaryFit(size, lines)
    for actions in (None, *range(len(view.actions) - 1, 0, -1)):
        for size in _sizes(_EASY, _SMALLEST):
            if _height(view, size, _FEW[-1], actions) <= _HIGH:
                return SummaryFit(size, _FEW[-1], actions)
    return SummaryFit(_SMALLEST, 1, 1)


def _sizes(largest: float, smallest: float) -> Iterable[float]:
    return (largest - step * 0.25 for step in range(int((largest - smallest) / 0.25) + 1))


def _height(view: SummaryView, size: float, lines: int | None, actions: int | None = None) -> float:
    line = size * _LINE

    def text(*texts: str, width: float = _WIDE, scale: float = 1.0) -> float:
        return sum(lines_of(each, width, size * scale) for each in texts) * line * scale

    def listed(texts: Sequence[str]) -> float:
        shown = texts[:lines]
        return _part(line, text(*shown, width=_COLUMN - 20) + 2 * len(shown) + line * (len(shown) < len(texts)))

    named = [f"{each.name}: {each.text}" for each in view.moments]
    top = text(view.title, scale=1.9) + text(f"{view.persona}. {view.scenario}", " · ".join(view.answered)) + line + 14
    found = text(*view.headlines, width=_WIDE - 24) + 3 * len(view.headlines)
    cards = view.actions[:actions]
    agreed = text(view.no_action) + 12 if view.no_action else line * (len(cards) < len(view.actions))
    agreed += sum(
        max(card_lines(card, _COLUMN - 26, size) for card in cards[at : at + 2]) * line + 22
        for at in range(0, len(cards), 2)
    )
    learned = [f"{each.name}: {each.text}" for each in view.learned]
    ahead = [max(text(each.name, each.text, width=_WIDE / max(len(view.ahead), 1) - 30) for each in view.ahead)]
    return sum(
        (
            top + (line + 10 if view.badges else 0),
            _part(line, found),
            _part(line, text(*named) + 3 * len(named)),
            _part(line, agreed),
            max(listed(view.commitments), listed(view.insights)),
            _part(line, text(*learned) + text(view.caution, scale=0.86)),
            *ahead,
            24 + _BETWEEN,
            text(" ".join(view.footnotes), scale=0.86) + 8,
        )
    )


def _part(line: float, content: float) -> float:
    return content + line * _HEADING + _BETWEEN if content else 0
