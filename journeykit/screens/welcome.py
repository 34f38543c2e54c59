"""Welcome: what this is, who sees what, and one tap to say "I am ready"."""

from __future__ import annotations

from collections.abc import Callable

from ipywidgets.widgets.widget import Widget

from journeykit.language import _, ngettext
from journeykit.models.counts import OPEN_K
from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.screens.guard import guarded
from journeykit.screens.screen import Screen
from journeykit.widgets.sheet import Sheet


class Welcome(Screen):
    """The first screen of everybody, also of those who come late."""

    exercise = ExerciseId.WELCOME

    def build(self) -> list[Widget]:
        """One sheet."""
        self.sheet = Sheet()
        self.when_ready: Callable[[], None] | None = None
        """Who else is told: the page around this screen, which may be further on already."""
        self.sheet.on_press(self._pressed)
        return [self.sheet]

    def show(self) -> None:
        """The welcome, or how many are ready once this seat is."""
        view = self.participant.view
        if view.is_ready(self.participant.seat.seat_id):
            self._show_waiting()
            return
        self.sheet.blocks = [
            {"kind": "title", "text": view.journey.title},
            {"kind": "text", "text": self.told(self.data.prompt)},
            {
                "kind": "group",
                "blocks": [
                    {"kind": "heading", "text": _("Before we start")},
                    {"kind": "list", "items": self._promises()},
                ],
            },
        ]
        self.sheet.fields = [
            {
                "id": "open_mode",
                "type": "checkbox",
                "label": _(
                    "We may be few today. I agree that answers of {k} people or more may be shown together."
                ).format(k=OPEN_K),
            }
        ]
        self.sheet.actions = [{"id": "ready", "label": _("I am ready"), "main": True}]

    def _promises(self) -> list[str]:
        k = self.participant.view.session.k
        return [
            self.told(self.data.hint),
            _("You have no name here. We show groups of {k} people or more, never one person.").format(k=k),
            _("The person who runs this computer can reach the stored answers. They are not used to judge anyone."),
        ]

    def _show_waiting(self) -> None:
        view = self.participant.view
        self.sheet.fields, self.sheet.actions = [], []
        blocks = [{"kind": "title", "text": _("You are in.")}]
        if view.now().exercise.id is self.exercise:
            progress = view.progress()
            text = ngettext("{ready} of {here} is ready.", "{ready} of {here} are ready.", progress.done)
            blocks.append({"kind": "text", "text": text.format(ready=progress.done, here=progress.of)})
        self.sheet.blocks = [
            *blocks,
            {"kind": "quiet", "text": _("We start together. This page goes on by itself; you need not reload it.")},
        ]

    @guarded
    def _pressed(self, action_id: str) -> None:
        if action_id == "ready":
            self.participant.say(Ready(agrees_to_open_mode=bool(self.sheet.value.get("open_mode"))))
            self.tell("")
            self.show()
            if self.when_ready:
                self.when_ready()
