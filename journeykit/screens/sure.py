"""How sure are we: two steps that one was least sure of, two that matter most, in place of a question a step."""

from __future__ import annotations

from typing import Any

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import MOST_FOR, Picked, Question, Said, TakenBack
from journeykit.screens.in_turn import InTurn


class Sure(InTurn):
    """Two picks, then two picks. Customers in the room have made no guess, so they get only the second question."""

    exercise = ExerciseId.SURE

    def blocks(self) -> list[dict[str, Any]]:
        """The title and the promise; the question stands over its options."""
        return [
            {"kind": "title", "text": self.told(self.data.title)},
            {"kind": "quiet", "text": self.told(self.data.hint)},
        ]

    def pages(self) -> list[list[dict[str, Any]]]:
        """A page a question: every step, of which two may be picked."""
        journey = self.participant.view.journey
        steps = [[step.id, step.label] for step in journey.targets]
        asked = {
            Question.LEAST_SURE: _("Which two steps were you least sure of?"),
            Question.MATTERS_MOST: _("Which two steps matter most to {name}?").format(name=journey.persona.name),
        }
        seat_id, view = self.participant.seat.seat_id, self.participant.view
        if not view.is_asked(seat_id, self.exercise, f"picked:{Question.LEAST_SURE}"):
            del asked[Question.LEAST_SURE]
        return [
            [{"id": question.value, "type": "picks", "label": label, "options": steps, "most": MOST_FOR[question]}]
            for question, label in asked.items()
        ]

    def meant(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """The picks of each question that somebody touched; none is an answer, too."""
        return [
            Picked(question=question, target_ids=tuple(value[question]))
            for question in (Question.LEAST_SURE, Question.MATTERS_MOST)
            if question in value
        ]

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """The steps that this seat picked."""
        return {each.question.value: list(each.target_ids) for each in said.values() if isinstance(each, Picked)}
