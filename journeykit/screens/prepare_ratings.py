"""Customers' ratings on the prepare page: counted answers, as a round of asking of the journey."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from journeykit.interchange.survey import ALL, Survey, describe, read_survey
from journeykit.interchange.survey_settings import SurveySettings
from journeykit.interchange.template_csv import FIVE, SCALES, customers_template
from journeykit.language import _
from journeykit.models.counts import K
from journeykit.models.evidence import Wave
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.models.scale import Scale
from journeykit.models.session import now_utc
from journeykit.screens.prepare_tables import Preparing, Table

_SCALES = {f"{scale.scale_min}_{scale.scale_max}": scale for scale in SCALES}


class Ratings(Table):
    """The table of counts. A round of the same name takes the place of the one before; others stay."""

    name = "customers.csv"

    def __init__(self, page: Preparing) -> None:
        super().__init__(page, _("Customers\u2019 ratings"))
        self.upload.label = _("Bring the filled table of ratings")
        self._read: tuple[Wave, ...] = ()
        self.form.fields = _fields()
        self.form.value = {"wave": str(now_utc().year), "scale": "file"}

    def heading(self) -> str:
        """What this part of the page is called."""
        return _("What {customers} say: ratings").format(customers=self._page.material.journey.customers.many)

    def empty_label(self) -> str:
        """The button that makes the empty table."""
        return _("Make an empty table for ratings (CSV)")

    def empty(self, journey: Journey) -> bytes:
        """A row for each answer at each step, to count in."""
        return customers_template(journey, wave=self._filled("wave") or str(now_utc().year), scale=self._scale or FIVE)

    def read(self, file: Path, journey: Journey) -> list[dict[str, Any]]:
        """The rounds in a file, step by step, and how its answers were put on our scale. Raises BadFile."""
        settings = SurveySettings(
            scale=self._scale,
            source=self._filled("source"),
            question=self._filled("question"),
            period=self._filled("period"),
        )
        survey = self._named(read_survey(file, journey, settings))
        self._read = survey.waves
        blocks: list[dict[str, Any]] = [
            {"kind": "text", "text": line} for line in describe(survey.waves, journey, survey.not_applicable)
        ]
        rows = [[step.label, *(str(wave.of(step.id).n) for wave in survey.waves)] for step in journey.targets]
        blocks.append({"kind": "table", "columns": [_("Step"), *(wave.wave for wave in survey.waves)], "rows": rows})
        newest = survey.waves[-1]
        there = {wave.wave for wave in self._page.material.waves}
        for wave in survey.waves:
            if wave.wave in there:
                told = _("There are ratings of {wave} already. Used, these take their place.")
                blocks.append({"kind": "strong", "text": told.format(wave=wave.wave)})
        few = [step.label for step in journey.targets if newest.of(step.id).n < K]
        if few:
            told = _("Fewer than {k} answers: {steps}. What was said there stays hidden.")
            blocks.append({"kind": "strong", "text": told.format(k=K, steps=", ".join(few))})
        return blocks

    def used(self, material: Material) -> list[dict[str, Any]]:
        """The rounds that the session has, the newest last."""
        if not material.waves:
            return [{"kind": "text", "text": _("None yet. Every page says that it is only our view.")}]
        return [{"kind": "text", "text": line} for line in describe(material.waves, material.journey)]

    def ways_out(self, material: Material) -> list[dict[str, Any]]:
        """A button for each round."""
        return [
            {
                "id": f"out:{number}",
                "label": _("Take out {wave}").format(wave=wave.wave),
                "confirm": _("Take the ratings of {wave} out of this session?").format(wave=wave.wave),
            }
            for number, wave in enumerate(material.waves)
        ]

    def with_it(self, material: Material) -> Material:
        """With the rounds that were read last."""
        names = {wave.wave for wave in self._read}
        kept = tuple(wave for wave in material.waves if wave.wave not in names)
        return material.model_copy(update={"waves": (*kept, *self._read)})

    def without(self, material: Material, action_id: str) -> Material:
        """Without one round."""
        number = int(action_id.removeprefix("out:"))
        return material.model_copy(update={"waves": material.waves[:number] + material.waves[number + 1 :]})

    @property
    def _scale(self) -> Scale | None:
        return _SCALES.get(self._filled("scale"))

    def _filled(self, name: str) -> str:
        return str(self.form.value.get(name, "")).strip()

    def _named(self, survey: Survey) -> Survey:
        """A file without a column for the round is the round that the page names."""
        name = self._filled("wave")
        if not name or [wave.wave for wave in survey.waves] != [ALL]:
            return survey
        wave = survey.waves[0].model_copy(update={"wave": name})
        return Survey((wave,), {name: survey.not_applicable.get(ALL, 0)})


def _fields() -> list[dict[str, Any]]:
    about = _("About the answers, for the note under the map")
    scales = [[id_, _("{low} to {high}").format(low=s.scale_min, high=s.scale_max)] for id_, s in _SCALES.items()]
    return [
        {"id": "wave", "type": "text", "label": _("What this round of asking is called"), "maxLength": 40},
        {
            "id": "scale",
            "type": "choice",
            "label": _("Scale of the answers, the higher the better"),
            "options": [["file", _("As the table says; 1 to 5 in an empty one")], *scales],
        },
        {"id": "source", "type": "text", "label": _("Where they come from"), "maxLength": 300, "group": about},
        {"id": "question", "type": "text", "label": _("The question that was asked"), "maxLength": 300, "group": about},
        {"id": "period", "type": "text", "label": _("When they were given"), "maxLength": 60, "group": about},
    ]
