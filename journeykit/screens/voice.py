"""Two customers in their own words, and one word for each from everybody."""

from __future__ import annotations

from typing import Any

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, Said, TakenBack, Topic
from journeykit.screens.asking import Asking, note, note_blocks
from journeykit.screens.quotes import quote_blocks
from journeykit.session.view import View

TOPICS = (Topic.FIRST_WORD, Topic.SECOND_WORD)
LONGEST_WORD = 30


def word_blocks(view: View) -> list[dict[str, Any]]:
    """Each quote with the words that people found for it. Raises NotRevealed before they were shown."""
    return [
        {"kind": "group", "blocks": [quote, *note_blocks(_("Our words"), view.told.notes(topic))]}
        for quote, topic in zip(quote_blocks(view.material), TOPICS, strict=False)
    ]


class Voice(Asking):
    """The quotes, a field for one word under each, and later what words the room found."""

    exercise = ExerciseId.VOICE

    def blocks(self) -> list[dict[str, Any]]:
        """The quotes; where nobody may be quoted, kind words instead."""
        quotes = quote_blocks(self.participant.view.material)
        name, many = self.participant.view.journey.persona.name, self.participant.view.journey.customers.many
        if not quotes:
            nothing = _("We have no words of {customers} yet that we may show. We meet {name} next.")
            return [
                {"kind": "title", "text": self.told(self.data.title)},
                {"kind": "text", "text": nothing.format(customers=many, name=name)},
            ]
        title = (
            _("One of our {customers} tells us how it was") if len(quotes) == 1 else _("Two of our {customers} tell us")
        )
        return [
            {"kind": "title", "text": title.format(customers=many)},
            {"kind": "quiet", "text": self.told(self.data.hint)},
            *({"kind": "group", "blocks": [quote]} for quote in quotes),
        ]

    def fields(self) -> list[dict[str, Any]]:
        """A word a quote."""
        labels = [_("One word for the first"), _("One word for the second")]
        found = len(quote_blocks(self.participant.view.material))
        if found == 1:
            labels = [_("One word for the feeling")]
        return [
            {"id": topic.value, "type": "text", "label": label, "maxLength": LONGEST_WORD}
            for topic, label in list(zip(TOPICS, labels, strict=False))[:found]
        ]

    def bodies(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """A note a word."""
        return [note(topic, value[topic]) for topic in TOPICS if topic in value]

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """The words that this seat wrote."""
        return {each.topic.value: each.text for each in said.values() if isinstance(each, Note)}

    def shown_blocks(self) -> list[dict[str, Any]]:
        """Each quote with our words for it."""
        words = word_blocks(self.participant.view)
        return [{"kind": "title", "text": self.told(self.data.title)}, *words] if words else self.blocks()
