"""A sheet of words, fields and buttons: the plain parts of a page, written by Python and pressed by people."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeGuard

import traitlets
from ipywidgets.widgets.widget import CallbackDispatcher

from journeykit.language import _
from journeykit.shipped import widget_script
from journeykit.widgets.page_widget import PageWidget, style

Press = Callable[[str], None]

LONGEST = 2000
"""How many letters a text takes whose field names no `maxLength`."""


def fits(filled: object, field: dict[str, Any]) -> bool:
    """Whether a field takes this: of its kind, within its limits, one of its options."""
    match field["type"]:
        case "checkbox":
            return type(filled) is bool
        case "number":
            low, high = field.get("min", -math.inf), field.get("max", math.inf)
            return type(filled) in (int, float) and bool(low <= filled <= high)
        case "text" | "long":
            return isinstance(filled, str) and len(filled) <= field.get("maxLength", LONGEST)
        case "date":
            return filled == "" or (_is_date(filled) and field.get("min", "") <= filled <= field.get("max", "9999"))
        case "choice":
            return filled == "" or any(filled == id_ for id_, _text in field["options"])
        case "picks":
            return isinstance(filled, list) and _are_picks(filled, field)
        case "scale":
            return type(filled) is int and 1 <= filled <= 5
    return False


def _is_date(filled: object) -> TypeGuard[str]:
    try:
        return isinstance(filled, str) and date.fromisoformat(filled).isoformat() == filled
    except ValueError:
        return False


def _are_picks(filled: list[Any], field: dict[str, Any]) -> bool:
    known = [id_ for id_, _text in field["options"]]
    each_once = all(filled.count(id_) == 1 and id_ in known for id_ in filled)
    return each_once and len(filled) <= field.get("most", len(known))


def _from_page(value: object, sheet: Sheet) -> object:
    closed = [field["id"] for field in sheet.fields if field.get("disabled")]
    if isinstance(value, dict) and any(value.get(id_) != sheet.value.get(id_) for id_ in closed):
        raise traitlets.TraitError(_("This field takes no more answers."))
    return value


class Sheet(PageWidget):
    """Blocks to read, fields to fill in and buttons to press, in that order.

    Texts are put on the page as text, never as HTML, and Python alone writes them.
    """

    _esm = widget_script("sheet")
    _css = style("sheet")
    from_page: ClassVar[frozenset[str]] = frozenset({"value"})

    blocks = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What is read: a dict a block, with its `kind` and what that kind needs; `sheet.js` lists the kinds."""

    fields = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What is filled in: a dict a field, with `id`, `label`, `type` and what that needs; see `sheet_fields.js`."""

    actions = traitlets.List(traitlets.Dict()).tag(sync=True)
    """What is pressed: dicts with `id` and `label`; if wanted `main`, `disabled`, `hint`, `key`, `confirm`."""

    value = traitlets.Dict().tag(sync=True, from_json=_from_page)
    """What was filled in, by field id. A field that nobody touched may be missing."""

    keep = traitlets.Unicode().tag(sync=True)
    """A name under which the page's tab keeps what is filled in, beyond a reload; empty keeps none."""

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
            is_taken = self._takes(content["value"])
            self.set_state({"value": content["value"]})  # a refused one, too: it sets the page right
            if not is_taken:  # who listens may have changed the value since, so it is asked before
                return
        self.press(content["press"])

    def _takes(self, value: object) -> bool:
        try:
            self._checked(_from_page(value, self))
        except traitlets.TraitError:
            return False
        return True

    @traitlets.validate("value")
    def _only_known_fields(self, proposal: Any) -> dict[str, Any]:
        return self._checked(proposal["value"])

    def _checked(self, value: object) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise traitlets.TraitError(_("What is filled in is a value by field; got {found!r}.").format(found=value))
        fields = {field["id"]: field for field in self.fields}
        for field_id, filled in value.items():
            if field_id not in fields or not fits(filled, fields[field_id]):
                raise traitlets.TraitError(
                    _("This sheet takes no {found!r} for {field}.").format(found=filled, field=field_id)
                )
        return dict(value)

    @traitlets.observe("fields")
    def _forget_what_fits_no_more(self, _change: object) -> None:
        fields = {field["id"]: field for field in self.fields}
        self.value = {id_: v for id_, v in self.value.items() if id_ in fields and fits(v, fields[id_])}

    @traitlets.default("words")
    def _own_words(self) -> dict[str, str]:
        return {
            "not_yet": _("Not yet"),
            "left": _("left"),
            "over": _("time is up"),
            "required": _("needed"),
            "characters_left": _("Characters left: {n}"),
            "too_many": _("No more than {most}, please. Take one back first."),
        }

    def __repr__(self) -> str:
        return f"Sheet({len(self.blocks)} blocks, {len(self.fields)} fields, {len(self.actions)} buttons)"
