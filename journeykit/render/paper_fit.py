"""How large the letters of a map may be so that it stands on one A4 page."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

from journeykit.render.card_words import CardWords
from journeykit.render.map_view import MapStep, MapView

_WIDE, _HIGH = 1048, 714  # px inside the margins of an A4 page on its side, at 96 to the inch
_NAMES, _GAP, _PADDING = 92, 5, 14  # px: the row names, between columns, inside a cell
_LETTER, _LINE = 0.53, 1.32  # an average letter's width and a line's height, in letters' sizes
_LARGEST, _SMALLEST = 12.5, 8.0  # px: nine and six points on paper
_CURVE = 110  # px: the least height of the curve
CARDS_ON_PAPER, LINES_ON_PAPER = 6, 4
"""So many actions, and so many lines of what people will do differently, are printed on a map."""
_CARD_COLUMNS, _CARD_PADDING = 3, 22  # beside one another on paper; px
_AROUND = {"ours": 1, "theirs": 1, "step": 3, "stage": 5}
"""px over and under the text of a row, where it is not in a box."""
_GIVES_WAY = ("quotes", "expecting", "thinking", "doing")
QUOTE_LINES = 9
"""Lines that a quote and its source take on paper at most; on screen they are whole."""


class PaperFit(NamedTuple):
    """What makes a map fit."""

    px: float
    """The size of letters."""
    left_out: tuple[str, ...]
    """Lanes that are printed in no case, since they would make the letters too small to read."""


def paper_fit(view: MapView) -> PaperFit:
    """The largest letters at which a map fits, none under six points: before that, lanes stay off the paper.

    Texts are taken as long as their letters are on average; what is left goes to the curve.
    """
    for gone in range(len(_GIVES_WAY) + 1):
        left_out, size = _GIVES_WAY[:gone], _LARGEST
        while size >= _SMALLEST:
            if _height(view, size, left_out) <= _HIGH:
                return PaperFit(size, left_out)
            size -= 0.25
    return PaperFit(_SMALLEST, _GIVES_WAY)


def _height(view: MapView, size: float, left_out: tuple[str, ...]) -> float:
    columns = max(len(view.steps), 1)
    column = (_WIDE - _NAMES) / columns - _GAP - _PADDING
    line = size * _LINE
    texts: dict[str, list[str]] = {
        "step": [f"{step.number}. {step.label}" for step in view.steps],
        "marks": [" ".join(step.marks) for step in view.steps],
        "doing": [step.doing for step in view.steps],
        "thinking": [step.thinking for step in view.steps],
        "expecting": [step.expecting for step in view.steps],
        "ours": [step.ours.text if step.ours else step.ours_hidden for step in view.steps],
        "theirs": [step.theirs.text if step.theirs else step.theirs_hidden for step in view.steps],
    }
    rows = {lane: max((lines_of(text, column, size) for text in found), default=0) for lane, found in texts.items()}
    rows["ours"] += 2 * any(step.split for step in view.steps)
    rows["marks"] += rows["marks"] > 0 and max(len(step.marks) for step in view.steps) - 1
    rows["quotes"] = min(max(_quotes(view.steps, column, size), default=0), QUOTE_LINES)
    stages = [stage for period in view.periods for stage in period.stages]
    rows["stage"] = max(lines_of(stage.label, column * len(stage.steps), size) for stage in stages)
    cells = sum(
        lines * line + _AROUND.get(lane, 9) + _GAP for lane, lines in rows.items() if lines and lane not in left_out
    )
    key = lines_of(view.twin.sentence, _WIDE - _NAMES, size * 0.9) * line + 2 * line + 8
    return _header(view, size) + line + 10 + cells + _CURVE + key + _agreed(view, size) + _footer(view, size)


def _quotes(steps: Iterable[MapStep], column: float, size: float) -> Iterable[int]:
    """Lines of each step's first quote, the only one on paper, with its source."""
    return (lines_of(quote.text + "“”", column, size) + 1 for step in steps for quote in step.quotes[:1])


def _header(view: MapView, size: float) -> float:
    line = size * _LINE
    about = sum(lines_of(text, 600, size) for text in (f"{view.persona}. {view.goal}", view.scenario))
    left = 25 * lines_of(view.title, 600, 22) + line * (1 + about) + (line + 8 if view.badges else 0)
    right = sum(lines_of(text, 380, size * 1.1) for text in view.headlines) * line * 1.1
    return max(left, right) + 10


def _agreed(view: MapView, size: float) -> float:
    """Actions in their columns, without their first steps; beside them what people will do differently."""
    line, wide = size * _LINE, _WIDE * (0.73 if view.actions and view.commitments else 1)
    cards, lines = view.actions[:CARDS_ON_PAPER], view.commitments[:LINES_ON_PAPER]
    left = sum(
        max(
            card_lines(card.model_copy(update={"first_step": ""}), wide / _CARD_COLUMNS - _CARD_PADDING, size)
            for card in cards[at : at + _CARD_COLUMNS]
        )
        * line
        + 9
        for at in range(0, len(cards), _CARD_COLUMNS)
    )
    left += line * (len(view.actions) > CARDS_ON_PAPER)
    beside = 0.24 * _WIDE if view.actions else _WIDE
    right = sum(lines_of(text, beside - 20, size) * line + 2 for text in lines)
    right += line * (len(view.commitments) > LINES_ON_PAPER)
    found = max(left, right)
    return found + line * 1.2 + 5 if found else 0


def card_lines(card: CardWords, width: float, size: float) -> int:
    """How many lines an action's card takes."""
    first_step = f"First step this week: {card.first_step}" if card.first_step else ""
    texts = (card.what, f"{card.who}, {card.due}", first_step, f"We will see it by: {card.measure}")
    return sum(lines_of(text, width, size) for text in texts)


def _footer(view: MapView, size: float) -> float:
    small = size * 0.86
    return lines_of(" ".join(view.footnotes), _WIDE, small) * small * _LINE + 6


def lines_of(text: str, width: float, size: float) -> int:
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
