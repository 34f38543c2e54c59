"""Action cards: what people propose to do, what the room keeps, and a form to write one down for the room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.identifier import fresh_identifier
from journeykit.models.said import ActionCard
from journeykit.render.card_words import card_words
from journeykit.screens.panel import Panel

_LONGEST_NAME = 40
"""So much of what an action says stands on its button."""


def card_blocks(card: ActionCard) -> list[dict[str, Any]]:
    """A card as blocks of a sheet: what, who, by when, the first step, and how one will see that it works."""
    told = card_words(card)
    terms = [
        [_("Who and when"), _("{who}, {due}").format(who=told.who, due=told.due)],
        [_("First step this week"), told.first_step],
        [_("How we will see it"), told.measure],
    ]
    return [{"kind": "heading", "text": told.what}, {"kind": "terms", "items": terms}]


def short_card(card: ActionCard, *more: dict[str, Any]) -> dict[str, Any]:
    """The same in two lines, where many stand over each other."""
    told = card_words(card)
    text = _("{who}, {due}. First step: {first_step}").format(who=told.who, due=told.due, first_step=told.first_step)
    measure = _("How we will see it: {measure}").format(measure=told.measure)
    blocks = [{"kind": "strong", "text": told.what}, {"kind": "text", "text": text}, {"kind": "quiet", "text": measure}]
    return {"kind": "group", "blocks": [*blocks, *more]}


class Cards(Panel):
    """The cards that people sent, without names of senders: keep, or put back."""

    def show(self) -> None:
        """The cards while it is the turn of actions."""
        view = self.room.view
        if view.now().exercise.id is not ExerciseId.ACTION or view.ended:
            self.fill()
            return
        kept = set(view.told.cards())
        cards = view.told.cards(kept_only=False)
        blocks: list[dict[str, Any]] = [{"kind": "heading", "text": _("What people would do")}]
        if not cards:
            blocks.append({"kind": "quiet", "text": _("No card has come so far.")})
        actions = []
        for card in cards:
            tick = [{"kind": "tick", "text": _("Kept: everybody sees it.")}] if card in kept else []
            blocks.append(short_card(card, *tick))
            actions.append(self._about(card, card in kept))
        self.fill(blocks, actions=actions)

    def press(self, action_id: str) -> None:
        """Keep a card, or put it back."""
        verb, id_ = action_id.split(":")
        self.room.keep(KeptWhat.CARD, id_, kept=verb == "keep")

    def _about(self, card: ActionCard, kept: bool) -> dict[str, Any]:
        name = card.what if len(card.what) <= _LONGEST_NAME else f"{card.what[: _LONGEST_NAME - 1].rstrip()}\u2026"
        if kept:
            label = _("Put \u201c{action}\u201d back").format(action=name)
            return {"id": f"back:{card.card_id}", "label": label}
        return {"id": f"keep:{card.card_id}", "label": _("Keep \u201c{action}\u201d").format(action=name)}


class CardForm(Panel):
    """A form for an action that the room agrees on aloud."""

    def __init__(self, label: str, *, tell: Callable[[str], None], changed: Callable[[], None]) -> None:
        super().__init__(label, tell=tell, changed=changed)
        self._written: dict[str, Any] = {}
        self.sheet.observe(self._filled_in, "value")

    def show(self) -> None:
        """The form while it is the turn of actions."""
        view = self.room.view
        if view.now().exercise.id is not ExerciseId.ACTION or view.ended:
            self.fill()
            return
        earliest = (view.clock().date() - timedelta(days=1)).isoformat()  # it may still be yesterday here
        fields: list[dict[str, Any]] = [
            {"id": "what", "type": "text", "label": _("What"), "maxLength": 120, "required": True},
            {"id": "who", "type": "text", "label": _("Who"), "maxLength": 60, "required": True},
            {"id": "due", "type": "date", "label": _("By when"), "min": earliest, "required": True},
            {
                "id": "first_step",
                "type": "text",
                "label": _("First step this week"),
                "maxLength": 120,
                "required": True,
            },
            {
                "id": "metric",
                "type": "text",
                "label": _("How will we see that it works?"),
                "hint": _("A number, if you have one. Else leave it empty and name a day below."),
                "maxLength": 120,
            },
            {"id": "metric_by", "type": "date", "label": _("Or: the owner names it by"), "min": earliest},
        ]
        heading = {"kind": "heading", "text": _("Write one for the room")}
        self.fill([heading], fields, [{"id": "write", "label": _("Write it down")}])

    def press(self, action_id: str) -> None:
        """Write the card down; a new form is empty."""
        if action_id != "write":
            return
        filled = {name: value for name, value in self.sheet.value.items() if value != ""}
        try:
            card = ActionCard.model_validate({"card_id": fresh_identifier(str(filled.get("what", ""))), **filled})
        except ValueError:
            raise JourneykitError(_("An action needs what, who, by when, and the first step this week.")) from None
        there = self.room.view.told.cards(kept_only=False)
        if all(card != each.model_copy(update={"card_id": card.card_id}) for each in there):  # a double click
            self.room.write_card(card)
        self._written, self.sheet.value = self.sheet.value, {}

    def _filled_in(self, _change: object) -> None:
        """A page that is slow may say once more what was written down: the form stays empty all the same."""
        if self._written and self.sheet.value == self._written:
            self.sheet.value = {}
