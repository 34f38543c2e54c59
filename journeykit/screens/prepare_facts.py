"""The plain facts of a session that is prepared: what it is called, when, for whom, and who stands behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

from journeykit.language import N_, _
from journeykit.models.journey import CustomerWords, Journey
from journeykit.models.session import Plan
from journeykit.widgets.sheet import Sheet

LABELS = {
    "title": N_("Title"),
    "held_on": N_("Date of the session"),
    "scenario": N_("What the journey covers"),
    "owner": N_("Owner"),
    "sponsor": N_("Sponsor"),
    "one": N_("What one customer is called here"),
    "many": N_("What several are called"),
    "invented": N_("This is an invented example"),
}
"""What each fact is called, by the id of its field."""


class Facts:
    """A sheet to fill in."""

    def __init__(self) -> None:
        self.sheet = Sheet(label=_("The session"))
        self.sheet.blocks = [{"kind": "heading", "text": _("The session")}]
        self.sheet.fields = _fields()
        self.sheet.add_class("jk-prepare-facts")

    def fill(self, journey: Journey, plan: Plan) -> None:
        """Show what was prepared."""
        self.sheet.value = {
            "title": journey.title,
            "held_on": plan.held_on.isoformat() if plan.held_on else "",
            "scenario": journey.scenario,
            "owner": journey.owner,
            "sponsor": plan.sponsor,
            "one": journey.customers.one,
            "many": journey.customers.many,
            "invented": journey.invented,
        }

    @property
    def of_journey(self) -> dict[str, Any]:
        """What belongs to the journey, as plain values, finished or not."""
        filled = self.sheet.value
        texts = {name: self._text(name) for name in ("title", "scenario", "owner")}
        customers = {name: self._text(name) for name in ("one", "many")}
        return {**texts, "customers": customers, "invented": bool(filled.get("invented"))}

    @property
    def plan(self) -> Plan:
        """What belongs to the session alone."""
        day = self._text("held_on")
        return Plan(held_on=date.fromisoformat(day) if day else None, sponsor=self._text("sponsor"))

    def _text(self, name: str) -> str:
        return str(self.sheet.value.get(name, "")).strip()


def _fields() -> list[dict[str, Any]]:
    return [
        {**_named("title"), "type": "text", "maxLength": _most(Journey, "title"), "required": True},
        {**_named("held_on"), "type": "date"},
        {
            **_named("scenario"),
            "type": "long",
            "maxLength": _most(Journey, "scenario"),
            "required": True,
            "hint": _("Where it begins, where it ends, and for whom. One or two sentences."),
        },
        {
            **_named("owner"),
            "type": "text",
            "maxLength": _most(Journey, "owner"),
            "hint": _("Who keeps this map alive after the session."),
        },
        {
            **_named("sponsor"),
            "type": "text",
            "maxLength": _most(Plan, "sponsor"),
            "hint": _("Who promises an answer to each action."),
        },
        *(
            {**_named(name), "type": "text", "maxLength": _most(CustomerWords, name), "required": True}
            for name in ("one", "many")
        ),
        {
            **_named("invented"),
            "type": "checkbox",
            "hint": _("Tick this to practise. Every page and file then says so."),
        },
    ]


def _named(name: str) -> dict[str, Any]:
    return {"id": name, "label": _(LABELS[name])}


def _most(model: type[Journey | Plan | CustomerWords], field: str) -> int:
    return int(model.model_json_schema()["properties"][field]["maxLength"])
