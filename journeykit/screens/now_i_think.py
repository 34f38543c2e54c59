"""Now I think: what somebody thought before and thinks now; then what the room wrote, without names."""

from __future__ import annotations

from typing import Any

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Note, Said, TakenBack, Topic
from journeykit.screens.asking import Asking, note, note_blocks

_TOPICS = (Topic.USED_TO_THINK, Topic.NOW_THINK)


class NowIThink(Asking):
    """Two lines, each of which may stay empty."""

    exercise = ExerciseId.NOW_I_THINK

    def fields(self) -> list[dict[str, Any]]:
        """What somebody used to think, and what they think now."""
        labels = {Topic.USED_TO_THINK: _("I used to think ..."), Topic.NOW_THINK: _("Now I think ...")}
        return [{"id": topic, "type": "long", "label": labels[topic], "maxLength": 120} for topic in _TOPICS]

    def bodies(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """A note for each line."""
        return [note(topic, value[topic]) for topic in _TOPICS if topic in value]

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """Each note in its line."""
        return {each.topic: each.text for each in said.values() if isinstance(each, Note)}

    def shown_blocks(self) -> list[dict[str, Any]]:
        """The cards of the room."""
        told = self.participant.view.told
        return [
            {"kind": "title", "text": self.told(self.data.title)},
            *note_blocks(_("I used to think"), told.notes(Topic.USED_TO_THINK)),
            *note_blocks(_("Now I think"), told.notes(Topic.NOW_THINK)),
            {"kind": "foot", "text": _("In the order of the alphabet. No names are shown.")},
        ]
