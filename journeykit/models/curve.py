"""The curve of feeling as shapes: the same geometry for the chart on screen and for every drawing."""

from __future__ import annotations

import math
from collections.abc import Sequence

from journeykit.models.scale import HIGHEST, LOWEST

Path = list[tuple[float, float]]
"""Places in chart units: steps to the right, scale points up."""

Y_LOW, Y_HIGH = LOWEST - 0.35, HIGHEST + 0.35
"""The ends of the drawn axis, in scale points: room for half a mark beyond the scale."""

_NAME_HEIGHT, _PARTS = 0.5, 8  # scale points; how finely a corner is looked through


def from_top(points: float) -> float:
    """How far below the top of the axis a point lies, in percent: 0.0 gives 50.0."""
    return round(100 * (Y_HIGH - points) / (Y_HIGH - Y_LOW), 3)


def places(points: Sequence[float | None]) -> Path:
    """The place of each step that has a point, in the middle of its step."""
    return [(at + 0.5, float(point)) for at, point in enumerate(points) if point is not None]


def stretches(points: Sequence[float | None]) -> list[Path]:
    """The line through the points, broken where one is missing. A lone point is a line to itself."""
    found: list[Path] = []
    before: float | None = None
    for at, point in enumerate(points):
        if point is not None:
            if before is None:
                found.append([])
            found[-1].append((at + 0.5, float(point)))
        before = point
    return [path if len(path) > 1 else path * 2 for path in found]


def bars(lows: Sequence[float | None], highs: Sequence[float | None]) -> list[Path]:
    """A bar from low to high at every step that has both."""
    ends = zip(places(lows), places(highs), strict=True)
    return [[low, high] for low, high in ends]


def bands(lows: Sequence[float | None], highs: Sequence[float | None]) -> list[Path]:
    """The outline of the likely range along each stretch: out by the lows, back by the highs."""
    return [out + back[::-1] for out, back in zip(stretches(lows), stretches(highs), strict=True)]


def freest_corner(baseline: float, *lines: Sequence[float | None]) -> str:
    """Where the baseline's name hides least: "above-end", "above-start", "below-end" or "below-start".

    The name is taken as high as half a scale point and as wide as a quarter of the chart, a step at least; what counts
    is how much of the lines runs through it. The first of equal corners is taken.
    """
    against = dict.fromkeys(("above-end", "above-start", "below-end", "below-start"), 0)
    for points in lines:
        steps = len(points)
        width = max(1.0, steps / 4)
        for part in range(_PARTS + 1):
            along = width * part / _PARTS
            for end, x in (("start", along), ("end", steps - along)):
                point = _at(points, x)
                if point is not None and abs(point - baseline) < _NAME_HEIGHT:
                    against[f"{'above' if point >= baseline else 'below'}-{end}"] += 1
    return min(against, key=lambda corner: against[corner])


def _at(points: Sequence[float | None], x: float) -> float | None:
    """The height of a line at a place between two steps; None where it does not run."""
    before = math.floor(x - 0.5)
    if not 0 <= before < len(points):
        return None
    left, right = points[before], points[min(before + 1, len(points) - 1)]
    if left is None or right is None:
        return None
    return left + (x - 0.5 - before) * (right - left)
