"""The bqplot figure of the curve of feeling: eleven marks, made once, whose data change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from bqplot.figure import Figure
from bqplot.marks import Lines, Mark, Scatter
from bqplot.scales import LinearScale  # type: ignore[attr-defined]

from journeykit import look
from journeykit.models import curve
from journeykit.models.scale import nearest_point
from journeykit.widgets.curve_layout import GRIP, MANY_DOTS, SIZES

_NOWHERE = [-9.0, -9.0]
"""Where the line of a mark without data lies: outside the chart, for bqplot stumbles over empty and missing values."""
PACE = 200
"""How long a mark takes to its new place, in milliseconds."""


class CurveChart:
    """Ours as open squares on a dotted line, theirs as filled circles on a solid one, over a red and a blue field."""

    def __init__(self) -> None:
        self._x = LinearScale(min=0.0, max=1.0, allow_padding=False)
        self._y = LinearScale(min=curve.Y_LOW, max=curve.Y_HIGH, allow_padding=False)
        self.field = self._lines(fill="bottom", fill_colors=[look.BELOW], stroke_width=4)
        self.band = self._lines(fill="inside", fill_colors=[look.INK], opacities=[0.1], close_path=True, stroke_width=0)
        self.our_line = self._lines(line_style="dotted")
        self.their_line = self._lines()
        self.dots = self._scatter("circle", colors=[look.QUIET])
        self.ranges = self._lines()
        self.their_marks = self._scatter("circle", stroke=look.CARD, stroke_width=3)
        self.our_marks = self._scatter("square", colors=[look.CARD], stroke=look.INK, stroke_width=3)
        self.arrow = self._lines(stroke_width=2)
        self.own_marks = self._scatter("diamond", stroke=look.INK, stroke_width=3)
        self.grip = self._scatter(  # as wide as a finger, unseen: the mark under it jumps from point to point
            "circle", opacities=[0.0], enable_move=True, restrict_y=True, update_on_move=True, drag_size=1.0
        )
        self.figure = Figure(
            marks=[
                self.field,
                self.band,
                self.our_line,
                self.their_line,
                self.dots,
                self.ranges,
                self.their_marks,
                self.our_marks,  # over theirs and smaller, so that both are seen where they meet
                self.arrow,
                self.own_marks,
                self.grip,
            ],
            scale_x=self._x,
            scale_y=self._y,
            fig_margin={"top": 0, "bottom": 0, "left": 0, "right": 0},
            padding_y=0,
            background_style={"fill": look.ABOVE},
            display_toolbar=False,
            animation_duration=PACE,
        )
        self.figure.add_class("jk-curve-figure")

    def show_field(self, steps: int, baseline: float) -> None:
        """Make room for so many steps, and let the red field begin at the baseline."""
        self._x.max = float(max(steps, 1))
        _put(self.field, [0.0, self._x.max], [baseline, baseline])

    def show_ours(self, means: Sequence[float | None], dots: curve.Path) -> None:
        """What the room thought: a mean a step, None where there is none, and the places of its dots."""
        _put_curves(self.our_line, curve.stretches(means))
        _put_marks(self.our_marks, curve.places(means))
        _put_marks(self.dots, dots)

    def show_theirs(
        self, means: Sequence[float | None], lows: Sequence[float | None], highs: Sequence[float | None]
    ) -> None:
        """What customers say: a mean and the ends of its likely range a step, None where there is none."""
        ranged = [mean for mean, low in zip(means, lows, strict=True) if low is not None and mean is not None]
        _put_curves(self.their_line, curve.stretches(means))
        _put_curves(self.band, curve.bands(lows, highs))
        with self.their_marks.hold_sync(), self.ranges.hold_sync():
            _put_marks(self.their_marks, curve.places(means))
            _put_curves(self.ranges, curve.bars(lows, highs))
            self.their_marks.colors = _feelings([mean for mean in means if mean is not None])
            self.ranges.colors = _feelings(ranged)

    def show_arrow(self, path: curve.Path) -> None:
        """The arrow from our mean to theirs; an empty path takes it away."""
        _put_curves(self.arrow, [path] if path else [])

    def show_own(self, points: Sequence[int | None], *, draggable: bool | None) -> None:
        """One person's own points, None where a step is not answered. `draggable` None leaves a moving grip alone."""
        own = curve.places(points)
        with self.own_marks.hold_sync():
            _put_marks(self.own_marks, own)
            self.own_marks.colors = _feelings([y for _x, y in own])
        if draggable is not None:
            _put_marks(self.grip, own if draggable else [])

    def resize(self, size: str) -> None:
        """Marks and lines as large as the place needs: phone, page or projector."""
        sizes = SIZES[size]
        self.our_marks.default_size = sizes.square
        self.own_marks.default_size = self.their_marks.default_size = sizes.circle
        self.grip.default_size = GRIP
        self.dots.default_size = sizes.dot if len(self.dots.x) < MANY_DOTS else sizes.dot // 4
        self.our_line.stroke_width = self.their_line.stroke_width = sizes.line
        self.ranges.stroke_width = sizes.bar

    def _lines(self, **style: Any) -> Lines:
        scales = {"x": self._x, "y": self._y}
        return Lines(x=_NOWHERE, y=_NOWHERE, scales=scales, **{"colors": [look.INK], **style})

    def _scatter(self, marker: str, **style: Any) -> Scatter:
        return Scatter(x=[], y=[], marker=marker, scales={"x": self._x, "y": self._y}, **style)


def _feelings(points: Sequence[float]) -> list[str]:
    return [look.FEELING[nearest_point(point)] for point in points] or [look.INK]


def _put(mark: Mark, x: Sequence[Any], y: Sequence[Any]) -> None:
    with mark.hold_sync():
        mark.x, mark.y = np.array(x, dtype=float), np.array(y, dtype=float)


def _put_marks(marks: Scatter, path: curve.Path) -> None:
    _put(marks, [x for x, _y in path], [y for _x, y in path])


def _put_curves(lines: Lines, paths: Sequence[curve.Path]) -> None:
    """Set a mark's curves, which bqplot wants equally long: a shorter one stays at its last place."""
    longest = max(map(len, paths), default=0)
    padded = [[*path, *[path[-1]] * (longest - len(path))] for path in paths]
    if padded:
        _put(lines, [[x for x, _y in path] for path in padded], [[y for _x, y in path] for path in padded])
    else:
        _put(lines, _NOWHERE, _NOWHERE)
