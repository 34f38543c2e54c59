"""A sheet of words, fields and buttons: the plain parts of a page, written by Python and pressed by people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import traitlets
from ipywidgets.widgets.widget import CallbackDispatcher

from journeykit.language import _
from journeykit.widgets.page_widget import STATIC, PageWidget, style

Press = Callable[[str], None]


class Sheet(PageWidget):
    """Blocks to read, fields to fill in and buttons to press, in that order.

    Texts are put on the page as text, never as HTML, and Python alone writes them.
    """

    _esm = STATIC / "sheet.js"
    _css = style("sheet")
    from_page: ClassVar[frozenset[str]] = frozenset({"value"})

    blocks = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What is read: a dict a block, with its `kind` and what that kind needs; `sheet.js` lists the kinds."""

    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What is filled in: dicts with `id`, `label` and `type` (checkbox; number: min, max, step; text: maxLength)."""

    actions = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What is pressed: dicts with `id` and `label`; if wanted `main`, `disabled`, `hint`, `key`, `confirm`."""

    value = traitlets.Dict().tag(sync=True)
    """What was filled in, by field id."""

    label = traitlets.Unicode().tag(sync=True)
    """What the sheet is called for those who do not see it; a sheet with a label is a landmark."""

    words = traitlets.Dict().tag(sync=True)
    """The texts of the sheet's own controls, by key."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._presses = CallbackDispatcher()
        self.on_msg(self._heard)

    def on_press(self, press: Press) -> None:
        """Call `press` with the id of each button that is pressed."""
        self._presses.register_callback(press)

    def press(self, action_id: str) -> None:
        """Press a button, as a page does. One that is not there or is disabled cannot be pressed: nothing happens."""
        if any(action["id"] == action_id and not action.get("disabled") for action in self.actions):
            self._presses(action_id)

    def _heard(self, _widget: object, content: object, _buffers: object) -> None:
        if not isinstance(content, dict) or not isinstance(content.get("press"), str):
            return
        if "value" in content:  # what was filled in, in case its own message is still on its way
            self.set_state({"value": content["value"]})
            if self.value != content["value"]:
                return
        self.press(content["press"])

    @traitlets.validate("value")
    def _only_known_fields(self, proposal: Any) -> dict[str, Any]:
        types = {field["id"]: _ALLOWED[field["type"]] for field in self.fields}
        for field_id, filled in proposal["value"].items():
            if field_id not in types or type(filled) not in types[field_id]:
                raise traitlets.TraitError(
                    _("This sheet takes no {found!r} for {field}.").format(found=filled, field=field_id)
                )
        return dict(proposal["value"])

    @traitlets.default("words")
    def _own_words(self) -> dict[str, str]:
        return {"not_yet": _("Not yet"), "left": _("left"), "over": _("time is up")}

    def __repr__(self) -> str:
        return f"Sheet({len(self.blocks)} blocks, {len(self.fields)} fields, {len(self.actions)} buttons)"


_ALLOWED: dict[str, tuple[type, ...]] = {"checkbox": (bool,), "number": (int, float), "text": (str,)}
