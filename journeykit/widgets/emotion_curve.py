"""The curve of feeling: what we thought, what customers say, and what one person guesses, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ipywidgets
import numpy as np
import traitlets

from journeykit import look
from journeykit.language import _, ngettext
from journeykit.models import curve
from journeykit.models.scale import HIGHEST, LOWEST, POINTS, nearest_point, signed, word
from journeykit.widgets import curve_layout as layout
from journeykit.widgets.curve_chart import PACE, CurveChart
from journeykit.widgets.curve_words import CurveWords

Point = dict[str, Any]
"""`mean` and `n`; ours also `counts`, one a scale point; theirs `low` and `high`. Or `hidden`: why it is not shown."""


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
        self._chart = CurveChart()
        self._words = CurveWords()
        self._dragging = False
        self._drawn: list[Any] = []
        super().__init__([self._words, self._chart.figure], **traits)
        self.add_class("jk-curve")
        self._chart.grip.observe(self._dragged, "y")
        self._chart.grip.on_drag_start(self._grip_taken)
        self._chart.grip.on_drag_end(self._grip_let_go)
        self._words.observe(self._set_pace, "calm")
        self.observe(self._draw, tuple(EmotionCurve.class_own_traits()))
        self._draw()

    def clear(self) -> None:
        """Take every own rating back: the marks go, and the steps are unanswered again."""
        self.value = {}

    @traitlets.validate("value")
    def _whole_points_only(self, proposal: Any) -> dict[str, int]:
        value = proposal["value"]
        for step_id, points in value.items():
            if type(points) is not int or not LOWEST <= points <= HIGHEST:
                raise traitlets.TraitError(
                    f"value[{step_id!r}] must be a whole number from {LOWEST} to {HIGHEST}; got {points!r}."
                )
        return dict(value)

    def _points_of(self, group: Mapping[str, Point | None]) -> list[Point]:
        """The points of a group in the order of the steps; an empty one where there is none or it is hidden."""
        points = [group.get(step["id"]) or {} for step in self.steps]
        return [point if "mean" in point else {} for point in points]

    def _draw(self, _change: Any = None) -> None:
        """Bring chart and words in line with the traits, once for all that change together."""
        drawn, self._drawn = self._drawn, [getattr(self, name) for name in EmotionCurve.class_own_traits()]
        if drawn == self._drawn:
            return
        ours, theirs = self._points_of(self.ours), self._points_of(self.theirs)
        dots = layout.dot_places([tuple(point.get("counts", ())) for point in ours]) if self.show_dots else []
        self._chart.show_field(len(self.steps), self.baseline)
        self._chart.show_ours(_each(ours, "mean"), dots)
        self._chart.show_theirs(*(_each(theirs, key) for key in ("mean", "low", "high")))
        self._chart.show_arrow(self._arrow(ours, theirs))
        self._draw_own()
        self._chart.resize(self.size)
        self._set_size_class()
        self._say(ours, theirs, dots_shown=bool(dots))

    def _set_size_class(self) -> None:
        if f"jk-curve-{self.size}" not in self._dom_classes:
            for size in layout.SIZES:
                self.remove_class(f"jk-curve-{size}")
            self.add_class(f"jk-curve-{self.size}")

    def _draw_own(self) -> None:
        own = [self.value.get(step["id"]) for step in self.steps]
        self._chart.show_own(own, draggable=None if self._dragging else self.draggable)

    def _arrow(self, ours: Sequence[Point], theirs: Sequence[Point]) -> curve.Path:
        for at, (step, our, their) in enumerate(zip(self.steps, ours, theirs, strict=True)):
            if step["id"] == self.focus and our and their:
                return layout.arrow(at + 0.5, our["mean"], their["mean"])
        return []

    def _say(self, ours: Sequence[Point], theirs: Sequence[Point], *, dots_shown: bool) -> None:
        heads, rows = layout.table(self.steps, self.ours, self.theirs, self.value)
        words = self._words
        with words.hold_sync():
            words.steps = [{"id": step["id"], "label": str(step.get("label", ""))} for step in self.steps]
            words.baseline = curve.from_top(self.baseline)
            words.baseline_label = self.baseline_label
            words.corner = curve.freest_corner(self.baseline, _each(ours, "mean"), _each(theirs, "mean"))
            words.size, words.focus = self.size, self.focus
            words.key = {
                "ours": self.ours_name if any(ours) else "",
                "theirs": self.theirs_name if any(theirs) else "",
                "own": self.value_name if self.value else "",
                "dots": _("a dot for each answer") if dots_shown else "",
            }
            words.sentence = self.sentence or self._own_sentence(ours, theirs)
            words.columns = self.columns if self.table else heads
            words.table = self.table or rows
            words.notes = layout.notes(self.steps, self.ours, self.theirs)
            words.faces = [
                {"svg": look.face(points), "word": word(points), "top": curve.from_top(points)}
                for points in reversed(POINTS)
            ]
            words.texts = {
                "chart": _("Chart: feeling at each step"),
                "numbers": _("Show the numbers"),
                "drag": _("Drag a mark up or down to change your answer. A step you did not answer has no mark.")
                if self.draggable
                else "",
            }

    def _own_sentence(self, ours: Sequence[Point], theirs: Sequence[Point]) -> str:
        shown = [
            (point["mean"], step["label"])
            for step, point in zip(self.steps, theirs if any(theirs) else ours, strict=True)
            if point
        ]
        if self.value and not shown:
            return _("{done} of {n} answered").format(done=len(self.value), n=len(self.steps))
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
        rated = [step["id"] for step in self.steps if step["id"] in self.value]
        if self.draggable and len(change.new) == len(rated) and np.isfinite(change.new).all():
            moved = {step_id: nearest_point(float(y)) for step_id, y in zip(rated, change.new, strict=True)}
            self.value = {**self.value, **moved}
        if not self._dragging:  # the page may tell the last place after it told the end of the drag
            self._draw_own()

    def _grip_taken(self, *_event: object) -> None:
        self._dragging = True

    def _grip_let_go(self, *_event: object) -> None:
        self._dragging = False
        self._draw_own()

    def _set_pace(self, change: Any) -> None:
        self._chart.figure.animation_duration = 0 if change.new else PACE

    def __repr__(self) -> str:
        return f"EmotionCurve({len(self.steps)} steps, {len(self.value)} rated)"


def _each(points: Sequence[Point], key: str) -> list[float | None]:
    return [point.get(key) for point in points]
