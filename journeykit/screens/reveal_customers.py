"""Reveal the customers: step by step over our guesses, and on each phone what concerns its owner alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ipywidgets.widgets.widget import Widget

from journeykit.analysis.finding import StepFinding
from journeykit.analysis.findings import closest_and_surprise
from journeykit.analysis.projection import projection_sentence, yardsticks
from journeykit.language import _
from journeykit.models.entry import Looked
from journeykit.models.exercise import ExerciseId
from journeykit.models.rating import Perspective
from journeykit.screens.guard import guarded
from journeykit.screens.own_feeling import nearness
from journeykit.screens.picture import Picture, all_uncovered, not_yet_checked
from journeykit.screens.screen import Screen
from journeykit.widgets.sheet import Sheet


class RevealCustomers(Screen):
    """The picture grows as the facilitator uncovers; at its end stand one's closest step and biggest surprise."""

    exercise = ExerciseId.REVEAL_CUSTOMERS

    def build(self) -> list[Widget]:
        """A title, the picture, what we felt ourselves, and one's own part."""
        self.title, self.ourselves, self.mine = Sheet(), Sheet(), Sheet(label=_("Only for you"))
        self.picture = Picture("phone")
        self.picture.when_beat = self._beat
        self.mine.on_press(self._pressed)
        return [self.title, self.picture.root, self.ourselves, self.mine]

    def show(self) -> None:
        """What is uncovered now."""
        view = self.participant.view
        asked = view.material.latest_wave is not None
        self.title.blocks = [
            {"kind": "title", "text": self.told(self.data.title)},
            *(not_yet_checked(view) or [{"kind": "quiet", "text": self.told(self.data.prompt)}]),
        ]
        findings = self.picture.show(view)
        everything = all_uncovered(view) and (self.picture.whole or not asked)
        self.mine.blocks = self._own_part(findings) if everything and asked else []
        self.ourselves.blocks = self._beside_our_own_feeling() if everything and asked else []
        looked = view.has_looked(self.participant.seat.seat_id)
        offer = everything and not looked
        self.mine.actions = [{"id": "looked", "label": _("I have looked"), "main": True}] if offer else []

    def _own_part(self, findings: Sequence[StepFinding]) -> list[dict[str, Any]]:
        if self.perspective is not Perspective.PREDICTED_CUSTOMER:
            return []
        journey, own = self.participant.view.journey, self.participant.own()
        told = [each.text() for each in closest_and_surprise(journey, own, findings) if each]
        if not told:
            return []
        heading = {"kind": "heading", "text": _("Only you see this")}
        return [{"kind": "group", "blocks": [heading, *({"kind": "text", "text": text} for text in told)]}]

    def _beside_our_own_feeling(self) -> list[dict[str, Any]]:
        """Whether we guessed as we feel ourselves, where enough of us told how that is."""
        view = self.participant.view
        if not view.told.is_shown(ExerciseId.OWN_FEELING):
            return []
        near = nearness(view)
        told = [projection_sentence(view.journey, near), yardsticks(view.journey, near)] if near else []
        texts = [{"kind": "text", "text": each.text()} for each in told if each]
        heading = {"kind": "heading", "text": _("What we felt ourselves")}
        return [{"kind": "group", "blocks": [heading, *texts]}] if texts else []

    @guarded
    def _beat(self) -> None:
        self.show()

    @guarded
    def _pressed(self, action_id: str) -> None:
        if action_id == "looked":
            self.participant.say(Looked())
            self.show()
