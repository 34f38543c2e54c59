"""The steps of a journey as other people's files name them: by id, or by label."""

from __future__ import annotations

from collections import Counter

from journeykit.interchange.problem import choices
from journeykit.models.journey import Journey


class Targets:
    """Finds what people rate by its id, or by its label where only one step bears it."""

    def __init__(self, journey: Journey) -> None:
        labels = Counter(step.label.casefold() for step in journey.targets)
        self._ids = journey.target_ids
        self._by_name = {
            step.label.casefold(): step.id for step in journey.targets if labels[step.label.casefold()] == 1
        } | {step.id: step.id for step in journey.targets}

    def find(self, name: str) -> str | None:
        """The id of a step; None when the journey has no such step."""
        return self._by_name.get(name.casefold())

    def allowed(self, name: str) -> str:
        """The ids there are, and the nearest one to a name."""
        return choices(self._ids, name)
