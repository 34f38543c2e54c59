"""Welcome: what happens to answers, a practice question, and when somebody was last a customer."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

from ipywidgets.widgets.widget import Widget
from ipywidgets.widgets.widget_box import VBox

from journeykit.language import _, ngettext
from journeykit.models.counts import OPEN_K
from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.said import LastTime, WasCustomer, last_time_words
from journeykit.screens.guard import guarded
from journeykit.screens.screen import Screen
from journeykit.session.view import View
from journeykit.widgets.emotion_rater import EmotionRater
from journeykit.widgets.sheet import Sheet

Blocks = list[dict[str, Any]]


class _Part(Enum):
    """What the welcome shows, one part after the other."""

    NOTICE = auto()
    PRACTICE = auto()
    LAST_TIME = auto()
    WAITING = auto()


def promises(view: View) -> list[str]:
    """What becomes of answers: what this program really does, with the numbers of this session."""
    k = view.session.k
    rehearsal = [_("This is a rehearsal: the people in it are simulated.")] if view.session.rehearsal else []
    return [
        *rehearsal,
        _("You have no name here, only a code."),
        _("Nobody sees what you answer before the facilitator shows it to everyone. You may skip anything."),
        _("Only a step or an action that you propose goes to the facilitator at once, without your name."),
        _("Answers are shown as numbers, for groups of {k} people or more. What you write is shown without your name.")
        .format(k=k),
        _("An action shows the name that stands on it, and a promise of yours is shown only if you share it."),
        _("The person who runs this computer can reach the stored answers. They are not used to judge anyone."),
        _("\u201cDelete my answers\u201d is at the foot of every page. It removes them for good."),
    ]  # fmt: skip


def _choice(words: str) -> str:
    return words[:1].upper() + words[1:]


class Welcome(Screen):
    """The first screen of everybody. Those who come late read the notice and go on to what is on."""

    exercise = ExerciseId.WELCOME

    def build(self) -> list[Widget]:
        """A place for the practice question, and one sheet for all else."""
        self.rater = EmotionRater()
        self.place, self.sheet = VBox(), Sheet()
        self._practised = self._done = False
        self.saver.when_tried = self.show
        self.rater.observe(self._tried, "value")
        self.sheet.observe(self._filled_in, "value")
        self.sheet.on_press(self._pressed)
        return [self.place, self.sheet]

    @property
    def heading(self) -> str:
        """Each part begins at the top of the page."""
        words = {_Part.PRACTICE: _("A practice question"), _Part.LAST_TIME: _("One question about you")}
        return words.get(self._part, super().heading)

    def show(self) -> None:
        """The notice; after it, while the welcome is on, the practice, the question, and how many are ready."""
        self.saver.again()
        part = self._part
        if part is _Part.PRACTICE and not self.rater.steps:
            self._ask_for_practice()
        self.place.children = (self.rater,) if part is _Part.PRACTICE else ()
        with self.sheet.hold_sync():
            self.sheet.blocks, self.sheet.fields, self.sheet.actions = {
                _Part.NOTICE: self._notice,
                _Part.PRACTICE: self._under_practice,
                _Part.LAST_TIME: self._last_time,
                _Part.WAITING: self._waiting,
            }[part]()
            if part is _Part.LAST_TIME and (when := self._stored()):
                self.sheet.value = {"when": when}

    @property
    def _part(self) -> _Part:
        view = self.participant.view
        if not view.is_ready(self.participant.seat.seat_id):
            return _Part.NOTICE
        if self._done or not self.is_on or view.now().state is not RunState.OPEN or view.ended:
            return _Part.WAITING
        if self._practised:
            return _Part.LAST_TIME
        return _Part.WAITING if self._stored() else _Part.PRACTICE  # after a reload nobody is asked again

    def _stored(self) -> str:
        said = self.participant.said(self.exercise).get("was_customer")
        return said.when.value if isinstance(said, WasCustomer) else ""

    def _notice(self) -> tuple[Blocks, Blocks, Blocks]:
        view = self.participant.view
        before = [{"kind": "heading", "text": _("Before we start")}, {"kind": "list", "items": promises(view)}]
        agree = _("We may be few today. I agree that answers of {k} people or more may be shown together.")
        return (
            [
                {"kind": "title", "text": view.journey.title},
                {"kind": "text", "text": self.told(self.data.prompt)},
                {"kind": "group", "blocks": before},
            ],
            [{"id": "open_mode", "type": "checkbox", "label": agree.format(k=OPEN_K)}]
            if view.session.k > OPEN_K
            else [],
            [{"id": "ready", "label": _("I am ready"), "main": True}],
        )

    def _ask_for_practice(self) -> None:
        with self.rater.hold_sync():
            self.rater.title = _("A practice question: how did you feel?")
            self.rater.hint = _("This is only practice. Your answer is not kept, and nobody sees it.")
            self.rater.words = self.rater.words | {"all_answered": _("That is all there is to it.")}
            self.rater.steps = [{"id": "practice", "label": _("Your way here today")}]

    def _under_practice(self) -> tuple[Blocks, Blocks, Blocks]:
        tried = bool(self.rater.value)
        label = _("Go on") if tried else _("Skip the practice")
        return [], [], [{"id": "practised", "label": label, "main": tried}]

    def _last_time(self) -> tuple[Blocks, Blocks, Blocks]:
        options = [[when.value, _choice(last_time_words(when))] for when in LastTime]
        asked = _("When were you last a customer of ours?")
        return (
            [{"kind": "title", "text": _("One question about you")}],
            [
                {
                    "id": "when",
                    "type": "choice",
                    "label": asked,
                    "hint": _("Shown only as numbers of the whole room."),
                    "options": options,
                }
            ],
            [{"id": "done", "label": _("Done"), "main": True}],
        )

    def _waiting(self) -> tuple[Blocks, Blocks, Blocks]:
        view = self.participant.view
        blocks: Blocks = [{"kind": "title", "text": _("You are in.")}]
        if self.is_on:
            progress = view.progress()
            text = ngettext("{ready} of {here} is ready.", "{ready} of {here} are ready.", progress.done)
            blocks.append({"kind": "text", "text": text.format(ready=progress.done, here=progress.of)})
        words = _("We start together. This page goes on by itself; you need not reload it.")
        return [*blocks, {"kind": "quiet", "text": words}], [], []

    @guarded
    def _tried(self, _change: object) -> None:
        self.rater.stored = self.rater.value  # nothing is on its way anywhere
        self.show()

    @guarded
    def _filled_in(self, _change: object) -> None:
        when = self.sheet.value.get("when")
        if when and when != self._stored():
            self.saver.save([WasCustomer(when=LastTime(when))])

    @guarded
    def _pressed(self, action_id: str) -> None:
        match action_id:
            case "ready":
                self.participant.say(Ready(agrees_to_open_mode=bool(self.sheet.value.get("open_mode"))))
                self.tell("")
            case "practised":
                self._practised = True
            case "done":
                self._done = True
        self.show()
        self.moved()
