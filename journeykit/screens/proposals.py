"""What people would change in the steps: a tap keeps it, another one puts it back. Nobody's name is on it."""

from __future__ import annotations

from typing import Any

from journeykit.language import _, ngettext
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.said import StepProposed
from journeykit.screens.panel import Panel
from journeykit.session.told import Proposals
from journeykit.session.view import View


def step_labels(view: View) -> dict[str, str]:
    """What steps are called, by their ids: the journey's, those that were left out, and those that people miss."""
    proposed = {each.step_id: each.label for each in view.told.proposals().new_steps}
    journeys = (view.prepared_journey, view.journey)
    return proposed | {step.id: step.label for journey in journeys for step in journey.targets}


class Steps(Panel):
    """The steps that people miss, and those that do not happen to the persona, while everybody looks at the steps."""

    def show(self) -> None:
        """What was proposed so far."""
        view = self.room.view
        if view.now().exercise.id is not ExerciseId.STEPS or view.ended:
            self.fill()
            return
        proposed, labels = view.told.proposals(), step_labels(view)
        marked = self._marked(proposed)
        blocks: list[dict[str, Any]] = [{"kind": "heading", "text": _("What people would change")}]
        if not proposed.new_steps and not marked:
            blocks.append({"kind": "quiet", "text": _("Nothing so far. You need not change anything.")})
        missing = [[self._missing(each, labels), self._kept(proposed, each)] for each in proposed.new_steps]
        if missing:
            blocks += [{"kind": "strong", "text": _("Missing")}, {"kind": "facts", "items": missing}]
        if marked:
            heading = _("Does not happen to {name}").format(name=view.journey.persona.name)
            counts = [[labels[id_], self._marks(proposed, id_)] for id_ in marked]
            blocks += [{"kind": "strong", "text": heading}, {"kind": "facts", "items": counts}]
        actions = [self._about_new(proposed, each.step_id, labels) for each in proposed.new_steps]
        actions += [self._about_old(proposed, id_, labels) for id_ in marked]
        self.fill(blocks, actions=actions)

    def press(self, action_id: str) -> None:
        """Keep a proposal, or put it back."""
        verb, what, id_ = action_id.split(":")
        self.room.keep(KeptWhat(what), id_, kept=verb == "keep")

    def _marked(self, proposed: Proposals) -> list[str]:
        """The steps that somebody says do not happen, or that were left out, in the order of the journey."""
        out = {id_ for what, id_ in proposed.kept if what is KeptWhat.LEAVE_OUT}
        order = list(step_labels(self.room.view))
        return sorted(out | proposed.did_not_happen.keys(), key=order.index)

    def _missing(self, step: StepProposed, labels: dict[str, str]) -> str:
        before = labels.get(step.after_id, step.after_id)
        return _("\u201c{step}\u201d, after \u201c{before}\u201d").format(step=step.label, before=before)

    def _kept(self, proposed: Proposals, step: StepProposed) -> str:
        return _("kept") if (KeptWhat.NEW_STEP, step.step_id) in proposed.kept else ""

    def _marks(self, proposed: Proposals, id_: str) -> str:
        n = proposed.did_not_happen.get(id_, 0)
        says = ngettext("{n} says so", "{n} say so", n).format(n=n)
        return _("{says}; left out").format(says=says) if (KeptWhat.LEAVE_OUT, id_) in proposed.kept else says

    def _about_new(self, proposed: Proposals, id_: str, labels: dict[str, str]) -> dict[str, Any]:
        if (KeptWhat.NEW_STEP, id_) in proposed.kept:
            label = _("Take \u201c{step}\u201d out again").format(step=labels[id_])
            return {"id": f"back:{KeptWhat.NEW_STEP}:{id_}", "label": label}
        label = _("Keep \u201c{step}\u201d").format(step=labels[id_])
        return {"id": f"keep:{KeptWhat.NEW_STEP}:{id_}", "label": label}

    def _about_old(self, proposed: Proposals, id_: str, labels: dict[str, str]) -> dict[str, Any]:
        if (KeptWhat.LEAVE_OUT, id_) in proposed.kept:
            label = _("Put \u201c{step}\u201d back").format(step=labels[id_])
            return {"id": f"back:{KeptWhat.LEAVE_OUT}:{id_}", "label": label}
        label = _("Leave out \u201c{step}\u201d").format(step=labels[id_])
        return {"id": f"keep:{KeptWhat.LEAVE_OUT}:{id_}", "label": label}
