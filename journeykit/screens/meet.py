"""Meet the person: one point of view for the whole room, with words of real customers where there are any."""

from __future__ import annotations

from itertools import islice
from typing import Any

from ipywidgets.widgets.widget import Widget

from journeykit.language import _
from journeykit.models.entry import Looked
from journeykit.models.exercise import ExerciseId
from journeykit.models.material import Material
from journeykit.models.persona import EvidenceLevel, Persona
from journeykit.screens.guard import guarded
from journeykit.screens.screen import Screen
from journeykit.widgets.sheet import Sheet

QUOTES = 2


def persona_blocks(persona: Persona) -> list[dict[str, Any]]:
    """A persona as blocks of a sheet, with how much of it real customers stand behind."""
    known = {
        EvidenceLevel.ASSUMPTION: _("We imagine this person from what we know so far."),
        EvidenceLevel.MIXED: _("Partly from real customers, partly imagined."),
        EvidenceLevel.RESEARCHED: _("Built from what real customers told us."),
    }
    terms = [[_("Who"), persona.role], [_("Wants"), persona.goal]]
    terms += [[_("Expects"), "; ".join(persona.expectations)], [_("Worries about"), "; ".join(persona.fears)]]
    terms += [[_("Good to know"), persona.context]]
    return [
        {"kind": "heading", "text": persona.name},
        {"kind": "terms", "items": [term for term in terms if term[1]]},
        {"kind": "quiet", "text": known[persona.evidence_level]},
    ]


def quote_blocks(material: Material) -> list[dict[str, Any]]:
    """The first quotes of a journey that may be shown, as blocks of a sheet."""
    shown = (quote for step in material.journey.targets for quote in material.shown_quotes(step.id))
    return [
        {"kind": "quote", "text": _("\u201c{quote}\u201d").format(quote=quote.text), "by": quote.source}
        for quote in islice(shown, QUOTES)
    ]


class Meet(Screen):
    """The persona's card, two quotes, and one tap to say that one has looked."""

    exercise = ExerciseId.MEET

    def build(self) -> list[Widget]:
        """One sheet."""
        self.sheet = Sheet()
        self.sheet.on_press(self._pressed)
        return [self.sheet]

    def show(self) -> None:
        """The card, and whether this seat has looked at it."""
        view = self.participant.view
        quotes = quote_blocks(view.material)
        looked = view.has_looked(self.participant.seat.seat_id)
        blocks: list[dict[str, Any]] = [
            {"kind": "title", "text": self.told(self.data.prompt)},
            {"kind": "quiet", "text": self.told(self.data.hint)},
            {"kind": "group", "blocks": persona_blocks(view.journey.persona)},
            {"kind": "text", "text": view.journey.scenario},
        ]
        if quotes:
            heading = {"kind": "heading", "text": _("In their own words")}
            blocks.append({"kind": "group", "blocks": [heading, *quotes]})
        if looked:
            blocks.append({"kind": "strong", "text": _("Thank you. We go on together.")})
        self.sheet.blocks = blocks
        self.sheet.actions = [] if looked else [{"id": "looked", "label": _("I have read it"), "main": True}]

    @guarded
    def _pressed(self, action_id: str) -> None:
        if action_id == "looked":
            self.participant.say(Looked())
            self.tell("")
            self.show()
