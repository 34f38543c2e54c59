"""Meet the person: one point of view for the whole room, and what everybody adds to it."""

from __future__ import annotations

from typing import Any

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.persona import EvidenceLevel, Persona
from journeykit.models.said import Note, Said, TakenBack, Topic
from journeykit.screens.asking import Asking, note, note_blocks
from journeykit.screens.quotes import quote_blocks
from journeykit.session.view import View

LONGEST = 120


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


def added_blocks(view: View) -> list[dict[str, Any]]:
    """What people added to the persona, in two lists. Raises NotRevealed before it was shown."""
    name, told = view.journey.persona.name, view.told
    return [
        {
            "kind": "group",
            "blocks": note_blocks(_("{name} may expect").format(name=name), told.notes(Topic.EXPECTATION)),
        },
        {
            "kind": "group",
            "blocks": note_blocks(_("{name} may worry about").format(name=name), told.notes(Topic.WORRY)),
        },
    ]


class Meet(Asking):
    """The persona's card, and a line each for what this person may expect and worry about."""

    exercise = ExerciseId.MEET

    def blocks(self) -> list[dict[str, Any]]:
        """The card and the scenario; also the quotes in a session that has no exercise of its own for them."""
        view = self.participant.view
        quotes = [] if ExerciseId.VOICE in view.session.agenda else quote_blocks(view.material)
        heading = {"kind": "heading", "text": _("In their own words")}
        return [
            *super().blocks(),
            {"kind": "group", "blocks": persona_blocks(view.journey.persona)},
            {"kind": "text", "text": view.journey.scenario},
            *([{"kind": "group", "blocks": [heading, *quotes]}] if quotes else []),
        ]

    def fields(self) -> list[dict[str, Any]]:
        """One expectation and one worry."""
        name = self.participant.view.journey.persona.name
        heading = _("What would you add?")
        return [
            {
                "id": Topic.EXPECTATION.value,
                "type": "long",
                "label": _("{name} may expect \u2026").format(name=name),
                "maxLength": LONGEST,
                "group": heading,
            },
            {
                "id": Topic.WORRY.value,
                "type": "long",
                "label": _("{name} may worry about \u2026").format(name=name),
                "maxLength": LONGEST,
                "group": heading,
            },
        ]

    def bodies(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """A note a line."""
        return [note(topic, value[topic]) for topic in (Topic.EXPECTATION, Topic.WORRY) if topic in value]

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """The lines that this seat wrote."""
        return {each.topic.value: each.text for each in said.values() if isinstance(each, Note)}

    def shown_blocks(self) -> list[dict[str, Any]]:
        """The two lists."""
        return [{"kind": "title", "text": self.told(self.data.title)}, *added_blocks(self.participant.view)]
