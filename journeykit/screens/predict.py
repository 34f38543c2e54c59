"""Predict the customer: five faces a step, alone, private until the room looks together."""

from __future__ import annotations

from typing import Any

from ipywidgets.widgets.widget import Widget

from journeykit.analysis.sentence import line_words
from journeykit.language import _
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Journey
from journeykit.models.rating import Perspective, Rating
from journeykit.screens.guard import guarded
from journeykit.screens.screen import Screen
from journeykit.widgets.emotion_curve import EmotionCurve
from journeykit.widgets.emotion_rater import EmotionRater, step_texts, words_about


class Predict(Screen):
    """The rater, and under it the curve of one's own answers, which can be dragged as well.

    Customers in the room tell their own experience on the same faces.
    """

    exercise = ExerciseId.PREDICT

    def build(self) -> list[Widget]:
        """The rater and the curve, in step with each other."""
        self.rater = EmotionRater()
        self.curve = EmotionCurve(size="phone", draggable=True)
        self._journey: Journey | None = None
        self._filling = False
        self.saver.when_saved = self._tell_rater
        self.saver.when_tried = self._show_stored
        self.rater.observe(self._rated, "value")
        self.curve.observe(self._dragged, "value")
        return [self.rater, self.curve]

    def show(self) -> None:
        """The steps, this seat's stored answers, and whether more are taken."""
        view = self.participant.view
        if view.journey is not self._journey:  # also when the room has kept a new step or left one out
            self._journey = view.journey
            self._ask(self._journey)
        self.saver.again()  # first, since the store may refuse for good what comes too late
        now, baseline = view.now(), view.journey.baseline
        is_open = now.exercise.id is self.exercise and now.state is RunState.OPEN and not view.ended
        self.rater.disabled = not is_open
        self.curve.draggable = is_open
        self.curve.baseline, self.curve.baseline_label = baseline.value, line_words(baseline).text()
        self._show_stored()
        seat = self.participant.seat
        self.rater.keep = f"{seat.return_code.upper()}-{seat.device}"  # another device's answers may be newer

    def _ask(self, journey: Journey) -> None:
        own = self.perspective is Perspective.OWN_EXPERIENCE
        words, title, hint = words_about(journey), self.told(self.data.prompt), self.told(self.data.hint)
        if own:
            words["asked"] = _("You may have been asked: \u201c{question}\u201d")
            title = _("How did you feel at each step?")
            hint = _("Your own experience. Nobody sees it before we all look together.")
        with self.rater.hold_sync():
            self.rater.words, self.rater.title, self.rater.hint = words, title, hint
            self.rater.steps = [step_texts(step) for step in journey.targets]
        self.curve.steps = [{"id": step.id, "label": step.label} for step in journey.targets]
        self.curve.value_name = self.own_name
        self.curve.sentence = _("Your answers as a curve.")  # how many there are is told by the rater

    def _fill(self, answers: dict[str, int]) -> None:
        self._filling = True
        try:
            self.rater.value = answers
            self.rater.stored = self.participant.own()
            self.curve.value = answers
        finally:
            self._filling = False

    @guarded
    def _rated(self, _change: object) -> None:
        if not self._filling:
            self._answer(dict(self.rater.value))

    @guarded
    def _dragged(self, _change: object) -> None:
        if not self._filling:
            self._answer(dict(self.curve.value))

    def _answer(self, answers: dict[str, int]) -> None:
        stored = self.participant.own()
        self._save({step: points for step, points in answers.items() if stored.get(step) != points})
        self._show_stored()

    def _save(self, answers: dict[str, int]) -> None:
        perspective = self.perspective
        self.saver.save(
            Rating(target_id=step, perspective=perspective, value=points) for step, points in answers.items()
        )

    def _show_stored(self) -> None:
        self._fill(self.participant.own() | self._unsaved)

    @property
    def _unsaved(self) -> dict[str, int]:
        return {body.target_id: body.value for body in self.saver.unsaved.values() if isinstance(body, Rating)}

    def _tell_rater(self, saved: dict[str, Any]) -> None:
        """Without a page around this screen the rater itself says what became of an answer."""
        text = _("Saved") if saved["state"] == "saved" else saved.get("text", "")
        self.rater.saved = {"state": saved["state"], "text": text}
