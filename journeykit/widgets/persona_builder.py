"""Describing the person whose journey is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self

import traitlets
from pydantic import ValidationError

from journeykit.language import _
from journeykit.models.persona import Persona
from journeykit.widgets.page_widget import STATIC, PageWidget, style
from journeykit.widgets.plain_errors import by_place

_LISTS = ("expectations", "fears")
_TEXTS = ("name", "role", "goal", "context", "pronoun", "evidence_level")
_LONGEST_TEXT = 2000
_LONGEST_LIST = 20
"""What a draft may hold at all. The model's own limits are told to the writer, not enforced while writing."""


class PersonaBuilder(PageWidget):
    """A form for a persona. What is written is the `draft`; whenever that makes a persona, it becomes the `value`."""

    _esm = STATIC / "persona_builder.js"
    _css = style("persona_builder")
    from_page: ClassVar[frozenset[str]] = frozenset({"draft"})

    value = traitlets.Dict().tag(sync=True)
    """The persona as plain values, empty before there is one. A draft that makes none leaves the last one."""

    draft = traitlets.Dict().tag(sync=True, from_json=lambda draft, _builder: _shaped(draft))
    """What the form holds, finished or not: a text a field, a list of texts for expectations and fears."""

    errors = traitlets.Dict().tag(sync=True)
    """What keeps the draft from being a persona, by field or by place in a list ("fears.1"), in plain words."""

    limits = traitlets.Dict().tag(sync=True)
    """The most characters of each text; for lists the most `items` and the most characters of `each`."""

    words = traitlets.Dict().tag(sync=True)
    """The texts that people read, already in their language, by key."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self._read()

    @classmethod
    def for_persona(cls, persona: Persona, **traits: Any) -> Self:
        """A form filled with a persona; other traits as given."""
        return cls(value=persona.model_dump(mode="json"), **traits)

    @property
    def persona(self) -> Persona | None:
        """The value as a model; None before there is one."""
        return Persona.model_validate(self.value) if self.value else None

    @property
    def written(self) -> dict[str, Any]:
        """The draft as plain values of a persona, finished or not: no spaces around texts, no empty ones."""
        given: dict[str, Any] = {name: text for name in _TEXTS if (text := self.draft.get(name, "").strip())}
        lists = {name: [row.strip() for row in self.draft.get(name, ()) if row.strip()] for name in _LISTS}
        return given | {name: rows for name, rows in lists.items() if rows}

    @traitlets.validate("value")
    def _value_is_a_persona(self, proposal: Any) -> dict[str, Any]:
        if not proposal["value"]:
            return {}
        try:
            return Persona.model_validate(proposal["value"]).model_dump(mode="json")
        except ValidationError as error:
            told = "; ".join(f"{place}: {text}" for place, text in by_place(error).items())
            raise traitlets.TraitError(_("This is no persona. {reasons}").format(reasons=told)) from None

    @traitlets.validate("draft")
    def _draft_is_shaped(self, proposal: Any) -> dict[str, Any]:
        return _shaped(proposal["value"])

    @traitlets.observe("value")
    def _show_value(self, _change: object) -> None:
        if self._written()[0] != self.value:
            self.draft = dict(self.value)

    @traitlets.observe("draft")
    def _read(self, _change: object = None) -> None:
        value, errors = self._written()
        self.errors = errors
        if value:
            self.value = value

    def _written(self) -> tuple[dict[str, Any], dict[str, str]]:
        """The persona that the draft makes, or none and why."""
        rows = {name: [i for i, text in enumerate(self.draft.get(name, ())) if text.strip()] for name in _LISTS}
        try:
            return Persona.model_validate(self.written).model_dump(mode="json"), {}
        except ValidationError as error:
            return {}, {_place_in_draft(place, rows): text for place, text in by_place(error).items()}

    @traitlets.default("limits")
    def _limits_of_the_model(self) -> dict[str, Any]:
        fields = Persona.model_json_schema()["properties"]
        lists = {
            name: {"items": fields[name]["maxItems"], "each": fields[name]["items"]["maxLength"]} for name in _LISTS
        }
        return lists | {name: fields[name]["maxLength"] for name in _TEXTS if "maxLength" in fields[name]}

    @traitlets.default("words")
    def _own_words(self) -> dict[str, Any]:
        return _words()

    def __repr__(self) -> str:
        return f"PersonaBuilder({self.value.get('name', '')!r})"


def _shaped(draft: object) -> dict[str, Any]:
    """A draft that has the form's shape. Raises TraitError for anything else."""

    def is_text(text: object) -> bool:
        return isinstance(text, str) and len(text) <= _LONGEST_TEXT

    def is_list(texts: object) -> bool:
        return isinstance(texts, list | tuple) and len(texts) <= _LONGEST_LIST and all(map(is_text, texts))

    if not isinstance(draft, Mapping) or not all(
        (name in _TEXTS and is_text(held)) or (name in _LISTS and is_list(held)) for name, held in draft.items()
    ):
        raise traitlets.TraitError(
            _("A draft holds texts by field: {fields}.").format(fields=", ".join(_TEXTS + _LISTS))
        )
    return {name: held if isinstance(held, str) else list(held) for name, held in draft.items()}


def _place_in_draft(place: str, rows: dict[str, list[int]]) -> str:
    """A list's place counted with the empty rows, which the model never saw."""
    name, _dot, number = place.partition(".")
    return f"{name}.{rows[name][int(number)]}" if number else name


def _words() -> dict[str, Any]:
    return {
        "title": _("Who is this about?"),
        "hint": _("An invented person who stands for many customers, never one real customer."),
        "labels": {
            "name": _("Name"),
            "role": _("Who they are"),
            "goal": _("What they want to get done"),
            "context": _("Their situation"),
            "expectations": _("What they expect"),
            "fears": _("What worries them"),
            "pronoun": _("Pronoun"),
            "evidence_level": _("How do we know?"),
        },
        "example": _("for example: {text}"),
        "examples": {
            "name": _("Amina"),
            "role": _("36, works shifts, two children"),
            "goal": _("Know what the pain is, and what happens next"),
            "context": _("Lives an hour away and comes by bus"),
            "expectations": _("Somebody tells me how long it takes"),
            "fears": _("They forget that I am here"),
            "pronoun": _("she"),
        },
        "evidence_levels": {
            "assumption": _("We assume it; no customer was asked"),
            "mixed": _("Partly from customers"),
            "researched": _("From what customers told us"),
        },
        "needed": _("needed"),
        "left": _("Characters left: {n}"),
        "over": _("Too many: {n}"),
        "add": {"expectations": _("Add an expectation"), "fears": _("Add a worry")},
        "remove": _("Remove \u201c{text}\u201d"),
        "remove_empty": _("Remove row {n}"),
        "row": _("{label}, {n} of {all}"),
        "removed": _("Removed. {n} left."),
        "complete": _("Everything needed is here."),
        "still": _("Still to do: {fields}."),
    }
