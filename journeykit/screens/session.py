"""The page that participants load once: it swaps the screens inside as the facilitator moves on."""

from __future__ import annotations

from typing import Any, Self

from IPython.display import display
from ipywidgets.widgets.widget import Widget
from ipywidgets.widgets.widget_box import Box, VBox
from tornado.ioloop import IOLoop

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import Commitment
from journeykit.render.card_words import commitment_words
from journeykit.screens.action import Action
from journeykit.screens.asleep import Asleep
from journeykit.screens.close import Close
from journeykit.screens.commitment import Commit
from journeykit.screens.follow import follow
from journeykit.screens.guard import guarded
from journeykit.screens.meet import Meet
from journeykit.screens.moments import Moments
from journeykit.screens.now_i_think import NowIThink
from journeykit.screens.own_feeling import OwnFeeling
from journeykit.screens.page import Page
from journeykit.screens.predict import Predict
from journeykit.screens.reveal_customers import RevealCustomers
from journeykit.screens.reveal_ourselves import RevealOurselves
from journeykit.screens.screen import Screen
from journeykit.screens.steps import Steps
from journeykit.screens.sure import Sure
from journeykit.screens.voice import Voice
from journeykit.screens.welcome import Welcome
from journeykit.session.arrival import nobody_is_here, when_somebody_comes
from journeykit.session.door import DoorKind, this_door
from journeykit.session.preview import preview_participant
from journeykit.session.seat import Participant
from journeykit.widgets.sheet import Sheet
from journeykit.widgets.top_bar import TopBar

_SCREENS: dict[ExerciseId, type[Screen]] = {
    screen.exercise: screen
    for screen in (
        *(Welcome, Voice, Meet, Steps, Predict, Sure, RevealOurselves),
        *(OwnFeeling, RevealCustomers, NowIThink, Moments, Action, Commit, Close),
    )
}

_BREATH_S = 0.5
"""Between two screens that are built ahead: what people do meanwhile goes first."""
_ERASE_URL = "../../erase"
_JOIN_URL = "../../"

Blocks = list[dict[str, Any]]


