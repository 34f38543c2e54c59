"""Close: what changed for me, one thing to change about the session, and what we will do."""

from __future__ import annotations

from typing import Any

from journeykit.language import N_, _
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import CheckAnswer, CheckItem, CheckWhen, Note, Said, TakenBack, Topic
from journeykit.render.card_words import commitment_words
from journeykit.screens.asking import note
from journeykit.screens.cards import card_blocks
from journeykit.screens.in_turn import InTurn
from journeykit.screens.review import no_action_block, review_words

_ITEMS = {
    CheckItem.HOW_THEY_FEEL: N_("I can say how {customers} like {name} feel at each step."),
    CheckItem.WHAT_THEY_EXPECT: N_("I know what {name} expects."),
    CheckItem.WHAT_I_CAN_DO: N_("I know what I can do about it."),
}
_WHEN = {CheckWhen.LOOKING_BACK: N_("Before today"), CheckWhen.AFTER: N_("Now")}
_TITLES = (
    N_("How was it before today, and how is it now?"),
    N_("One thing to change about this session?"),
    N_("What we will do"),
)


class Close(InTurn):
    """Two pages that ask, both of which may stay empty, and one that ends the session."""

    exercise = ExerciseId.CLOSE

    def blocks(self) -> list[dict[str, Any]]:
        """The words of the page that is open."""
        if self.at == len(_TITLES) - 1:
            thanks = {"kind": "strong", "text": _("Thank you for today.")}
            return [{"kind": "title", "text": _(_TITLES[-1])}, *self._agreed(), thanks]
        hints = (
            _("How much do you agree? Your answers count only together with those of the others."),
            _("One line is enough. The facilitator reads it after the session, without your name."),
        )
        title = {"kind": "title", "text": _(_TITLES[self.at])}
        return [title, self.place_words(), {"kind": "quiet", "text": hints[self.at]}]

    def pages(self) -> list[list[dict[str, Any]]]:
        """The check-out, the line about the session, and a page that is only read."""
        return [self._checks(), [_change_field()], []]

    def meant(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """An answer for each tap, and the line."""
        found: list[Said | TakenBack] = [
            CheckAnswer(item=item, when=when, value=value[_id(item, when)])
            for item in CheckItem
            for when in CheckWhen
            if _id(item, when) in value
        ]
        topic = Topic.CHANGE_NEXT_TIME
        return [*found, *([note(topic, value[topic])] if topic in value else [])]

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """Each answer at its item, and the line."""
        found: dict[str, Any] = {}
        for each in said.values():
            match each:
                case CheckAnswer():
                    found[_id(each.item, each.when)] = each.value
                case Note():
                    found[each.topic] = each.text
        return found

    def closed_blocks(self) -> list[dict[str, Any]]:
        """After the end only what we will do is left."""
        return [{"kind": "heading", "text": _(_TITLES[-1])}, *self._agreed()]

    def _agreed(self) -> list[dict[str, Any]]:
        """What the room keeps, what people share, and when we look again."""
        view = self.participant.view
        plans = [commitment_words(each) for each in view.told.shared_commitments()]
        heading = {"kind": "heading", "text": _("What some of us will do")}
        shared = {"kind": "group", "blocks": [heading, {"kind": "list", "items": plans}]}
        return [
            *({"kind": "group", "blocks": card_blocks(card)} for card in view.told.cards()),
            *no_action_block(view),
            *([shared] if plans else []),
            *([{"kind": "text", "text": review_words(view)}] if view.next_review_on else []),
        ]

    def _ask(self) -> None:
        super()._ask()
        if self.has_looked:
            text = _("You are done. Until the session ends you may still change your answers.")
            self.thanks.blocks = [{"kind": "strong", "text": text}]

    def _checks(self) -> list[dict[str, Any]]:
        ends = {"lowest": _("not at all"), "highest": _("fully")}
        return [
            {"id": _id(item, when), "type": "scale", "label": _(_WHEN[when]), "group": self.told(_ITEMS[item]), **ends}
            for item in CheckItem
            for when in CheckWhen
        ]


def _change_field() -> dict[str, Any]:
    return {"id": Topic.CHANGE_NEXT_TIME, "type": "long", "label": _("Next time I would ..."), "maxLength": 120}


def _id(item: CheckItem, when: CheckWhen) -> str:
    return f"{item}:{when}"
