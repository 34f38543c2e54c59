"""Commitment: one thing that I will do differently, as a plan; nobody else sees it unless I share it."""

from __future__ import annotations

from typing import Any

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Commitment, Said, TakenBack
from journeykit.screens.in_whole import InWhole


class Commit(InWhole):
    """Two halves of one sentence, and a tick to share it."""

    exercise = ExerciseId.COMMITMENT
    place = "commitment"

    def fields(self) -> list[dict[str, Any]]:
        """If ..., then I will ..., and whether others may read it."""
        return [
            {
                "id": "if_text",
                "type": "long",
                "label": _("If ..."),
                "maxLength": 120,
                "placeholder": _("somebody waits longer than I said"),
            },
            {
                "id": "then_text",
                "type": "long",
                "label": _("then I will ..."),
                "maxLength": 120,
                "placeholder": _("go to them and say why"),
            },
            {"id": "share", "type": "checkbox", "label": _("Share it with the room, without my name")},
        ]

    def missing(self, value: dict[str, Any]) -> list[str]:
        """The half that is not there."""
        halves = {"if_text": _("the “if” half"), "then_text": _("the “then” half")}
        return [name for id_, name in halves.items() if not str(value.get(id_, "")).strip()]

    def whole(self, value: dict[str, Any]) -> Said:
        """The plan."""
        return Commitment(if_text=value["if_text"], then_text=value["then_text"], share=bool(value.get("share")))

    def bodies(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """The plan as a whole. Half a one takes an earlier one back: what somebody empties is not shared on."""
        return super().bodies(value) or [TakenBack(place=self.place)]

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """Both halves, and the tick."""
        plan = said.get(self.place)
        if not isinstance(plan, Commitment):
            return {}
        return {"if_text": plan.if_text, "then_text": plan.then_text, "share": plan.share}

    def saved_words(self) -> str:
        """Who sees it."""
        if isinstance(self.stored, Commitment) and self.stored.share:
            if not self.has_looked:
                return _("Saved. It is shared when you press Done, or when the session goes on.")
            return _("Saved and shared: everybody may read it, without your name.")
        return _("Saved. Only you see this.")
