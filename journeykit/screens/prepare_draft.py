"""What somebody writes on the prepare page: put together to a journey, or told what is to be mended; and kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import traitlets

from journeykit.errors import JourneykitError
from journeykit.interchange.checked import checked
from journeykit.interchange.problem import BadPlaces, quoted
from journeykit.language import _
from journeykit.models.journey import Journey
from journeykit.models.session import Plan
from journeykit.screens.prepare_facts import LABELS, Facts
from journeykit.widgets.persona_builder import PersonaBuilder
from journeykit.widgets.stage_builder import StageBuilder


class ToMend(JourneykitError, ValueError):
    """What is written makes no journey yet."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(_("Some of what you wrote has to be mended first. The top of the page says what."))
        self.problems = problems


class Draft:
    """The three forms of the page as one thing."""

    def __init__(self) -> None:
        self.facts, self.persona, self.stages = Facts(), PersonaBuilder(), StageBuilder()

    def fill(self, journey: Journey, plan: Plan) -> None:
        """Show what was prepared."""
        self._journey = journey
        self.facts.fill(journey, plan)
        self.persona.value = journey.persona.model_dump(mode="json")
        self.stages.value = [stage.model_dump(mode="json") for stage in journey.stages]

    @property
    def plain(self) -> dict[str, Any]:
        """All that is written, finished or not, as plain values."""
        return {
            "facts": self.facts.sheet.value,
            "persona": self.persona.draft,
            "stages": self.stages.value,
            "refused": self.stages.refused,
        }

    def put_back(self, plain: dict[str, Any]) -> None:
        """Write what was written before. Raises TraitError or LookupError for what the forms cannot hold."""
        self.facts.sheet.value = plain["facts"]
        self.persona.draft = plain["persona"]
        self.stages.value = plain["stages"]

    def journey(self) -> Journey:
        """The journey that is written. Raises ToMend, which says field, found and allowed for each problem."""
        problems = list(self._refused())
        data = self._journey.model_dump(mode="json") | self.facts.of_journey
        data |= {"persona": {"name": "", "goal": ""} | self.persona.written, "stages": self.stages.value}
        try:
            journey = checked(Journey, data, _("The journey"))
        except BadPlaces as bad:
            problems += [
                _("{field}: found {found}. Allowed: {allowed}.").format(
                    field=self._field(each.place), found=each.found, allowed=each.allowed
                )
                for each in bad.problems
            ]
        if problems:
            raise ToMend(problems)
        return journey

    def _refused(self) -> Iterator[str]:
        """The texts of steps that could not stand: they are on the page, and a save without them would mislead."""
        items = {item["id"]: item for stage in self.stages.value for item in _with_inside(stage)}
        for place, text in self.stages.refused.items():
            id_, _dot, field = place.partition(".")
            if id_ in items:
                named = self.stages.words["labels"].get(field, _("Name"))
                yield _("{field}: found {found}. {reason}").format(
                    field=_("{label}, {line}").format(label=items[id_]["label"], line=named),
                    found=quoted(text) if text.strip() else _("nothing"),
                    reason=self.stages.errors.get(place, ""),
                )

    def _field(self, place: str) -> str:
        """A place of the model as the page calls it: "persona.fears[1]" is "What worries them, 2"."""
        name, number = re.fullmatch(r"([^\[]+)(?:\[(\d+)\])?.*", place).groups()  # type: ignore[union-attr]
        last = name.rpartition(".")[2]
        labels: dict[str, str] = self.persona.words["labels"] if name.startswith("persona.") else {}
        called = labels.get(last) or (_(LABELS[last]) if last in LABELS else _("Stages"))
        return _("{label}, {n}").format(label=called, n=int(number) + 1) if number and labels else called


def _with_inside(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield item
    for inside in (*item.get("steps", ()), *item.get("touchpoints", ())):
        yield from _with_inside(inside)


class Keeper:
    """Keeps what is written and not saved, beside the store: a laptop that slept finds it again."""

    def __init__(self, spool: Path | None, session_id: str) -> None:
        self._file = spool / f"draft-{session_id}.json" if spool else None

    def keep(self, plain: dict[str, Any], seen: int) -> None:
        """Keep what is written on top of what was saved `seen` times."""
        if self._file is not None:
            draft = self._file.with_suffix(".new")
            draft.touch(mode=0o600)
            draft.write_text(json.dumps({"seen": seen, **plain}), encoding="utf-8")
            draft.replace(self._file)

    def forget(self) -> None:
        """All is saved."""
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def put_back(self, draft: Draft, seen: int) -> bool:
        """Write what was kept, if it was written on top of what is saved now; whether there was something."""
        if self._file is None or not self._file.is_file():
            return False
        try:
            plain = json.loads(self._file.read_text(encoding="utf-8"))
            if plain.pop("seen") != seen:
                return False
            draft.put_back(plain)
        except (
            OSError,
            ValueError,
            TypeError,
            LookupError,
            traitlets.TraitError,
        ):  # of another version: what was saved counts
            return False
        return True
