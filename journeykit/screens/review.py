"""The close: when the room looks at it again, and why there is no action, where there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.models.days import day_words
from journeykit.models.exercise import ExerciseId
from journeykit.screens.cards import short_card
from journeykit.screens.guard import guarded
from journeykit.screens.panel import Panel
from journeykit.session.view import View

_WEEKS = (2, 4, 12)
"""How far ahead a day is offered with one tap."""


def no_action_block(view: View) -> list[dict[str, Any]]:
    """The red line of a session without an action; none where there is one."""
    if view.told.cards():
        return []
    if view.no_action_because:
        return [{"kind": "alarm", "text": _("No action, because: {reason}").format(reason=view.no_action_because)}]
    return [{"kind": "alarm", "text": _("There is no action yet.")}]


def review_words(view: View) -> str:
    """The day of the review in words, or that there is none yet."""
    day = view.next_review_on
    if day is None:
        return _("No day is set on which we look again.")
    return _("We look again on {day}.").format(day=day_words(day))


class Review(Panel):
    """What was agreed, a day for the review, a reason where there is no action. What is filled in is saved at once."""

    def __init__(self, label: str, *, tell: Callable[[str], None], changed: Callable[[], None]) -> None:
        super().__init__(label, tell=tell, changed=changed)
        self._showing = False
        self._known: dict[str, str] = {}
        self.sheet.observe(self._filled_in, "value")

    def show(self) -> None:
        """The actions, the day and the reason; nothing before the close and after the end."""
        view = self.room.view
        self._showing = True
        if view.ended or view.now().exercise.id is not ExerciseId.CLOSE:
            self.fill()
        else:
            self._ask(view)
        self._showing = False

    def press(self, action_id: str) -> None:
        """Take the day that a button names."""
        self._save({**self.sheet.value, "day": action_id.removeprefix("day:")})
        self._known = {}  # so that the field takes the day, too

    def _ask(self, view: View) -> None:
        cards = view.told.cards()
        read_out = [short_card(card) for card in cards]
        blocks: list[dict[str, Any]] = [
            {"kind": "heading", "text": _("Read this out")},
            *read_out,
            *no_action_block(view),
            {"kind": "strong", "text": review_words(view)},
        ]
        today = view.clock().date()
        yesterday = today - timedelta(days=1)  # it may still be yesterday here
        earliest = min(yesterday, view.next_review_on or today)  # a day that was set last week stays
        fields: list[dict[str, Any]] = [
            {"id": "day", "type": "date", "label": _("We look again on"), "min": earliest.isoformat()}
        ]
        if not cards:
            label = _("No action, because")
            fields.append({"id": "reason", "type": "text", "label": label, "maxLength": 200})
        days = [(weeks, today + timedelta(weeks=weeks)) for weeks in _WEEKS]
        actions = [
            {"id": f"day:{day}", "label": _("In {n} weeks").format(n=weeks)}
            for weeks, day in days
            if day != view.next_review_on
        ]
        self.fill(blocks, fields, actions)
        stored = self._stored(view)
        if stored != self._known:  # set on another page, or before this one was loaded
            self._known = stored
            there = {field["id"] for field in fields}
            self.sheet.value = {id_: value for id_, value in stored.items() if id_ in there}

    @guarded
    def _filled_in(self, _change: object) -> None:
        if not self._showing:
            self._save(self.sheet.value)
            self.tell("")
            self._changed()

    def _save(self, filled: dict[str, Any]) -> None:
        view = self.room.view
        stored = self._stored(view)
        meant = {name: str(filled.get(name, stored[name])).strip() for name in stored}
        if meant == stored:
            return
        try:
            day = date.fromisoformat(meant["day"]) if meant["day"] else None
        except ValueError:
            raise JourneykitError(_("That is no day.")) from None
        self.room.set_review(day, meant["reason"][:200])
        self._known = self._stored(view)  # the page holds it already, perhaps with a space that is being typed

    def _stored(self, view: View) -> dict[str, str]:
        day = view.next_review_on
        return {"day": day.isoformat() if day else "", "reason": view.no_action_because}
