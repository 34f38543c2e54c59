"""How large the letters of a map may be so that it stands on one A4 page."""

from __future__ import annotations

import math
from collections.abc import Iterable

from journeykit.render.map_view import MapStep, MapView

_WIDE, _HIGH = 1048, 714  # px inside the margins of an A4 page on its side, at 96 to the inch
_NAMES, _GAP, _PADDING = 92, 5, 14  # px: the row names, between columns, inside a cell
_LETTER, _LINE = 0.53, 1.32  # an average letter's width and a line's height, in letters' sizes
_LARGEST, _SMALLEST = 12.5, 6.5
QUOTE_LINES = 9
"""Lines of a quote that are printed at most; on screen it is whole."""


def paper_px(view: MapView) -> float:
    """The largest size of letters, in px, at which a map fits.

    Texts are taken as long as their letters are on average; the curve gives way first, down to a hundred px.
    """
    size = _LARGEST
    while size > _SMALLEST and _height(view, size) > _HIGH:
        size -= 0.25
    return size


def _height(view: MapView, size: float) -> float:
    columns = max(len(view.steps), 1)
    column = (_WIDE - _NAMES) / columns - _GAP - _PADDING
    line = size * _LINE
    rows = [
        max((_lines(text, column, size) for text in texts), default=0)
        for texts in (
            [f"{step.number}. {step.label}" for step in view.steps],
            [step.doing for step in view.steps],
            [step.thinking for step in view.steps],
            [step.expecting for step in view.steps],
            [step.ours.text if step.ours else step.ours_hidden for step in view.steps],
            [step.theirs.text if step.theirs else step.theirs_hidden for step in view.steps],
        )
    ]
    rows.append(min(max(map(sum, _quotes(view.steps, column, size)), default=0), QUOTE_LINES))
    rows[4] += 2 * any(step.split for step in view.steps)
    stages = [stage for period in view.periods for stage in period.stages]
    rows.append(max(_lines(stage.label, column * len(stage.steps), size) for stage in stages))
    cells = sum(rows) * line + sum(9 + _GAP for row in rows if row)
    curve_and_key, period = 100 + 2 * line + 12, line + 10
    return _header(view, size) + period + cells + curve_and_key + _footer(view, size)


def _quotes(steps: Iterable[MapStep], column: float, size: float) -> Iterable[tuple[int, ...]]:
    for step in steps:
        yield tuple(_lines(quote.text + "“”", column, size) + 1 for quote in step.quotes[:1])


def _header(view: MapView, size: float) -> float:
    line = size * _LINE
    left = 26 + line * (1 + sum(_lines(text, 600, size) for text in (f"{view.persona}. {view.goal}", view.scenario)))
    left += line + 8 if view.badges else 0
    right = sum(_lines(text, 380, size * 1.1) for text in view.headlines) * line * 1.1
    return max(left, right) + 10


def _footer(view: MapView, size: float) -> float:
    small = size * 0.86
    return _lines(" ".join(view.footnotes), _WIDE, small) * small * _LINE + 6


def _lines(text: str, width: float, size: float) -> int:
    """How many lines a text takes: its words one after the other, a longer one than a line is broken."""
    room = max(width / (size * _LETTER), 1)
    lines, used = 0, room
    for word in text.split():
        if used + 1 + len(word) <= room:
            used += 1 + len(word)
        else:
            lines += math.ceil(len(word) / room)
            used = len(word) % room or min(len(word), room)
    return lines
