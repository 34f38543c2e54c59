"""The steps: which do not happen to the persona, and is one missing? What the room has changed is shown at once."""

from __future__ import annotations

from typing import Any

from journeykit.language import _
from journeykit.models.exercise import ExerciseId
from journeykit.models.identifier import fresh_identifier
from journeykit.models.said import DidNotHappen, Said, StepProposed, TakenBack
from journeykit.screens.in_turn import InTurn
from journeykit.session.view import View

LONGEST_LABEL = 60


def changed_steps(view: View) -> list[str]:
    """What the room has changed in the journey since it was prepared, a sentence a step."""
    journey, there = view.journey, view.journey.target_ids
    new = [
        _("New: \u201c{step}\u201d, after \u201c{before}\u201d. Our {customers} were not asked about it.").format(
            step=journey.target(id_).label,
            before=journey.target(there[there.index(id_) - 1]).label,
            customers=journey.customers.many,
        )
        for id_ in view.told.new_step_ids()
    ]
    gone = [step.label for step in view.prepared_journey.targets if step.id not in there]
    return [*new, *(_("Left out: \u201c{step}\u201d").format(step=label) for label in gone)]


class Steps(InTurn):
    """The steps in order with a box each, then one proposal; both can be taken back."""

    exercise = ExerciseId.STEPS

    def blocks(self) -> list[dict[str, Any]]:
        """The hint, and what the facilitator has kept or left out so far."""
        changed = changed_steps(self.participant.view)
        heading = {"kind": "heading", "text": _("What we have changed")}
        card = {"kind": "group", "blocks": [heading, {"kind": "list", "items": changed}]}
        return [
            {"kind": "title", "text": self.told(self.data.title)},
            {"kind": "quiet", "text": self.told(self.data.hint)},
            *([card] if changed else []),
        ]

    def closed_blocks(self) -> list[dict[str, Any]]:
        """Nothing was answered here, so nothing is in."""
        return self.blocks()

    def pages(self) -> list[list[dict[str, Any]]]:
        """First the boxes, then the proposal."""
        view = self.participant.view
        name, new = view.journey.persona.name, view.told.new_step_ids()
        with_new = _("{step} (new)")
        steps = [
            [step.id, with_new.format(step=step.label) if step.id in new else step.label]
            for step in view.journey.targets
        ]
        marks = {
            "id": "did_not_happen",
            "type": "picks",
            "label": _("Which steps do not happen to {name}?").format(name=name),
            "hint": _("Most often: none. Tick only what does not happen."),
            "options": steps,
        }
        taken_in = {"disabled": True} if self._is_taken_in else {}
        label = {
            "id": "label",
            "type": "text",
            "label": _("Is a step missing? What is it called?"),
            "hint": _("The room has taken this in. Thank you.")
            if taken_in
            else _("A few words, as {name} would say it.").format(name=name),
            "maxLength": LONGEST_LABEL,
            **taken_in,
        }
        after = {
            "id": "after",
            "type": "choice",
            "label": _("After which step does it come?"),
            "hint": _("Without a choice it comes last."),
            "options": [step for step in steps if step[0] not in new],
            **taken_in,
        }
        return [[marks], [label, after]]

    def meant(self, value: dict[str, Any]) -> list[Said | TakenBack]:
        """A mark a step, and the proposal."""
        found: list[Said | TakenBack] = []
        if "did_not_happen" in value:
            for step_id in self.participant.view.journey.target_ids:
                mark = DidNotHappen(target_id=step_id)
                found.append(mark if step_id in value["did_not_happen"] else TakenBack(place=mark.place))
        if self._is_taken_in:  # it stays as the room took it
            return found
        if label := value.get("label", "").strip():
            found.append(StepProposed(step_id=self._step_id(label), label=label, after_id=self._after(value)))
        elif "label" in value:
            found.append(TakenBack(place="step_proposed"))
        return found

    def filled(self, said: dict[str, Said]) -> dict[str, Any]:
        """The boxes that this seat ticked, and its proposal."""
        marked = [each.target_id for each in said.values() if isinstance(each, DidNotHappen)]
        found: dict[str, Any] = {"did_not_happen": marked} if marked else {}
        proposed = said.get("step_proposed")
        if isinstance(proposed, StepProposed):
            found |= {"label": proposed.label, "after": proposed.after_id}
        return found

    @property
    def _is_taken_in(self) -> bool:
        mine = self.participant.said(self.exercise).get("step_proposed")
        return isinstance(mine, StepProposed) and mine.step_id in self.participant.view.told.new_step_ids()

    def _step_id(self, label: str) -> str:
        """A proposal keeps its id while its words are corrected, also when the facilitator has kept it already."""
        before = self.participant.said(self.exercise).get("step_proposed")
        unsaved = self.saver.unsaved.get("step_proposed")
        for each in (before, unsaved):
            if isinstance(each, StepProposed):
                return each.step_id
        return fresh_identifier(label)

    def _after(self, value: dict[str, Any]) -> str:
        view = self.participant.view
        new = view.told.new_step_ids()  # they may go again, and what follows them would go with them
        there = [id_ for id_ in view.journey.target_ids if id_ not in new]
        return value.get("after") or there[-1]
