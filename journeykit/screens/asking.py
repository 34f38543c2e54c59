"""Screens that ask with a sheet: what is filled in is in the store at once, and there again after a reload."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipywidgets.widgets.widget import Widget

from journeykit.language import _
from journeykit.models.entry import Looked
from journeykit.models.exercise import RunState
from journeykit.models.said import Note, Said, TakenBack, Topic
from journeykit.screens.guard import guarded
from journeykit.screens.screen import Screen
from journeykit.widgets.sheet import Sheet


def note_blocks(heading: str, texts: Sequence[str]) -> list[dict[str, Any]]:
    """What people wrote about one thing, as blocks of a sheet."""
    notes = {"kind": "notes", "items": list(texts)} if texts else {"kind": "quiet", "text": _("Nobody wrote anything.")}
    return [{"kind": "heading", "text": heading}, notes]


def note(topic: Topic, text: str) -> Note | TakenBack:
    """A line in somebody's own words; one that was emptied is taken back."""
    return Note(topic=topic, text=text) if text.strip() else TakenBack(place=f"note:{topic}")


class Asking(Screen):
    """A sheet of questions, and one tap to say that one is done.

    A subclass gives the words (`blocks`), the questions (`fields`), what the filled-in fields mean (`bodies`) and the
    way back (`filled`); where its exercise shows what was said in place, also `shown_blocks`.

    What somebody fills in while nothing is taken stays on their page, and is said when it is taken again.
    """

    def build(self) -> list[Widget]:
        """The questions, and under them a word of thanks."""
        self.sheet, self.thanks = Sheet(), Sheet()
        self._value: dict[str, Any] = {}  # what the page holds, also while it shows no fields
        self._known: dict[str, Said] = {}  # the stored things that `_value` has taken in
        self._filling = False
        self._late = False  # whether the page holds something that came too late
        self.saver.when_tried = self.show
        self.sheet.observe(self._filled_in, "value")
        self.sheet.on_press(self._pressed)
        return [self.sheet, self.thanks]

    def blocks(self) -> list[dict[str, Any]]:
        """What is read over the questions: the exercise's own words."""
        return [
            {"kind": "title", "text": self.told(self.data.prompt)},
            {"kind": "quiet", "text": self.told(self.data.hint)},
        ]

    def fields(self) -> list[dict[str, Any]]:
        """The questions."""
        raise NotImplementedError

    def bodies(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """What the filled-in fields mean. A place that is not among them stays as it is, so a half-filled thing waits.

        value: what is filled in, by field id; a field that nobody touched is missing.
        """
        raise NotImplementedError

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """The fields as they look when this was said, by field id."""
        raise NotImplementedError

    def shown_blocks(self) -> list[dict[str, Any]]:
        """What is read once everybody sees what was said, in place of the questions."""
        return self.blocks()

    def closed_blocks(self) -> list[dict[str, Any]]:
        """What is read while nothing is taken and nothing is shown."""
        return [*self.blocks(), {"kind": "strong", "text": _("Time is up, answers are in.")}]

    def actions(self) -> list[dict[str, Any]]:
        """The buttons under the questions."""
        return [] if self.has_looked else [{"id": "done", "label": _("Done"), "main": True}]

    def pressed(self, action_id: str) -> None:
        """A button of the subclass was pressed."""

    @property
    def value(self) -> dict[str, Any]:
        """What this page holds, by field id."""
        return dict(self._value)

    @property
    def heading(self) -> str:
        """Another one once it is shown, so that its page begins at the top and those who do not see it hear of it."""
        title = super().heading
        return _("{title}: everybody sees it now").format(title=title) if self.is_shown else title

    @property
    def is_shown(self) -> bool:
        """Whether everybody sees now what was said here."""
        return not self.is_open and self.participant.view.told.is_shown(self.exercise)

    @property
    def is_open(self) -> bool:
        """Whether this exercise takes answers now."""
        view = self.participant.view
        return self.is_on and view.now().state is RunState.OPEN and not view.ended

    @property
    def has_looked(self) -> bool:
        """Whether this seat said that it is done here."""
        return self.is_on and self.participant.view.has_looked(self.participant.seat.seat_id)

    def show(self) -> None:
        """The questions with what this seat has said; or, once it is shown, what everybody has said."""
        self.saver.again()
        self._take_in()
        if self.is_open:
            self._ask()
        else:
            self._fill(self.shown_blocks() if self.is_shown else self.closed_blocks(), [], [])
            self.thanks.blocks = []
        if self.is_open and self._late:
            self._say()

    def _ask(self) -> None:
        self._fill(self.blocks(), self.fields(), self.actions())
        thanks = _("Thank you. We go on together. You may still change it.")
        self.thanks.blocks = [{"kind": "strong", "text": thanks}] if self.has_looked else []

    def _take_in(self) -> None:
        """What was said on another page of this seat, or before a reload, goes into the fields that it changes."""
        said = self.participant.said(self.exercise)
        before, after = self.filled(self._known), self.filled(said)
        for id_ in before.keys() | after.keys():
            if before.get(id_) != after.get(id_):
                self._value.pop(id_, None)
                self._value |= {id_: after[id_]} if id_ in after else {}
        self._known = said

    def _fill(self, blocks: list[dict[str, Any]], fields: list[dict[str, Any]], actions: list[dict[str, Any]]) -> None:
        self._filling = True
        try:
            with self.sheet.hold_sync():
                self.sheet.blocks, self.sheet.fields, self.sheet.actions = blocks, fields, actions
                self.sheet.value = fitting(self._value, fields)
        finally:
            self._filling = False

    @guarded
    def _filled_in(self, _change: object) -> None:
        if not self._filling:
            self._value |= self.sheet.value
            self._say()

    def _say(self) -> None:
        """Save what the page has otherwise than the store."""
        stored = self.participant.said(self.exercise)
        meant = self.bodies(fitting(self._value, self.fields()))
        changed = [body for body in meant if stored.get(body.place) != (None if isinstance(body, TakenBack) else body)]
        self.saver.save(changed)
        self._late = not self.is_open
        said = self.participant.said(self.exercise)
        for body in changed:  # ours: the fields hold it already, perhaps with a space that is being typed
            self._known.pop(body.place, None)
            self._known |= {body.place: said[body.place]} if body.place in said else {}

    @guarded
    def _pressed(self, action_id: str) -> None:
        self.participant.view.refresh()
        if not self.is_on:  # a press that comes late belongs to nothing that is on now
            return
        if action_id == "done":
            self.participant.say(Looked())
            self.tell("")
        else:
            self.pressed(action_id)
        self.show()
        self.moved()


def fitting(value: dict[str, Any], fields: list[dict[str, Any]]) -> dict[str, Any]:
    """What of a filled-in value these fields take: an option that is gone is not chosen any more."""
    found = {}
    for field in fields:
        filled = value.get(field["id"])
        if "options" in field:
            there = {id_ for id_, _text in field["options"]}
            if isinstance(filled, list):
                filled = [id_ for id_ in filled if id_ in there]
            elif filled not in there:
                filled = None
        if filled is not None:
            found[field["id"]] = filled
    return found
