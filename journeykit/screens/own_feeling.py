"""Own feeling: those who have been through it tell how it felt; then the room sees that beside what it thought."""

from __future__ import annotations

from typing import Any

from ipywidgets.widgets.widget import Widget
from ipywidgets.widgets.widget_box import VBox

from journeykit.analysis.projection import Projection, projection, projection_sentence
from journeykit.analysis.sentence import is_unanimous, people
from journeykit.language import _
from journeykit.models.counts import Shown
from journeykit.models.entry import Looked
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Journey
from journeykit.models.rating import Perspective, Rating
from journeykit.models.scale import signed
from journeykit.models.session import Role
from journeykit.screens.guard import guarded
from journeykit.screens.screen import Screen
from journeykit.session.view import View
from journeykit.widgets.emotion_rater import EmotionRater, step_texts, words_about
from journeykit.widgets.sheet import Sheet

Blocks = list[dict[str, Any]]


def felt_blocks(view: View) -> Blocks:
    """What we felt ourselves beside what we thought, in words; the same on every page. Raises NotRevealed before."""
    felt, ours = view.own_feelings(), {shown.target_id: shown for shown in view.ours()}
    if not any(shown.counts for shown in felt):
        return [{"kind": "text", "text": max(felt, key=lambda shown: shown.n).reason()}]
    rows = [
        [view.journey.target(shown.target_id).label, _figure(shown), _figure(ours[shown.target_id])] for shown in felt
    ]
    near = nearness(view)
    columns = [_("Step"), _("We felt"), _("We thought")]
    return [
        *([{"kind": "strong", "text": projection_sentence(view.journey, near).text()}] if near else []),
        {"kind": "table", "columns": columns, "rows": rows},
        {"kind": "foot", "text": _scale_words(view)},
    ]


def nearness(view: View) -> Projection | None:
    """How near our guess is to our own feeling; beside the customers once all of them are uncovered.

    None where too few told their own feeling. Raises NotRevealed before both were shown.
    """
    ours, felt = view.ours(), view.own_feelings()
    everything = view.material.latest_wave is not None and set(view.uncovered()) >= set(view.journey.target_ids)
    with_customers = projection(ours, felt, view.theirs()) if everything else None
    return with_customers or projection(ours, felt)


def _scale_words(view: View) -> str:
    text = _("From −2, very unhappy, to +2, very happy. Groups under {k} are not shown.")
    return text.format(k=view.k)


def _figure(shown: Shown) -> str:
    """A figure with its n that fits beside another on a small phone; in words only why there is none."""
    if shown.counts is None:
        return _("too few") if shown.n else _("nobody")
    mean = signed(shown.counts.mean)
    mean = _("about {mean}").format(mean=mean) if is_unanimous(shown.counts) else mean
    return _("{mean}, {people}").format(mean=mean, people=people(shown.n).text())


