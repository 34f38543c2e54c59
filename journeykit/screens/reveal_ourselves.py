"""Reveal ourselves: the shape of what the room thought, where it holds two different pictures, and how sure it was."""

from __future__ import annotations

from ipywidgets.widgets.widget import Widget

from journeykit.language import _
from journeykit.models.entry import Looked
from journeykit.models.exercise import ExerciseId
from journeykit.screens.guard import guarded
from journeykit.screens.picture import Picture, not_yet_checked
from journeykit.screens.screen import Screen
from journeykit.widgets.sheet import Sheet


class RevealOurselves(Screen):
    """The room's dots and mean, one's own guesses among them, and what was picked; no names."""

    exercise = ExerciseId.REVEAL_OURSELVES

    def build(self) -> list[Widget]:
        """A title, the picture with the picks, and one tap to say that one has looked."""
        self.title, self.sheet = Sheet(), Sheet()
        self.picture = Picture("phone", show_dots=True)
        self.sheet.on_press(self._pressed)
        return [self.title, self.picture.root, self.sheet]

    def show(self) -> None:
        """What may be seen of the room now."""
        view = self.participant.view
        self.title.blocks = [
            {"kind": "title", "text": self.told(self.data.title)},
            {"kind": "quiet", "text": self.told(self.data.hint)},
            *not_yet_checked(view),
        ]
        self.picture.show(view)
        self.picture.curve.value_name, self.picture.curve.value = self.own_name, self.participant.own()
        looked = self.is_on and view.has_looked(self.participant.seat.seat_id)
        self.sheet.blocks = [{"kind": "strong", "text": _("Thank you. We go on together.")}] if looked else []
        self.sheet.actions = [] if looked else [{"id": "looked", "label": _("I have looked"), "main": True}]

    @guarded
    def _pressed(self, action_id: str) -> None:
        self.participant.view.refresh()
        if action_id == "looked" and self.is_on:
            self.participant.say(Looked())
            self.show()
