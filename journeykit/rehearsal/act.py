"""What a simulated person does next on a page: the first thing from the top that is still to be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from journeykit.rehearsal.page import Page, Widget
from journeykit.rehearsal.temperament import Temperament

Key = tuple[str, ...]

_WRITING = 4.0
"""How much longer than a tap it takes to write a line."""


@dataclass(frozen=True)
class Act:
    """One thing done: a value set, or a button pressed."""

    widget_id: str
    key: Key
    """What is done where: the widget, the run, the step, field or button. Nobody does the same twice."""
    fills: dict[str, Any] = field(default_factory=dict)
    """What is added to the widget's value; empty when a button is pressed."""
    press: str = ""
    times: float = 1.0
    """How long it takes, in taps."""

    @property
    def run(self) -> str:
        """The run in which it is done."""
        return self.key[1]


def next_act(page: Page, person: Temperament, done: set[Key], today: date) -> Act | None:
    """What comes next; None when there is nothing to do now."""
    seen = list(page.visible())
    run = next((str(each.state.get("ends_at_ms", 0)) for each in seen if each.kind == "TopBar"), "")
    acts = (act for widget in seen for act in _acts(widget, person, run, today))
    return next((act for act in acts if act.key not in done), None)


def _acts(widget: Widget, person: Temperament, run: str, today: date) -> Iterator[Act]:
    if widget.kind == "EmotionRater" and not widget.state["disabled"]:
        for step in widget.state["steps"]:
            if step["id"] not in widget.state["value"]:
                points = person.rating(step["id"], widget.state["title"])
                yield Act(widget.id, (widget.id, run, step["id"]), fills={step["id"]: points})
    elif widget.kind == "Sheet":
        yield from _sheet(widget, person, run, today)


def _sheet(widget: Widget, person: Temperament, run: str, today: date) -> Iterator[Act]:
    fields, value = widget.state["fields"], widget.state["value"]
    types = {each["id"]: each["type"] for each in fields}
    for field_id, filled in person.answers(fields, today).items():
        if not value.get(field_id):
            times = _WRITING if types[field_id] in ("text", "long") else 1
            yield Act(widget.id, (widget.id, run, field_id), fills={field_id: filled}, times=times)
    pressed = _pressed(widget.state["actions"], person)
    if pressed:
        yield Act(widget.id, (widget.id, run, "press", pressed, *types), press=pressed)


def _pressed(actions: list[dict[str, Any]], person: Temperament) -> str:
    """The button that this person presses; empty for none. Nothing that asks "really?" is pressed."""
    usable = [each for each in actions if not each.get("disabled") and not each.get("confirm")]
    ids = [each["id"] for each in usable]
    if {"tell", "skip"} <= set(ids):
        return "tell" if person.has_been_through else "skip"
    return next((each["id"] for each in usable if each.get("main")), "done" if "done" in ids else "")
