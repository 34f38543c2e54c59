"""The facilitator's page: who is here, what is on, what comes next; nothing that the projector may not show.

Two things alone stand here and not on the wall: what people propose for the steps, and the action cards that they sent.
Both come without names, for the facilitator to keep or put back.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Self

from IPython.display import display
from ipywidgets.widgets.widget_box import VBox
from tornado.ioloop import IOLoop, PeriodicCallback

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.models.exercise import ExerciseId, RunState, told
from journeykit.models.journey import Baseline
from journeykit.screens.agreed import end_blocks, shared_blocks
from journeykit.screens.cards import CardForm, Cards
from journeykit.screens.clock import Late, end_words
from journeykit.screens.follow import follow
from journeykit.screens.guard import guarded
from journeykit.screens.offers import is_counted, offers, progress_words, uncovering, uncovering_words
from journeykit.screens.page import Page
from journeykit.screens.picture import Picture, not_yet_checked
from journeykit.screens.proposals import Steps
from journeykit.screens.review import Review
from journeykit.screens.room_column import agenda_blocks, customers_way_in, doors, still_missing, way_in, who_is_here
from journeykit.screens.shown import shown_blocks
from journeykit.screens.take_home import TakeHome
from journeykit.session.arrival import when_somebody_comes
from journeykit.session.door import Door, DoorKind, this_door
from journeykit.session.preview import preview_room
from journeykit.session.room import Room
from journeykit.widgets.sheet import Sheet

PATIENCE_S = 30
"""After this long without another device the page says what may be wrong."""
_LOOK_AT_CLOCK_MS = 10_000
"""How often the page looks whether the session has become late: nobody says a word when a minute passes."""


class ControlPage:
    """Three columns: the agenda and who is here; what is on and what to press; what to say, and what to take home."""

    def __init__(self) -> None:
        self.agenda = Sheet(label=_("Agenda"))
        self.now = Sheet(label=_("Now"))
        self.notice = Sheet()
        self.picture = Picture("page")
        self.picture.when_beat = self.show
        self.actions = Sheet(label=_("What you can do"))
        self.shown = Sheet(label=_("What everybody sees"))
        self.notes = Sheet(label=_("What you can say"))
        self.line = Sheet(label=_("The line between pain and gain"))
        self.take_home = TakeHome()
        self.late = Late(_("Time"), tell=self.tell, changed=self.show)
        self.steps = Steps(_("What people would change"), tell=self.tell, changed=self.show)
        self.cards = Cards(_("What people would do"), tell=self.tell, changed=self.show)
        self.card_form = CardForm(_("Write one for the room"), tell=self.tell, changed=self.show)
        self.review = Review(_("Before we go"), tell=self.tell, changed=self.show)
        self._panels = (self.late, self.steps, self.cards, self.card_form, self.review)
        asked = [panel.sheet for panel in self._panels[1:]]
        left, middle, right = (
            VBox([self.agenda]),
            VBox([self.now, self.notice, self.actions, *asked, self.shown, self.picture.root]),
            VBox([self.late.sheet, self.notes, self.take_home.sheet, self.line]),
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
        for panel in self._panels:
            panel.take(room)
        self._ask_for_line()
        self.show()
        return self

    def open(self) -> None:
        """Show the page: for the facilitator's session, else as a preview."""
        display(self.root)
        when_somebody_comes(self._arrive)

    def _arrive(self) -> None:
        door = this_door()
        if door is not None and door.kind is DoorKind.FACILITATOR:
            self.take(door.room(), door)
            follow(door.view, self.show, door.feed)
            IOLoop.current().call_later(PATIENCE_S, self._give_hints)
            PeriodicCallback(self.show_time, _LOOK_AT_CLOCK_MS).start()
        else:
            self.take(preview_room(ExerciseId.REVEAL_OURSELVES))

    def tell(self, text: str) -> None:
        """Show what went wrong; empty takes it away."""
        self.notice.blocks = [{"kind": "strong", "text": text}] if text else []

    @guarded
    def show(self) -> None:
        """Everything as it stands now."""
        view = self.room.view
        self._show_agenda()
        self._show_now()
        self._show_shown()
        self.picture.show(view)
        looks = view.now().exercise.reveals is not None and view.revealed and not view.ended
        self.picture.root.layout.display = None if looks else "none"
        self.actions.actions = offers(view)
        for panel in self._panels:
            panel.show()
        self._show_notes()
        self.take_home.show()

    @guarded
    def show_time(self) -> None:
        """What changes by itself as time passes."""
        self._show_now()
        self.late.show()

    def _told(self, message: str) -> str:
        return told(message, self.room.view.journey)

    def _show_agenda(self) -> None:
        view = self.room.view
        inside = [] if self._welcomes else [*way_in(view, self._links, hints=False), *doors(view, self._links)]
        self.agenda.blocks = [
            *agenda_blocks(view),
            {"kind": "group", "blocks": who_is_here(view)},
            *([{"kind": "group", "blocks": inside}] if inside else []),
        ]

    @property
    def _welcomes(self) -> bool:
        """Whether people are coming in, so that the way in has the middle of the page."""
        return self.room.view.now().exercise.id is ExerciseId.WELCOME and not self.room.view.ended

    def _show_now(self) -> None:
        view = self.room.view
        if view.ended:
            self._show_end()
            return
        now, progress = view.now(), view.progress()
        name: list[dict[str, Any]] = [
            {"kind": "quiet", "text": _("Now: {number} of {of}").format(number=now.number, of=now.of)},
            {"kind": "title", "text": self._told(now.exercise.title)},
        ]
        time: list[dict[str, Any]] = []
        if view.begun or not self._welcomes:  # before the start no clock runs
            time.append({"kind": "clock", "ends_at_ms": now.ends_at.timestamp() * 1000})
        if words := end_words(view):
            time.append({"kind": "strong" if self._is_late else "quiet", "text": words})
        blocks: list[dict[str, Any]] = [
            {"kind": "row", "blocks": [{"kind": "plain", "blocks": name}, {"kind": "plain", "blocks": time}]},
        ]
        if is_counted(view):
            dots = {"kind": "dots", "done": progress.done, "of": progress.of, "text": progress_words(view)}
            blocks.append(dots)
        if self._welcomes:
            inside = [*way_in(view, self._links, hints=self._hints), *doors(view, self._links)]
            blocks.append({"kind": "group", "blocks": inside})
        if now.exercise.collects_ratings and now.state is RunState.LOCKED:
            blocks.append({"kind": "strong", "text": _("Time is up, answers are in.")})
        if now.exercise.reveals is not None:
            blocks += not_yet_checked(view)
        if uncovering(view):
            blocks.append({"kind": "strong", "text": uncovering_words(view)})
        self.now.blocks = blocks

    @property
    def _is_late(self) -> bool:
        pace = self.room.view.pace()
        return pace is not None and pace.late

    def _show_end(self) -> None:
        made = [*self.take_home.made("summary"), *self.take_home.made("html")]
        self.now.blocks = [
            {"kind": "title", "text": _("The session is over.")},
            {"kind": "text", "text": _("Take home what you need, and send it to everybody within a day.")},
            *made,
        ]

    def _show_shown(self) -> None:
        """What everybody sees now besides the question; before the start the customers' link; at the end all of it."""
        view = self.room.view
        if view.ended:
            self.shown.blocks = end_blocks(view)
        elif self._welcomes:
            self.shown.blocks = [*customers_way_in(view, self._links), *still_missing(view)]
        elif view.now().exercise.id is ExerciseId.COMMITMENT:
            self.shown.blocks = shared_blocks(view)
        else:
            self.shown.blocks = shown_blocks(view, sys.maxsize)

    def _show_notes(self) -> None:
        view = self.room.view
        now = view.now().exercise
        blocks: list[dict[str, Any]] = []
        for heading, text in ((_("Say"), now.say), (_("Ask"), now.ask)):
            if text and not view.ended:
                blocks += [{"kind": "heading", "text": heading}, {"kind": "text", "text": self._told(text)}]
        self.notes.blocks = blocks

    @guarded
    def _pressed(self, action_id: str) -> None:
        verb, seen, *target = action_id.split(":")
        verbs: dict[str, Callable[[], None]] = {
            "begin": lambda: self.room.begin(seen=seen),
            "lock": lambda: self.room.lock(seen=seen),
            "open": lambda: self.room.open(self.room.view.now().exercise.id, seen=seen),
            "reveal": lambda: self.room.reveal(seen=seen),
            "uncover": lambda: self.room.uncover(*target, seen=seen),
            "next": lambda: self.room.next(seen=seen),
            "back": lambda: self.room.back(seen=seen),
            "home": lambda: self.take_home.make(*target),
            "extend": lambda: self.room.extend(seen=seen),
            "finish": lambda: self.room.finish(seen=seen),
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
        self.show()
