"""Customers' own words on the prepare page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from journeykit.errors import BadFile
from journeykit.interchange.quotes import read_quotes
from journeykit.interchange.template_csv import quotes_template
from journeykit.language import _, ngettext
from journeykit.models.evidence import Quote
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.screens.prepare_tables import Preparing, Table


class Quotes(Table):
    """The table of quotes. What is brought is added to what is there; the same words twice are one quote."""

    name = "quotes.csv"

    def __init__(self, page: Preparing) -> None:
        super().__init__(page, _("Customers\u2019 own words"))
        self.upload.label = _("Bring the filled table of quotes")
        self._read: tuple[Quote, ...] = ()

    def heading(self) -> str:
        """What this part of the page is called."""
        return _("What {customers} say: their own words").format(customers=self._page.material.journey.customers.many)

    def empty_label(self) -> str:
        """The button that makes the empty table."""
        return _("Make an empty table for quotes (CSV)")

    def empty(self, journey: Journey) -> bytes:
        """A row a step, to write into."""
        return quotes_template(journey)

    def read(self, file: Path, journey: Journey) -> list[dict[str, Any]]:
        """The quotes in a file, counted by step. Raises BadFile."""
        self._read = read_quotes(file, journey)
        if not self._read:
            raise BadFile(self.name, _("the file"), _("no quote"), _("at least one row with a quote"))
        return self._counted(self._read, journey)

    def used(self, material: Material) -> list[dict[str, Any]]:
        """The quotes that the session has, counted by step."""
        if not material.quotes:
            words = _("None yet. The session begins with two that may be shown.")
            return [{"kind": "text", "text": words}]
        return self._counted(material.quotes, material.journey)

    def ways_out(self, material: Material) -> list[dict[str, Any]]:
        """A button for all of them."""
        if not material.quotes:
            return []
        confirm = _("Take all quotes out of this session?")
        return [{"id": "out", "label": _("Take out all quotes"), "confirm": confirm}]

    def with_it(self, material: Material) -> Material:
        """With the quotes that were read last."""
        there = {(quote.step_id, quote.text) for quote in self._read}
        kept = tuple(quote for quote in material.quotes if (quote.step_id, quote.text) not in there)
        return material.model_copy(update={"quotes": kept + self._read})

    def without(self, material: Material, action_id: str) -> Material:  # noqa: ARG002 - there is one way out
        """Without any."""
        return material.model_copy(update={"quotes": ()})

    def _counted(self, quotes: tuple[Quote, ...], journey: Journey) -> list[dict[str, Any]]:
        n, shown = len(quotes), sum(quote.consent_to_show for quote in quotes)
        told = ngettext("{n} quote, of which {shown} may be shown", "{n} quotes, of which {shown} may be shown", n)
        everywhere = Counter(quote.step_id for quote in quotes)
        may_show = Counter(quote.step_id for quote in quotes if quote.consent_to_show)
        rows = [
            [step.label, str(everywhere[step.id]), str(may_show[step.id])]
            for step in journey.targets
            if everywhere[step.id]
        ]
        return [
            {"kind": "text", "text": told.format(n=n, shown=shown)},
            {"kind": "table", "columns": [_("Step"), _("Quotes"), _("May be shown")], "rows": rows},
        ]
