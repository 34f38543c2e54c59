"""What the curve of feeling adds to its shape: sizes, dots, an arrow, and its numbers as a table."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from journeykit.language import _
from journeykit.models.curve import Path
from journeykit.models.scale import POINTS, signed, word


class Sizes(NamedTuple):
    """Of marks in square px, of lines in px."""

    square: int
    circle: int
    dot: int
    line: float
    bar: float


SIZES = {
    "phone": Sizes(square=110, circle=180, dot=26, line=3, bar=5),
    "page": Sizes(square=190, circle=330, dot=40, line=3.5, bar=6),
    "projector": Sizes(square=300, circle=560, dot=80, line=4.5, bar=8),
}
GRIP = 44 * 44
"""The unseen area that a finger can take, in square px."""
MANY_DOTS = 200
"""From here on dots are drawn half as wide."""

_DOTS_WIDE, _DOTS_HIGH = 0.72, 0.7  # of a step's width, of a scale point
_A_ROW = 9  # dots in a row before another row begins


def dot_places(counts: Sequence[Sequence[int]]) -> Path:
    """A place (x, y) for every answer: rows of dots around their scale point, in the middle of their step.

    counts: for each step how many gave -2, -1, 0, 1, 2; empty where nothing is shown. No dot stands for two answers.
    """
    most = max((count for step in counts for count in step), default=0)
    across = max(_A_ROW, math.ceil(math.sqrt(2 * most)))
    rows = max(1, math.ceil(most / across))
    pitch, row_pitch = _DOTS_WIDE / across, min(0.16, _DOTS_HIGH / rows)
    found: Path = []
    for at, step in enumerate(counts):
        for points, count in zip(POINTS, step, strict=False):
            tall = math.ceil(count / across)
            for dot in range(count):
                row, place = divmod(dot, across)
                wide = min(across, count - row * across)
                x = at + 0.5 + (place - (wide - 1) / 2) * pitch
                found.append((x, points + ((tall - 1) / 2 - row) * row_pitch))
    return found


def arrow(x: float, start: float, end: float) -> Path:
    """A line beside a step's marks from our mean to theirs, with its head; empty where they nearly meet."""
    if abs(end - start) < 0.4:
        return []
    beside, back, side = x + 0.13, math.copysign(0.13, start - end), 0.03
    return [
        (beside, start),
        (beside, end),
        (beside - side, end + back),
        (beside, end),
        (beside + side, end + back),
    ]


def table(
    steps: Sequence[Mapping[str, Any]], ours: Mapping[str, Any], theirs: Mapping[str, Any], own: Mapping[str, int]
) -> tuple[list[str], list[list[str]]]:
    """The heads and rows of the chart's numbers as text; why a number is hidden stands in its place.

    A group that has nothing to tell has no columns.
    """
    heads, found = [_("Step")], [[str(step.get("label", ""))] for step in steps]
    if own:
        heads.append(_("Your answer"))
        for row, step in zip(found, steps, strict=True):
            row.append(signed_point(own[step["id"]]) if step["id"] in own else _("not answered"))
    if any(ours.values()):
        heads += [_("What we thought"), _("Answers")]
        for row, step in zip(found, steps, strict=True):
            row += _mean_and_n(ours.get(step["id"]) or {})
    if any(theirs.values()):
        heads += [_("What customers say"), _("Answers"), _("Likely range")]
        for row, step in zip(found, steps, strict=True):
            their = theirs.get(step["id"]) or {}
            low, high = their.get("low"), their.get("high")
            between = (
                "" if low is None or high is None else _("{low} to {high}").format(low=signed(low), high=signed(high))
            )
            row += [*_mean_and_n(their), between]
    return heads, found


def signed_point(points: int) -> str:
    """A whole point of the scale with its word: "−1, unhappy"."""
    return _("{points}, {word}").format(points=signed(points).removesuffix(".0"), word=word(points))


def _mean_and_n(point: Mapping[str, Any]) -> list[str]:
    if "mean" not in point:
        return [str(point.get("hidden", "")), ""]
    return [signed(point["mean"]), f"{point['n']:,}" if "n" in point else ""]


def notes(steps: Sequence[Mapping[str, Any]], ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[str]:
    """Why points are missing: a line a reason, with the steps that it holds for."""
    found: dict[str, list[str]] = {}
    for group in (ours, theirs):
        for step in steps:
            reason = (group.get(step["id"]) or {}).get("hidden")
            if reason:
                found.setdefault(str(reason), []).append(str(step.get("label", "")))
    return [_("{steps}: {reason}").format(steps=", ".join(labels), reason=reason) for reason, labels in found.items()]