class OwnFeeling(Screen):
    """Two buttons first, one of which skips it all; then five faces a step, any of them, and what came out."""

    exercise = ExerciseId.OWN_FEELING

    def build(self) -> list[Widget]:
        """The question, a place for the rater, and what comes under it."""
        self.sheet, self.foot, self.rater = Sheet(), Sheet(), EmotionRater()
        self.place = VBox()
        self._journey: Journey | None = None
        self._tells = self._filling = False
        self.saver.when_saved = self._tell_rater
        self.saver.when_tried = self.show
        self.rater.observe(self._rated, "value")
        self.sheet.on_press(self._pressed)
        self.foot.on_press(self._pressed)
        return [self.sheet, self.place, self.foot]

    def show(self) -> None:
        """The question, the faces, or what the room felt."""
        self.saver.again()
        view = self.participant.view
        if view.journey is not self._journey:
            self._journey = view.journey
            self._ask(self._journey)
        is_on = view.now().exercise.id is self.exercise
        is_open = is_on and view.now().state is RunState.OPEN and not view.ended
        shown = view.told.is_shown(self.exercise) and view.revealed  # not while the room guesses anew
        answers = self._answers()
        self._fill(answers)
        self.rater.disabled = not is_open or self._has_told_already
        rates = not shown and not self._has_told_already and bool(answers or (is_open and self._tells))
        self.place.children = (self.rater,) if rates else ()
        if shown:
            self._say([*self._title(), *felt_blocks(view)])
        elif self._has_told_already:
            self._say([*self._title(), {"kind": "strong", "text": _("You have told us already. Thank you.")}])
        elif not is_open:
            self._say([*self._title(), {"kind": "strong", "text": _("Time is up, answers are in.")}])
        elif rates:
            self._say([], foot=self._under_the_faces(answers))
        elif is_on and view.has_looked(self.participant.seat.seat_id):
            text = _("You skip this. Thank you, we go on together.")
            self._say([*self._title(), {"kind": "strong", "text": text}], actions=[_yes(main=False)])
        else:
            skip = {"id": "skip", "label": _("Skip this")}
            self._say(self._title(hint=True), actions=[_yes(main=True), skip])

    @property
    def _has_told_already(self) -> bool:
        """A customer in the room told their own experience where the others predicted."""
        return self.participant.seat.role is Role.CUSTOMER

    def _title(self, *, hint: bool = False) -> Blocks:
        quiet = [{"kind": "quiet", "text": self.told(self.data.hint)}] if hint else []
        return [{"kind": "title", "text": _("Have you been through this yourself?")}, *quiet]

    def _say(self, blocks: Blocks, *, actions: Blocks | None = None, foot: tuple[Blocks, Blocks] = ([], [])) -> None:
        with self.sheet.hold_sync():
            self.sheet.blocks, self.sheet.actions = blocks, actions or []
        with self.foot.hold_sync():
            self.foot.blocks, self.foot.actions = foot

    def _under_the_faces(self, answers: dict[str, int]) -> tuple[Blocks, Blocks]:
        if self.participant.view.has_looked(self.participant.seat.seat_id):
            thanks = _("Thank you. We go on together. You may still change it.")
            return [{"kind": "strong", "text": thanks}], []
        everything = len(answers) == len(self.rater.steps)  # before, "Next step" is what comes next
        return [], [{"id": "done", "label": _("Done"), "main": everything}]

    def _ask(self, journey: Journey) -> None:
        words = words_about(journey)
        words["asked"] = _("{Customers} were asked: “{{question}}”").format(
            Customers=journey.customers.many[:1].upper() + journey.customers.many[1:]
        )
        words["all_answered"] = _("All answered. You may still change it.")
        with self.rater.hold_sync():
            self.rater.words = words
            self.rater.title = _("How did it feel to you?")
            self.rater.hint = _(
                "Only steps that you know yourself; leave the rest out. Nobody sees it before we all look together."
            )
            self.rater.steps = [step_texts(step) | {"line": ""} for step in journey.targets]

    def _stored(self) -> dict[str, int]:
        return self.participant.view.own(self.participant.seat.seat_id, self.exercise)

    def _answers(self) -> dict[str, int]:
        unsaved = {body.target_id: body.value for body in self.saver.unsaved.values() if isinstance(body, Rating)}
        return self._stored() | unsaved

    def _fill(self, answers: dict[str, int]) -> None:
        self._filling = True
        try:
            self.rater.value, self.rater.stored = answers, self._stored()
        finally:
            self._filling = False
        seat = self.participant.seat
        self.rater.keep = f"{seat.return_code.upper()}-{seat.device}-own"

    @guarded
    def _rated(self, _change: object) -> None:
        if self._filling:
            return
        stored = self._stored()
        self.saver.save(
            Rating(target_id=step, perspective=Perspective.OWN_EXPERIENCE, value=points)
            for step, points in self.rater.value.items()
            if stored.get(step) != points
        )
        self.show()

    @guarded
    def _pressed(self, action_id: str) -> None:
        self._tells = action_id == "tell"
        if action_id in ("skip", "done"):
            self.participant.say(Looked())
            self.tell("")
        self.show()
        self.moved()

    @property
    def heading(self) -> str:
        """The question that is open: each begins at the top of the page."""
        return self.rater.title if self.place.children else super().heading

    def _tell_rater(self, saved: dict[str, Any]) -> None:
        """Without a page around this screen the rater itself says what became of an answer."""
        text = _("Saved") if saved["state"] == "saved" else saved.get("text", "")
        self.rater.saved = {"state": saved["state"], "text": text}


def _yes(*, main: bool) -> dict[str, Any]:
    return {"id": "tell", "label": _("Yes, I will tell how it felt"), "main": main}
