"""Action: one card with what, who, by when and the first step; the facilitator keeps cards for the room."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ipywidgets.widgets.widget import Widget

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.identifier import fresh_identifier
from journeykit.models.said import ActionCard, Said
from journeykit.screens.cards import card_blocks
from journeykit.screens.in_whole import InWhole
from journeykit.widgets.sheet import Sheet

_NEEDED = ("what", "who", "due", "first_step")


class Action(InWhole):
    """A form for one's own card, and under it what the room keeps."""

    exercise = ExerciseId.ACTION
    place = "action_card"

    def build(self) -> list[Widget]:
        """The form, and the cards of the room."""
        self.kept = Sheet(label=_("What the room keeps"))
        self._new_id = fresh_identifier("card")
        return [*super().build(), self.kept]

    def show(self) -> None:
        """One's own card, and what was kept."""
        super().show()
        cards = self.participant.view.told.cards()
        heading = {"kind": "heading", "text": _("What the room keeps")}
        self.kept.blocks = (
            [heading, *({"kind": "group", "blocks": card_blocks(card)} for card in cards)] if cards else []
        )
        if not self.is_open:
            self.status.blocks = []

    def blocks(self) -> list[dict[str, Any]]:
        """What is asked, and who will see the card."""
        who_sees = _("The facilitator sees your card and may keep it for the room. Then everybody sees it.")
        return [*super().blocks(), {"kind": "quiet", "text": who_sees}]

    def fields(self) -> list[dict[str, Any]]:
        """The lines of the card; none while the room keeps it, since it stays as it was taken in."""
        if self._is_kept:
            return []
        view, stored = self.participant.view, self.stored
        earliest = view.clock().date() - timedelta(days=1)  # it may still be yesterday where the phone is
        dates = [stored.due, stored.metric_by] if isinstance(stored, ActionCard) else []
        least = min([earliest, *(day for day in dates if day)]).isoformat()
        line = {"maxLength": 120, "required": True}
        return [
            {"id": "what", "type": "long", "label": _("What will we do?"), **line},
            {"id": "who", "type": "text", "label": _("Who? One name"), **line, "maxLength": 60},
            {"id": "due", "type": "date", "label": _("By when?"), "min": least, "required": True},
            {"id": "first_step", "type": "long", "label": _("The first step this week"), **line},
            {
                "id": "metric",
                "type": "text",
                "label": _("How will we see that it works?"),
                "hint": _("A number, if you have one. Else leave it empty and name a day below."),
                "maxLength": 120,
            },
            {"id": "metric_by", "type": "date", "label": _("Or: the owner names it by"), "min": least},
        ]

    def missing(self, value: dict[str, Any]) -> list[str]:
        """What the card needs and does not have."""
        names = {"what": _("what"), "who": _("who"), "due": _("by when"), "first_step": _("the first step")}
        found = [names[id_] for id_ in _NEEDED if not str(value.get(id_, "")).strip()]
        if not str(value.get("metric", "")).strip() and not value.get("metric_by"):
            found.append(_("how we will see it, or the day on which the owner names it"))
        return found

    def whole(self, value: dict[str, Any]) -> Said:
        """The card, with the id that it had before."""
        stored = self.stored
        return ActionCard(
            card_id=stored.card_id if isinstance(stored, ActionCard) else self._new_id,
            what=value["what"],
            who=value["who"],
            due=date.fromisoformat(value["due"]),
            first_step=value["first_step"],
            metric=value.get("metric", ""),
            metric_by=date.fromisoformat(value["metric_by"]) if value.get("metric_by") else None,
        )

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """The lines of a card."""
        card = said.get(self.place)
        if not isinstance(card, ActionCard):
            return {}
        found = {"what": card.what, "who": card.who, "due": card.due.isoformat(), "first_step": card.first_step}
        found |= {"metric": card.metric} if card.metric else {}
        return found | ({"metric_by": card.metric_by.isoformat()} if card.metric_by else {})

    def saved_words(self) -> str:
        """Whether the facilitator or everybody sees it."""
        if self._is_kept:
            return _("The room keeps your card: everybody sees it. To change it, ask the facilitator.")
        return _("Saved. The facilitator sees it.")

    def actions(self) -> list[dict[str, Any]]:
        """What the room keeps cannot be taken back."""
        found = super().actions()
        return [each for each in found if each["id"] != "take_back"] if self._is_kept else found

    def half_words(self, missing: list[str]) -> str:
        """What is missing, and that an earlier card still stands."""
        if self.stored:
            text = _("This change is not saved yet. Still missing: {names}. Your card stands as it was.")
            return text.format(names=", ".join(missing))
        return super().half_words(missing)

    @property
    def _is_kept(self) -> bool:
        stored = self.stored
        kept = {card.card_id for card in self.participant.view.told.cards()}
        return isinstance(stored, ActionCard) and stored.card_id in kept

    def pressed(self, action_id: str) -> None:
        """A card that comes after one that was taken back is another card."""
        super().pressed(action_id)
        self._new_id = fresh_identifier("card")
