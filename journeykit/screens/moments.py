"""The moments that matter: one to fix first, one to protect, each picked alone; then how the room picked."""

from __future__ import annotations

from typing import Any

from journeykit.analysis.finding import StepFinding, step_findings
from journeykit.analysis.sentence import customers_said, figure, said
from journeykit.language import N_, _
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Journey
from journeykit.models.said import Picked, Question, Said, TakenBack
from journeykit.screens.in_turn import InTurn
from journeykit.screens.shown import picks_blocks

_ASKED = {
    Question.FIX_FIRST: N_("Which one moment should we fix first?"),
    Question.PROTECT: N_("Which one moment must we protect?"),
}


def step_words(journey: Journey, finding: StepFinding) -> str:
    """A step with the numbers that speak for it: the customers' where they are shown, else ours, else none."""
    if finding.theirs:
        message = N_("{label}: {customers} say {figure}")
        return customers_said(message, journey, label=finding.label, figure=figure(finding.theirs.counts)).text()
    if finding.ours:
        return said(N_("{label}: we thought {figure}"), label=finding.label, figure=finding.ours.words).text()
    return finding.label


class Moments(InTurn):
    """Two questions after one another, one tap each."""

    exercise = ExerciseId.MOMENTS

    def blocks(self) -> list[dict[str, Any]]:
        """The question that is open."""
        question = tuple(_ASKED)[self.at]
        return [
            {"kind": "title", "text": _(_ASKED[question])},
            self.place_words(),
            {"kind": "quiet", "text": self.told(self.data.hint)},
        ]

    def pages(self) -> list[list[dict[str, Any]]]:
        """A page a question: every step, with its numbers beside it."""
        view = self.participant.view
        findings = step_findings(view.journey, view.ours(), view.theirs()) if view.revealed else ()
        options = [[each.target_id, step_words(view.journey, each)] for each in findings]
        options = options or [[step.id, step.label] for step in view.journey.targets]
        labels = {Question.FIX_FIRST: _("Fix first"), Question.PROTECT: _("Protect")}
        return [[{"id": each, "type": "choice", "label": labels[each], "options": options}] for each in _ASKED]

    def meant(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """A pick for each question that was answered."""
        return [Picked(question=each, target_ids=(value[each],)) for each in _ASKED if value.get(each)]

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """Each pick at its question."""
        return {
            each.question: each.target_ids[0] for each in said.values() if isinstance(each, Picked) and each.target_ids
        }

    def closed_blocks(self) -> list[dict[str, Any]]:
        """Both questions, and that no more is taken."""
        prompt = {"kind": "title", "text": self.told(self.data.prompt)}
        return [prompt, {"kind": "strong", "text": _("Time is up, answers are in.")}]

    def shown_blocks(self) -> list[dict[str, Any]]:
        """How the room picked."""
        title = {"kind": "title", "text": self.told(self.data.title)}
        return [title, *picks_blocks(self.participant.view, *_ASKED)]
