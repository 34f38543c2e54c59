"""The page that participants load once: it swaps the screens inside as the facilitator moves on."""

from __future__ import annotations

from typing import Any, Self

from IPython.display import display
from ipywidgets.widgets.widget_box import Box, VBox
from tornado.ioloop import IOLoop

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.screens.follow import follow
from journeykit.screens.guard import guarded
from journeykit.screens.meet import Meet
from journeykit.screens.page import Page
from journeykit.screens.predict import Predict
from journeykit.screens.reveal_customers import RevealCustomers
from journeykit.screens.reveal_ourselves import RevealOurselves
from journeykit.screens.screen import Screen
from journeykit.screens.welcome import Welcome
from journeykit.session.door import DoorKind, this_door
from journeykit.session.preview import preview_participant
from journeykit.session.seat import Participant
from journeykit.widgets.sheet import Sheet
from journeykit.widgets.top_bar import TopBar

_SCREENS: dict[ExerciseId, type[Screen]] = {
    screen.exercise: screen for screen in (Welcome, Meet, Predict, RevealOurselves, RevealCustomers)
}


_BREATH_S = 0.5
"""Between two screens that are built ahead: what people do meanwhile goes first."""


class SessionPage:
    """A bar that stays, and under it the screen of what is on. One kernel for the whole session."""

    def __init__(self) -> None:
        self.bar, self.notice, self.stage = TopBar(), Sheet(), VBox()
        self._aside = Sheet()
        holder = Box([self.bar])
        holder.add_class("jk-top-holder")
        self.foot = Sheet()
        self.root = Page("SessionPage", "jk-session", [holder, self.notice, self.stage, self.foot])
        self._screens: dict[ExerciseId, Screen] = {}
        self._on: Screen | None = None

    def take(self, participant: Participant) -> Self:
        """Fill the page for one seat."""
        self.participant = participant
        journey = participant.view.journey
        self.bar.title, self.bar.initial = journey.title, journey.persona.name[:1].upper()
        code = _("Your code for another device: {code}").format(code=participant.seat.return_code.upper())
        self.foot.blocks = [{"kind": "quiet", "text": code}]
        if journey.invented:
            self.foot.blocks = [*self.foot.blocks, {"kind": "quiet", "text": _("An invented example")}]
        self.show()
        return self

    @guarded
    def show(self) -> None:
        """The screen of what is on; the welcome first for those who have not read it."""
        if self.participant.aside:
            self._step_aside()
            return
        now = self.participant.view.now()
        ready = self.participant.view.is_ready(self.participant.seat.seat_id)
        self.bar.ends_at_ms = now.ends_at.timestamp() * 1000 if ready else 0
        screen = self._screen(now.exercise.id if ready else ExerciseId.WELCOME)
        screen.show()
        if screen is not self._on:
            self._on = screen
            self.stage.children = (screen.root,)
            self.bar.screen = screen.told(screen.data.title)
        self.tell("")

    def open(self) -> None:
        """Show the page: for the seat that it belongs to, else as a preview."""
        door = this_door()
        if door is not None and door.kind is DoorKind.PARTICIPANT:
            self.take(door.participant())
            follow(door.view, self.show, door.feed)
            IOLoop.current().add_callback(self._build_ahead)
        else:
            self.take(preview_participant(ExerciseId.PREDICT))
        display(self.root)

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.notice.blocks = [{"kind": "strong", "text": text}] if text else []

    def _screen(self, id_: ExerciseId) -> Screen:
        """The screen of an exercise: built the first time, then the same one."""
        if id_ not in self._screens:
            screen = _SCREENS[id_]()
            screen.when_saved, screen.when_moved = self._saved, self.show
            self._screens[id_] = screen.take(self.participant)
        return self._screens[id_]

    @guarded
    def _build_ahead(self) -> None:
        """Build one more screen while nobody waits, so that the page follows at once when its turn comes."""
        missing = [id_ for id_ in _SCREENS if id_ not in self._screens]
        if missing:
            self._screen(missing[0])
            IOLoop.current().call_later(_BREATH_S, self._build_ahead)

    def _saved(self, saved: dict[str, Any]) -> None:
        self.bar.saved = saved

    def _step_aside(self) -> None:
        self.bar.ends_at_ms, self.bar.saved = 0, {"state": ""}
        self._on = None
        self._aside.blocks = [
            {"kind": "title", "text": _("You went on on another device.")},
            {"kind": "text", "text": _("Your answers are there. This page takes no more.")},
            {"kind": "link", "href": "", "text": _("Take it back to this device")},
        ]
        self.stage.children = (self._aside,)
