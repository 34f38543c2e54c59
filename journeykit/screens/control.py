"""The facilitator's page: who is here, what is on, what comes next; nothing that the projector may not show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self

from IPython.display import display
from ipywidgets.widgets.widget_box import VBox
from tornado.ioloop import IOLoop

from journeykit.errors import JourneykitError
from journeykit.language import _, ngettext
from journeykit.models.agenda import exercise
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.models.journey import Baseline
from journeykit.models.session import Role, role_words
from journeykit.screens.follow import follow
from journeykit.screens.guard import guarded
from journeykit.screens.offers import offers, progress_words, uncovering, uncovering_words
from journeykit.screens.page import Page
from journeykit.screens.picture import Picture, not_yet_checked
from journeykit.screens.take_home import TakeHome
from journeykit.session.door import Door, DoorKind, this_door
from journeykit.session.preview import preview_room
from journeykit.session.room import Room
from journeykit.widgets.sheet import Sheet

PATIENCE_S = 30
"""After this long without another device the page says what may be wrong."""


class ControlPage:
    """Three columns: the agenda and the way in; what is on and what to press; what to say, and what to take home."""

    def __init__(self) -> None:
        self.agenda = Sheet(label=_("Agenda"))
        self.now = Sheet(label=_("Now"))
        self.notice = Sheet()
        self.picture = Picture("page")
        self.picture.when_beat = self.show
        self.actions = Sheet(label=_("What you can do"))
        self.notes = Sheet(label=_("What you can say"))
        self.line = Sheet(label=_("The line between pain and gain"))
        self.take_home = TakeHome()
        left, middle, right = (
            VBox([self.agenda]),
            VBox([self.now, self.notice, self.actions, self.picture.root]),
            VBox([self.notes, self.take_home.sheet, self.line]),
        )
        self.root = Page("ControlPage", "jk-control", [left, middle, right])
        self._hints = False
        self.actions.on_press(self._pressed)
        self.line.on_press(self._moved_line)

    def take(self, room: Room, door: Door | None = None) -> Self:
        """Fill the page for one room. The door brings links and the place for downloads; a preview has none."""
        self.room = room
        self._links = door.links if door else {}
        self.take_home.take(room.view, door)
        self._ask_for_line()
        self.show()
        return self

    def open(self) -> None:
        """Show the page: for the facilitator's session, else as a preview."""
        door = this_door()
        if door is not None and door.kind is DoorKind.FACILITATOR:
            self.take(door.room(), door)
            follow(door.view, self.show, door.feed)
            IOLoop.current().call_later(PATIENCE_S, self._give_hints)
        else:
            self.take(preview_room(ExerciseId.REVEAL_OURSELVES))
        display(self.root)

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.notice.blocks = [{"kind": "strong", "text": text}] if text else []

    @guarded
    def show(self) -> None:
        """Everything as it stands now."""
        self._show_agenda()
        self._show_now()
        findings = self.picture.show(self.room.view)
        self.picture.root.layout.display = None if findings else "none"
        self.actions.actions = offers(self.room.view)
        self._show_notes()
        self.take_home.show()

    def _told(self, message: str) -> str:
        return told(message, self.room.view.journey)

    def _show_agenda(self) -> None:
        view = self.room.view
        at = view.now().number
        states = {-1: ("done", _("done")), 0: ("now", _("now")), 1: ("next", _("next"))}
        items = []
        for number, id_ in enumerate(view.session.agenda, 1):
            state, note = states.get(max(-1, number - at), ("later", ""))
            items.append({"text": self._told(exercise(id_).title), "state": state, "note": note})
        self.agenda.blocks = [
            {"kind": "strong", "text": view.journey.title},
            *([{"kind": "quiet", "text": _("An invented example")}] if view.journey.invented else []),
            {"kind": "agenda", "items": items},
            {"kind": "group", "blocks": self._way_in()},
            {"kind": "group", "blocks": self._who_is_here()},
        ]

    def _way_in(self) -> list[dict[str, Any]]:
        view = self.room.view
        blocks: list[dict[str, Any]] = [
            {"kind": "quiet", "text": _("Join with")},
            {"kind": "code", "text": view.session.code},
        ]
        if "qr_url" in self._links:
            blocks.append({"kind": "picture", "src": self._links["qr_url"], "text": _("QR code of the join link")})
            blocks += self._greeting()
        if "projector_url" in self._links:
            blocks.append(
                {"kind": "link", "href": "../../projector", "text": _("Open the projector page"), "window": True}
            )
        return blocks

    def _who_is_here(self) -> list[dict[str, Any]]:
        here = self.room.view.here()
        roles = [[role_words(role), str(n)] for role, n in here.items() if n]
        return [{"kind": "strong", "text": self._here_words(here)}, {"kind": "facts", "items": roles}]

    def _greeting(self) -> list[dict[str, Any]]:
        if self.room.view.device_arrived:
            return [{"kind": "tick", "text": _("Another device has arrived. The network works.")}]
        blocks: list[dict[str, Any]] = [
            {"kind": "strong", "text": _("Scan this with your phone.")},
            {"kind": "quiet", "text": _("or type {url}").format(url=self._links["participants_url"])},
        ]
        if self._hints:
            hints = [
                _("Is the phone in the same network as this computer?"),
                _("Does this computer's firewall let Python take connections?"),
                _("Guest networks often keep devices apart: a phone's own hotspot helps."),
            ]
            blocks += [{"kind": "quiet", "text": _("Nobody has come yet?")}, {"kind": "list", "items": hints}]
        return blocks

    def _here_words(self, here: dict[Role, int]) -> str:
        everybody, customers = sum(here.values()), here[Role.CUSTOMER]
        called = self.room.view.journey.customers
        if not customers:
            return ngettext("{n} person here", "{n} people here", everybody).format(n=everybody)
        return _("{n} here: {staff} staff, {customers} {called}").format(
            n=everybody,
            staff=everybody - customers,
            customers=customers,
            called=called.one if customers == 1 else called.many,
        )

    def _show_now(self) -> None:
        view = self.room.view
        now, progress = view.now(), view.progress()
        agree, here = view.open_mode()
        blocks: list[dict[str, Any]] = [
            {
                "kind": "row",
                "blocks": [
                    {
                        "kind": "plain",
                        "blocks": [
                            {"kind": "quiet", "text": _("Now: {number} of {of}").format(number=now.number, of=now.of)},
                            {"kind": "title", "text": self._told(now.exercise.title)},
                        ],
                    },
                    {"kind": "clock", "ends_at_ms": now.ends_at.timestamp() * 1000},
                ],
            },
            {"kind": "dots", "done": progress.done, "of": progress.of, "text": progress_words(view)},
        ]
        if now.exercise.id is ExerciseId.WELCOME and agree > 0:
            words = _("{agree} of {here} agree that groups of 3 or more are shown.").format(agree=agree, here=here)
            blocks.append({"kind": "quiet", "text": words})
        if now.exercise.collects_ratings and now.state is RunState.LOCKED:
            blocks.append({"kind": "strong", "text": _("Time is up, answers are in.")})
        if now.exercise.reveals is not None:
            blocks += not_yet_checked(view)
        if uncovering(view):
            blocks.append({"kind": "strong", "text": uncovering_words(view)})
        if now.number == now.of:
            blocks += self.take_home.made("html")
        self.now.blocks = blocks

    def _show_notes(self) -> None:
        now = self.room.view.now().exercise
        blocks: list[dict[str, Any]] = []
        for heading, text in ((_("Say"), now.say), (_("Ask"), now.ask)):
            if text:
                blocks += [{"kind": "heading", "text": heading}, {"kind": "text", "text": self._told(text)}]
        self.notes.blocks = blocks

    @guarded
    def _pressed(self, action_id: str) -> None:
        verb, seen, *target = action_id.split(":")
        verbs: dict[str, Callable[[], None]] = {
            "lock": lambda: self.room.lock(seen=seen),
            "open": lambda: self.room.open(self.room.view.now().exercise.id, seen=seen),
            "reveal": lambda: self.room.reveal(seen=seen),
            "uncover": lambda: self.room.uncover(*target, seen=seen),
            "next": lambda: self.room.next(seen=seen),
            "back": lambda: self.room.back(seen=seen),
            "home": lambda: self.take_home.make("html"),
            "extend": lambda: self.room.extend(seen=seen),
        }
        verbs[verb]()
        self.tell("")
        self.show()

    def _ask_for_line(self) -> None:
        baseline = self.room.view.journey.baseline
        self.line.blocks = [{"kind": "heading", "text": _("The line between pain and gain")}]
        self.line.fields = [
            {"id": "value", "type": "number", "label": _("Points, \u22122 to +2"), "min": -2, "max": 2, "step": 0.1},
            {"id": "label", "type": "text", "label": _("What it stands for"), "maxLength": 60},
        ]
        self.line.value = {"value": baseline.value, "label": _(baseline.label)}
        self.line.actions = [{"id": "move", "label": _("Move the line")}]

    @guarded
    def _moved_line(self, _action_id: str) -> None:
        try:
            baseline = Baseline.model_validate(self.line.value)
        except ValueError:
            raise JourneykitError(
                _("The line lies between \u22122 and +2 and needs a name of up to 60 letters.")
            ) from None
        self.room.set_baseline(baseline)
        self.tell("")
        self.show()

    @guarded
    def _give_hints(self) -> None:
        self._hints = True
        self._show_agenda()
