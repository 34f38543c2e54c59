"""The curve of feeling: what we thought, what customers say, and what one person guesses, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np
import traitlets
from bqplot.figure import Figure
from bqplot.marks import Lines, Mark, Scatter
from bqplot.scales import LinearScale  # type: ignore[attr-defined]

from journeykit import look
from journeykit.language import _, ngettext
from journeykit.models.scale import HIGHEST, LOWEST, nearest_point, signed, word
from journeykit.widgets import curve_layout as layout
from journeykit.widgets.curve_words import CurveWords

Point = dict[str, Any]
"""`mean` and `n`; ours also `counts`, one a scale point; theirs `low` and `high`. Or `hidden`: why it is not shown."""

_NOWHERE = [-9.0, -9.0]
"""Where the line of a mark without data lies: outside the chart, for bqplot stumbles over empty and missing values."""


class EmotionCurve(ipywidgets.VBox):  # type: ignore[misc,name-defined]
    """A bqplot chart with its words: key, faces, step names, a sentence and a table of every number in it.

    Whatever is set later changes the marks that stand; nothing is built again.
    """

    steps = traitlets.List(traitlets.Dict())
    """What the curve runs over: a dict a step, with `id` and `label`, in order."""

    baseline = traitlets.Float(0.0)
    """The line between pain and gain, in scale points: the field below it is red."""

    baseline_label = traitlets.Unicode()
    """What the line stands for: "neither good nor bad (0)"."""

    ours = traitlets.Dict()
    """What the room thought, by step id: {"mean", "n", "counts"}, or {"hidden": "why"}; None: nothing yet."""

    theirs = traitlets.Dict()
    """What customers say, by step id: {"mean", "low", "high", "n"}, or {"hidden": "why"}; None: not yet."""

    ours_name = traitlets.Unicode()
    """Who "we" are, in the key: "our room, 12 people"."""

    theirs_name = traitlets.Unicode()
    """Who "they" are, in the key: "38 patients, likely range"."""

    value = traitlets.Dict()
    """One person's own scale points by step id, whole numbers. An unrated step is missing and has no mark to drag."""

    value_name = traitlets.Unicode()
    """What those are called in the key: "your guess"."""

    draggable = traitlets.Bool(False)
    """Whether the marks of `value` can be dragged, as an extra way beside a rater; they snap to whole points."""

    focus = traitlets.Unicode(allow_none=True, default_value=None)
    """The id of the step that is spoken about; it wears the yellow frame."""

    show_dots = traitlets.Bool(False)
    """Whether every answer of the room is drawn as a dot of its own."""

    size = traitlets.Enum(("phone", "page", "projector"), default_value="page")
    """Where it is looked at: sets the sizes of marks and letters."""

    sentence = traitlets.Unicode()
    """The chart in a sentence; read out politely when it changes."""

    columns = traitlets.List(traitlets.Unicode())
    """The heads of the table; with `table` left empty both are made from the numbers here."""

    table = traitlets.List(traitlets.List(traitlets.Unicode()))
    """The rows of the table, each beginning with its step."""

    def __init__(self, **traits: Any) -> None:
        self._x = LinearScale(min=0.0, max=1.0, allow_padding=False)
        self._y = LinearScale(min=layout.Y_LOW, max=layout.Y_HIGH, allow_padding=False)
        self.words = CurveWords()
        self._field = self._lines(fill="bottom", fill_colors=[look.BELOW], stroke_width=4)
        self._our_line = self._lines(line_style="dotted", stroke_width=3.5)
        self._band = self._lines(
            fill="inside", fill_colors=[look.INK], opacities=[0.1], close_path=True, stroke_width=0
        )
        self._their_line = self._lines(stroke_width=4.5)
        self._ranges = self._lines(stroke_width=7)
        self._arrow = self._lines(stroke_width=2)
        self._dots = self._scatter("circle", colors=[look.QUIET])
        self._our_marks = self._scatter("square", colors=[look.CARD], stroke=look.INK, stroke_width=3)
        self._their_marks = self._scatter("circle", stroke=look.CARD, stroke_width=3)
        self._own_marks = self._scatter("diamond", stroke=look.INK, stroke_width=3)
        self._grip = self._scatter(  # as wide as a finger, unseen: the mark under it jumps from point to point
            "circle", opacities=[0.0], enable_move=True, restrict_y=True, update_on_move=True, drag_size=1.0
        )
        self.figure = Figure(
            marks=[
                self._field,
                self._band,
                self._our_line,
                self._their_line,
                self._dots,
                self._ranges,
                self._their_marks,
                self._our_marks,  # over theirs and smaller, so that both are seen where they meet
                self._arrow,
                self._own_marks,
                self._grip,
            ],
            scale_x=self._x,
            scale_y=self._y,
            fig_margin={"top": 0, "bottom": 0, "left": 0, "right": 0},
            padding_y=0,
            background_style={"fill": look.ABOVE},
            display_toolbar=False,
            animation_duration=200,
        )
        self.figure.add_class("jk-curve-figure")
        self._holding_grip = False
        super().__init__([self.words, self.figure], **traits)
        self.add_class("jk-curve")
        self._grip.observe(self._dragged, "y")
        self._grip.on_drag_start(self._grip_taken)
        self._grip.on_drag_end(self._grip_let_go)
        self.words.observe(lambda change: setattr(self.figure, "animation_duration", 0 if change.new else 200), "calm")
        self.observe(self._draw, tuple(EmotionCurve.class_own_traits()))
        self._draw()

    def clear(self) -> None:
        """Take every own rating back: the marks go, and the steps are unanswered again."""
        self.value = {}

    def _lines(self, **style: Any) -> Lines:
        scales = {"x": self._x, "y": self._y}
        return Lines(x=_NOWHERE, y=_NOWHERE, scales=scales, **{"colors": [look.INK], **style})

    def _scatter(self, marker: str, **style: Any) -> Scatter:
        return Scatter(x=[], y=[], marker=marker, scales={"x": self._x, "y": self._y}, **style)

    @traitlets.validate("value")
    def _whole_points_only(self, proposal: Any) -> dict[str, int]:
        value = proposal["value"]
        for step_id, points in value.items():
            if type(points) is not int or not LOWEST <= points <= HIGHEST:
                raise traitlets.TraitError(
                    f"value[{step_id!r}] must be a whole number from {LOWEST} to {HIGHEST}; got {points!r}."
                )
        return dict(value)

    def _points_of(self, group: Mapping[str, Point | None]) -> list[Point | None]:
        """The points of a group in the order of the steps; None where there is none or it is hidden."""
        points = [group.get(step["id"]) for step in self.steps]
        return [point if point is not None and "mean" in point else None for point in points]

    def _draw(self, _change: Any = None) -> None:
        """Bring marks and words in line with the traits. Marks that need no change send nothing."""
        ours, theirs = self._points_of(self.ours), self._points_of(self.theirs)
        self._x.max = float(max(len(self.steps), 1))
        _put(self._field, [0.0, self._x.max], [self.baseline, self.baseline])
        self._draw_ours(ours)
        self._draw_theirs(theirs)
        self._draw_arrow(ours, theirs)
        self._draw_own()
        self._set_sizes()
        self._say(ours, theirs)

    def _draw_ours(self, ours: Sequence[Point | None]) -> None:
        means = [point["mean"] if point else None for point in ours]
        _put_curves(self._our_line, layout.stretches(means))
        _put_marks(self._our_marks, layout.places(means))
        counts = [tuple(point.get("counts", ())) if point else () for point in ours]
        _put_marks(self._dots, layout.dot_places(counts) if self.show_dots else [])

    def _draw_theirs(self, theirs: Sequence[Point | None]) -> None:
        ranged = [point if point and point.get("low") is not None else None for point in theirs]
        means = [point["mean"] if point else None for point in theirs]
        lows, highs = ([point[end] if point else None for point in ranged] for end in ("low", "high"))
        _put_curves(self._their_line, layout.stretches(means))
        _put_curves(self._band, layout.bands(lows, highs))
        with self._their_marks.hold_sync(), self._ranges.hold_sync():
            _put_marks(self._their_marks, layout.places(means))
            _put_curves(self._ranges, layout.bars(lows, highs))
            self._their_marks.colors = [_feeling(point) for point in theirs if point] or [look.INK]
            self._ranges.colors = [_feeling(point) for point in ranged if point] or [look.INK]

    def _draw_arrow(self, ours: Sequence[Point | None], theirs: Sequence[Point | None]) -> None:
        place = next((at for at, step in enumerate(self.steps) if step["id"] == self.focus), None)
        path: layout.Path = []
        if place is not None and (our := ours[place]) and (their := theirs[place]):
            path = layout.arrow(place + 0.5, our["mean"], their["mean"])
        _put_curves(self._arrow, [path] if path else [])

    def _draw_own(self) -> None:
        own = layout.places([self.value.get(step["id"]) for step in self.steps])
        with self._own_marks.hold_sync():
            _put_marks(self._own_marks, own)
            self._own_marks.colors = [look.FEELING[int(points)] for _x, points in own] or [look.INK]
        if not self._holding_grip:
            _put_marks(self._grip, own if self.draggable else [])

    def _set_sizes(self) -> None:
        size = layout.SIZES[self.size]
        self._our_marks.default_size = size.square
        self._own_marks.default_size = size.circle
        self._their_marks.default_size = size.circle
        self._grip.default_size = layout.GRIP
        self._dots.default_size = size.dot if len(self._dots.x) < layout.MANY_DOTS else size.dot // 4
        for line, width in ((self._our_line, size.line), (self._their_line, size.line), (self._ranges, size.bar)):
            line.stroke_width = width

    def _say(self, ours: Sequence[Point | None], theirs: Sequence[Point | None]) -> None:
        heads, rows = layout.table(self.steps, self.ours, self.theirs, self.value)
        with self.words.hold_sync():
            self.words.steps = [{"id": step["id"], "label": str(step.get("label", ""))} for step in self.steps]
            self.words.baseline = layout.from_top(self.baseline)
            self.words.baseline_label = self.baseline_label
            self.words.corner = layout.freest_corner(
                self.baseline, *([point["mean"] if point else None for point in group] for group in (ours, theirs))
            )
            self.words.size = self.size
            self.words.focus = self.focus
            self.words.key = {
                "ours": self.ours_name if any(ours) else "",
                "theirs": self.theirs_name if any(theirs) else "",
                "own": self.value_name if self.value else "",
                "dots": _("a dot for each answer") if len(self._dots.x) else "",
            }
            self.words.sentence = self.sentence or self._own_sentence(ours, theirs)
            self.words.columns = self.columns if self.table else heads
            self.words.table = self.table or rows
            self.words.notes = layout.notes(self.steps, self.ours, self.theirs)
            self.words.faces = [
                {"svg": look.face(points), "word": word(points), "top": layout.from_top(points)}
                for points in range(HIGHEST, LOWEST - 1, -1)
            ]
            self.words.texts = {
                "chart": _("Chart: feeling at each step"),
                "numbers": _("Show the numbers"),
                "drag": _("Drag a mark up or down to change your answer. A step you did not answer has no mark.")
                if self.draggable
                else "",
            }

    def _own_sentence(self, ours: Sequence[Point | None], theirs: Sequence[Point | None]) -> str:
        shown = [
            (point["mean"], step["label"])
            for step, point in zip(self.steps, theirs if any(theirs) else ours, strict=True)
            if point
        ]
        if not shown:
            return ngettext(
                "{n} step, nothing to show yet.", "{n} steps, nothing to show yet.", len(self.steps)
            ).format(n=len(self.steps))
        (low, lowest), (high, highest) = min(shown), max(shown)
        return _("Highest: {highest} ({high}). Lowest: {lowest} ({low}).").format(
            highest=highest, high=signed(high), lowest=lowest, low=signed(low)
        )

    def _dragged(self, change: Any) -> None:
        """A mark was moved: the rated step takes the whole point nearest to it. Nothing else can be added by a drag."""
        if not self.draggable:
            return
        rated = [step["id"] for step in self.steps if step["id"] in self.value]
        if len(change.new) == len(rated) and np.isfinite(change.new).all():
            moved = {step_id: nearest_point(float(y)) for step_id, y in zip(rated, change.new, strict=True)}
            self.value = {**self.value, **moved}

    def _grip_taken(self, *_event: object) -> None:
        self._holding_grip = True

    def _grip_let_go(self, *_event: object) -> None:
        self._holding_grip = False
        self._draw()

    def __repr__(self) -> str:
        return f"EmotionCurve({len(self.steps)} steps, {len(self.value)} rated)"


def _feeling(point: Point) -> str:
    return look.FEELING[nearest_point(point["mean"])]


def _put(mark: Mark, x: Sequence[Any], y: Sequence[Any]) -> None:
    with mark.hold_sync():
        mark.x, mark.y = np.array(x, dtype=float), np.array(y, dtype=float)


def _put_marks(marks: Scatter, path: layout.Path) -> None:
    _put(marks, [x for x, _y in path], [y for _x, y in path])


def _put_curves(lines: Lines, paths: Sequence[layout.Path]) -> None:
    """Set a mark's curves, which bqplot wants equally long: a shorter one stays at its last place."""
    longest = max(map(len, paths), default=0)
    padded = [[*path, *[path[-1]] * (longest - len(path))] for path in paths]
    if padded:
        _put(lines, [[x for x, _y in path] for path in padded], [[y for _x, y in path] for path in padded])
    else:
        _put(lines, _NOWHERE, _NOWHERE)