class SessionPage:
    """A bar that stays, and under it the screen of what is on. One kernel for the whole session."""

    def __init__(self) -> None:
        self.bar, self.notice, self.stage = TopBar(), Sheet(), VBox()
        self.banner, self.foot = Sheet(), Sheet()
        self._aside = Sheet()
        holder = Box([self.bar])
        holder.add_class("jk-top-holder")
        self.root = Page("SessionPage", "jk-session", [holder, self.banner, self.notice, self.stage, self.foot])
        self._screens: dict[ExerciseId, Screen] = {}
        self._asleep = {id_: Asleep(screen) for id_, screen in _SCREENS.items()} if nobody_is_here() else {}
        self._served = True

    def take(self, participant: Participant) -> Self:
        """Fill the page for one seat."""
        self.participant = participant
        self.show()
        return self

    @guarded
    def show(self) -> None:
        """The screen of what is on; the welcome first for those who have not read it."""
        view = self.participant.view
        self.bar.title, self.bar.initial = view.journey.title, view.journey.persona.name[:1].upper()
        rehearsal = {"kind": "badge", "text": _("Rehearsal: these people are simulated")}
        self.banner.blocks = [rehearsal] if view.session.rehearsal else []
        self.foot.blocks = self._foot()
        if self.participant.gone:
            self._show_aside(_gone())
        elif self.participant.aside:
            self._show_aside(_on_another_device())
        elif view.ended:
            self._show_aside(self._ended(), *self._what_we_will_do())
        else:
            self._show_what_is_on()
        self.tell("")

    def open(self) -> None:
        """Show the page: for the seat that it belongs to, else as a preview."""
        display(self.root)
        when_somebody_comes(self._arrive)

    def _arrive(self) -> None:
        door = this_door()
        if door is not None and door.kind is DoorKind.PARTICIPANT:
            self.take(door.participant())
            follow(door.view, self.show, door.feed, self.participant)
            IOLoop.current().add_callback(self._build_ahead)
        else:
            self._served = False
            self.take(preview_participant(ExerciseId.PREDICT))

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.notice.blocks = [{"kind": "strong", "text": text}] if text else []

    def _show_what_is_on(self) -> None:
        view = self.participant.view
        now, ready = view.now(), view.is_ready(self.participant.seat.seat_id)
        on = now.exercise.id if ready else ExerciseId.WELCOME
        timed = ready and (view.begun or on is not ExerciseId.WELCOME)  # nobody waits against a clock
        screen = self._screen(on)
        screen.show()
        self._put(screen.heading, now.ends_at.timestamp() * 1000 if timed else 0, screen.root)

    def _show_aside(self, blocks: Blocks, *below: Screen) -> None:
        self.bar.saved = {"state": ""}
        self._aside.blocks = blocks
        self._put(blocks[0]["text"], 0, self._aside, *(screen.root for screen in below))

    def _put(self, heading: str, ends_at_ms: float, *roots: Widget) -> None:
        self.bar.ends_at_ms = ends_at_ms
        if self.stage.children != roots:
            self.stage.children = roots
        self.bar.screen = heading

    def _screen(self, id_: ExerciseId) -> Screen:
        """The screen of an exercise: built or woken the first time, then the same one."""
        if id_ not in self._screens:
            asleep = self._asleep.pop(id_, None)
            self._screens[id_] = asleep.wake(self._take) if asleep else self._take(_SCREENS[id_]())
        return self._screens[id_]

    def _take(self, screen: Screen) -> Screen:
        screen.when_saved, screen.when_moved = self._saved, self.show
        return screen.take(self.participant)

    @guarded
    def _build_ahead(self) -> None:
        """Build one more screen while nobody waits, so that the page follows at once when its turn comes."""
        view = self.participant.view
        there = self._screens.keys() | self._asleep.keys()
        missing = [id_ for id_ in view.session.agenda if id_ not in there and view.minutes(id_)]
        if missing and not self.participant.gone:
            self._screen(missing[0])
            IOLoop.current().call_later(_BREATH_S, self._build_ahead)

    def _saved(self, saved: dict[str, Any]) -> None:
        self.bar.saved = saved

    def _foot(self) -> Blocks:
        code = _("Your code for another device: {code}").format(code=self.participant.seat.return_code.upper())
        own = [{"kind": "quiet", "text": code}]
        if self._served:  # a preview has no server that could delete anything
            own.append({"kind": "link", "href": _ERASE_URL, "text": _("Delete my answers")})
        invented = (
            [{"kind": "quiet", "text": _("An invented example")}] if self.participant.view.journey.invented else []
        )
        return [*([] if self.participant.gone else own), *invented]

    def _ended(self) -> Blocks:
        blocks: Blocks = [
            {"kind": "title", "text": _("The session is over.")},
            {"kind": "text", "text": _("Thank you for taking part. You may close this page.")},
        ]
        plan = self.participant.said(ExerciseId.COMMITMENT).get("commitment")
        if isinstance(plan, Commitment):
            own = [{"kind": "heading", "text": _("What you will do")}, {"kind": "text", "text": commitment_words(plan)}]
            blocks.append({"kind": "group", "blocks": own})
        return blocks

    def _what_we_will_do(self) -> list[Screen]:
        """The close shows it, where the session has one."""
        if ExerciseId.CLOSE not in self.participant.view.session.agenda:
            return []
        screen = self._screen(ExerciseId.CLOSE)
        screen.show()
        return [screen]


def _on_another_device() -> Blocks:
    return [
        {"kind": "title", "text": _("You went on on another device.")},
        {"kind": "text", "text": _("Your answers are there. This page takes no more.")},
        {"kind": "link", "href": "", "text": _("Take it back to this device")},
    ]


def _gone() -> Blocks:
    return [
        {"kind": "title", "text": _("Your answers are deleted.")},
        {"kind": "text", "text": _("Nothing of what you answered is left in this session.")},
        {"kind": "quiet", "text": _("A new step or an action that the room has kept stays. You may close this page.")},
        {"kind": "link", "href": _JOIN_URL, "text": _("Join again")},
    ]
