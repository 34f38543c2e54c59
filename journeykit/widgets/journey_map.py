"""The map of a journey on screen, in which a step can be chosen."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from journeykit.language import _
from journeykit.widgets.page_widget import STATIC, PageWidget, style


class JourneyMap(PageWidget):
    """Shows a map that was drawn in Python, in a shadow tree of its own, so that no page's style reaches into it."""

    _esm = STATIC / "journey_map.js"
    _css = style("journey_map")
    from_page: ClassVar[frozenset[str]] = frozenset({"value"})

    html = traitlets.Unicode().tag(sync=True)
    """The map as HTML, as journeykit.render.html draws it. Steps are its elements with a `data-step`.

    It is shown as it stands: only HTML whose texts are escaped may be put here. A page cannot change it.
    """

    steps = traitlets.List(traitlets.Unicode()).tag(sync=True)
    """The ids of the steps that can be chosen; with none the map is only looked at."""

    value = traitlets.Unicode(allow_none=True, default_value=None).tag(sync=True)
    """The id of the chosen step; None while none is."""

    texts = traitlets.Dict().tag(sync=True)
    """What screen readers are told: `map`, and `choose` with {step}."""

    def __init__(self, **traits: Any) -> None:
        words = {"map": _("Map of the journey"), "choose": _("{step}: choose this step")}
        super().__init__(**{"texts": words, **traits})

    @traitlets.validate("value")
    def _one_of_the_steps(self, proposal: Any) -> str | None:
        value: str | None = proposal["value"]
        if value is not None and value not in self.steps:
            raise traitlets.TraitError(
                f"value must be None or one of the steps: {', '.join(self.steps)}; got {value!r}."
            )
        return value

    @traitlets.observe("steps")
    def _forget_what_is_gone(self, _change: object) -> None:
        if self.value is not None and self.value not in self.steps:
            self.value = None

    def __repr__(self) -> str:
        return f"JourneyMap({len(self.steps)} steps, chosen: {self.value})"
