"""The words and the frame of the curve of feeling: everything around the chart that people read."""

from __future__ import annotations

from typing import ClassVar

import traitlets

from journeykit.widgets.page_widget import STATIC, PageWidget, style


class CurveWords(PageWidget):
    """Key, faces, step names, sentence and table beside a bqplot figure; EmotionCurve fills it and lays both out."""

    _esm = STATIC / "curve_words.js"
    _css = style("curve_words")
    from_page: ClassVar[frozenset[str]] = frozenset({"calm"})

    steps = traitlets.List(traitlets.Dict()).tag(sync=True)
    """A dict a step, with `id` and `label`, in order."""

    faces = traitlets.List(traitlets.Dict()).tag(sync=True)
    """The faces beside the axis: `svg`, `word` and `top`, percent from the top."""

    baseline = traitlets.Float(50.0).tag(sync=True)
    """Where the line lies, percent from the top."""

    baseline_label = traitlets.Unicode().tag(sync=True)
    """What the line stands for."""

    corner = traitlets.Unicode("above-end").tag(sync=True)
    """Where that is written: above or below the line, at its start or end."""

    key = traitlets.Dict().tag(sync=True)
    """What the shapes mean, by `ours`, `theirs`, `own` and `dots`; empty ones are left out."""

    focus = traitlets.Unicode(allow_none=True, default_value=None).tag(sync=True)
    """The id of the step in the yellow frame."""

    size = traitlets.Unicode("page").tag(sync=True)
    """phone, page or projector."""

    sentence = traitlets.Unicode().tag(sync=True)
    """The chart in a sentence."""

    notes = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """Why points are missing."""

    columns = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The heads of the table."""

    table = traitlets.List(traitlets.List(traitlets.Unicode())).tag(sync=True)
    """The rows of the table."""

    texts = traitlets.Dict().tag(sync=True)
    """The other texts: `chart` (the figure's name), `numbers` (opens the table), `drag`."""

    calm = traitlets.Bool(False).tag(sync=True)
    """Told by the browser: the reader asked for less motion."""

    def __repr__(self) -> str:
        return f"CurveWords({len(self.steps)} steps)"
