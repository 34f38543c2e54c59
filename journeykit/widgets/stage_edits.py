"""What can be done to a journey's stages, one edit at a time: plain stages in, plain stages out, ids never changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, Field, TypeAdapter

from journeykit.errors import JourneykitError
from journeykit.language import _, ngettext
from journeykit.models.identifier import Identifier, fresh_identifier
from journeykit.models.journey import Channel, ContactMode, Journey, Period, Stage, Step

Item = dict[str, Any]
"""A stage, a step or a touchpoint as plain values."""

_INSIDE = {"stage": "steps", "step": "touchpoints"}
_FIELDS = {
    "stage": ("label",),
    "step": ("label", "doing", "thinking", "expecting"),
    "touchpoint": ("label", "channel", "mode"),
}
_PERIODS = tuple(Period)
_STAGES = TypeAdapter(tuple[Stage, ...])


def _most(model: type[BaseModel], field: str) -> int:
    return int(model.model_json_schema()["properties"][field]["maxItems"])


MOST = {"stage": _most(Journey, "stages"), "step": _most(Stage, "steps"), "touchpoint": _most(Step, "touchpoints")}
"""How many there may be at one place: stages in a journey, steps in a stage, touchpoints at a step."""


class EditRefused(JourneykitError, ValueError):
    """An edit that cannot be made, with the reason for the person who made it."""


class Add(BaseModel, frozen=True, extra="forbid"):
    """A new stage at the end of a period, a new step at the end of a stage, a new touchpoint at a step."""

    do: Literal["add"]
    what: Literal["stage", "step", "touchpoint"]
    to: str = Field(max_length=40)


class SetText(BaseModel, frozen=True, extra="forbid"):
    """Another text or choice in one field."""

    do: Literal["set"]
    id: Identifier
    field: str = Field(max_length=20)
    text: str = Field(max_length=2000)


class Move(BaseModel, frozen=True, extra="forbid"):
    """To another place: `to` is a period for a stage, a stage for a step, a step for a touchpoint."""

    do: Literal["move"]
    id: Identifier
    to: str = Field(max_length=40)
    index: int = Field(ge=0, le=100, strict=True)
    """How many stand before it there, itself not counted."""


class Remove(BaseModel, frozen=True, extra="forbid"):
    """Away with it and all that is inside."""

    do: Literal["remove"]
    id: Identifier


class Undo(BaseModel, frozen=True, extra="forbid"):
    """Back with what was removed last."""

    do: Literal["undo"]


Edit = TypeAdapter[Add | SetText | Move | Remove | Undo](
    Annotated[Add | SetText | Move | Remove | Undo, Field(discriminator="do")]
)
"""Reads an edit from plain values."""


class Removal(NamedTuple):
    """What was removed, and where it stood."""

    item: Item
    to: str
    place: int
    """How many stood before it there."""


def checked(stages: object) -> list[Item]:
    """Stages as plain values, complete with every field. Raises pydantic's ValidationError, or EditRefused."""
    read = _STAGES.validate_python(stages)
    plain = [stage.model_dump(mode="json") for stage in read]
    if len(plain) > MOST["stage"]:
        raise EditRefused(_full("stage"))
    twice = [id_ for id_, n in Counter(ids(plain)).items() if n > 1]
    if twice:
        raise EditRefused(_("Each id may be used once; used twice: {ids}.").format(ids=", ".join(twice)))
    order = [_PERIODS.index(stage.period) for stage in read]
    if order != sorted(order):
        raise EditRefused(_("Stages run in order of time: before, then during, then after."))
    return plain


def ids(stages: list[Item]) -> list[str]:
    """The id of every stage, step and touchpoint, from first to last."""
    return [item["id"] for item, *_rest in _all(stages)]


