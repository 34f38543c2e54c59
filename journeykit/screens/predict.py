"""Predict the customer: five faces a step, alone, private until the room looks together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipywidgets.widgets.widget import Widget
from sqlalchemy.exc import SQLAlchemyError
from tornado.ioloop import IOLoop

from journeykit.analysis.sentence import line_words
from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Journey
from journeykit.models.rating import Perspective, Rating
from journeykit.screens.guard import guarded, log
from journeykit.screens.screen import Screen
from journeykit.widgets.emotion_curve import EmotionCurve
from journeykit.widgets.emotion_rater import EmotionRater, step_texts, words_about

AGAIN_S = 3
"""How long after a failure an answer is said to the store again."""


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
        self._unsaved: dict[str, int] = {}
        self._will_try_again = False
        self._filling = False
        self.when_saved: Callable[[dict[str, Any]], None] | None = None
        """Who else is told what became of an answer: the page around this screen, in place of the rater."""
        self.rater.observe(self._rated, "value")
        self.curve.observe(self._dragged, "value")
        return [self.rater, self.curve]

    def show(self) -> None:
        """The steps, this seat's stored answers, and whether more are taken."""
        view = self.participant.view
        if view.material.journey is not self._journey:
            self._journey = view.material.journey
            self._ask(self._journey)
        if self._unsaved:  # first, since the store may refuse for good what comes too late
            self._save(self._unsaved)
        now, baseline = view.now(), view.journey.baseline
        is_open = now.exercise.collects_ratings and now.state is RunState.OPEN
        self.rater.disabled = not is_open
        self.curve.draggable = is_open
        self.curve.baseline, self.curve.baseline_label = baseline.value, line_words(baseline).text()
        self._fill(self.participant.own() | self._unsaved)
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
        self._fill(self.participant.own() | self._unsaved)

    def _save(self, answers: dict[str, int]) -> None:
        """Say each answer. What the store could not take now is kept here and said again soon."""
        if self._unsaved and not answers:  # back to what the store has
            self._tell_saved({"state": ""})
        self._unsaved = dict(answers)
        try:
            for step, points in answers.items():
                said_at = self.participant.say(Rating(target_id=step, perspective=self.perspective, value=points))
                del self._unsaved[step]
                self._tell_saved({"state": "saved", "at_ms": said_at.timestamp() * 1000})
            self.tell("")
        except JourneykitError as error:  # refused for good: what the store has is what counts
            self._unsaved = {}
            self._tell_saved({"state": "failed", "text": _("Not saved")})
            self.tell(str(error))
        except SQLAlchemyError:
            log.exception("An answer could not be stored")
            self._tell_saved({"state": "failed", "text": _("Not saved yet. We try again; please keep this page open.")})
            if not self._will_try_again:
                self._will_try_again = True
                IOLoop.current().call_later(AGAIN_S, self._try_again)

    @guarded
    def _try_again(self) -> None:
        self._will_try_again = False
        if self._unsaved:
            self._save(self._unsaved)
            self._fill(self.participant.own() | self._unsaved)

    def _tell_saved(self, saved: dict[str, Any]) -> None:
        if self.when_saved:
            self.when_saved(saved)
        else:
            text = _("Saved") if saved["state"] == "saved" else saved.get("text", "")
            self.rater.saved = {"state": saved["state"], "text": text}