def with_added(stages: list[Item], edit: Add) -> list[Item]:
    """The stages with one more thing, which has a fresh id and a label to write over."""
    label = {"stage": _("New stage"), "step": _("New step"), "touchpoint": _("New touchpoint")}[edit.what]
    item: Item = {"id": fresh_identifier(label), "label": label}
    if edit.what == "stage":
        item |= {"period": edit.to}
    if edit.what == "touchpoint":
        item |= {"channel": Channel.WEB.value, "mode": ContactMode.ONLINE.value}
    return _with(stages, edit.what, item, edit.to, MOST[edit.what])


def with_text(stages: list[Item], edit: SetText) -> list[Item]:
    """The stages with another text in one field."""
    after = deepcopy(stages)
    kind, item, _siblings, _to = _found(after, edit.id)
    if edit.field not in _FIELDS[kind]:
        raise EditRefused(_("This cannot be changed here."))
    item[edit.field] = edit.text.strip()
    return checked(after)


def with_moved(stages: list[Item], edit: Move) -> list[Item]:
    """The stages with one thing at another place."""
    left, removal = without(stages, Remove(do="remove", id=edit.id))
    kind = _found(stages, edit.id)[0]
    item = removal.item | ({"period": edit.to} if kind == "stage" else {})
    return _with(left, kind, item, edit.to, edit.index)


def without(stages: list[Item], edit: Remove) -> tuple[list[Item], Removal]:
    """The stages without one thing, and what is needed to put it back."""
    after = deepcopy(stages)
    kind, item, siblings, to = _found(after, edit.id)
    there = [one for one in siblings if kind != "stage" or one["period"] == to]
    siblings.remove(item)
    return checked(after), Removal(item, to, there.index(item))


def with_again(stages: list[Item], removal: Removal) -> list[Item]:
    """The stages with what was removed back in its place."""
    item = removal.item
    kind = "stage" if "period" in item else "touchpoint" if "channel" in item else "step"
    return _with(stages, kind, item, removal.to, removal.place)


def _all(stages: list[Item]) -> Iterator[tuple[Item, str, list[Item], str]]:
    """Every item with its kind, the list it stands in, and what that list belongs to."""
    for stage in stages:
        yield stage, "stage", stages, stage["period"]
        for step in stage["steps"]:
            yield step, "step", stage["steps"], stage["id"]
            for touchpoint in step["touchpoints"]:
                yield touchpoint, "touchpoint", step["touchpoints"], step["id"]


def _found(stages: list[Item], id_: str) -> tuple[str, Item, list[Item], str]:
    for item, kind, siblings, to in _all(stages):
        if item["id"] == id_:
            return kind, item, siblings, to
    raise EditRefused(_("This is no longer here."))


def _with(stages: list[Item], kind: str, item: Item, to: str, index: int) -> list[Item]:
    """The stages with an item at a place. Raises EditRefused where there is no such place or no room."""
    after = deepcopy(stages)
    if kind == "stage":
        if to not in _PERIODS:
            raise EditRefused(_("This is no longer here."))
        earlier = [stage for stage in after if _PERIODS.index(stage["period"]) < _PERIODS.index(Period(to))]
        there = [stage for stage in after if stage["period"] == to]
        siblings, index = after, len(earlier) + min(index, len(there))
    else:
        holder_kind, holder, _siblings, _to = _found(after, to)
        if _INSIDE.get(holder_kind) != f"{kind}s":
            raise EditRefused(_("This cannot stand there."))
        siblings = holder[f"{kind}s"]
    if len(siblings) >= MOST[kind]:
        raise EditRefused(_full(kind))
    siblings.insert(index, item)
    return checked(after)


def _full(kind: str) -> str:
    n = MOST[kind]
    match kind:
        case "stage":
            return ngettext("A journey has room for {n} stage.", "A journey has room for {n} stages.", n).format(n=n)
        case "step":
            return ngettext("A stage has room for {n} step.", "A stage has room for {n} steps.", n).format(n=n)
        case _:
            return ngettext("A step has room for {n} touchpoint.", "A step has room for {n} touchpoints.", n).format(
                n=n
            )
