"""What real customers said in their own words, as everybody reads it: no more than two, from different steps."""

from __future__ import annotations

from itertools import chain, islice, zip_longest
from typing import Any

from journeykit.language import _
from journeykit.models.evidence import Quote
from journeykit.models.material import Material

MOST = 2
"""How many quotes are read at the beginning."""


def first_quotes(material: Material) -> tuple[Quote, ...]:
    """The quotes that are read at the beginning: the first of each step before the second of any, oldest first.

    What comes by the link meanwhile stands last, so that people's words stay under the quote that they are for.
    """
    there = dict.fromkeys(quote.step_id for quote in material.quotes if quote.consent_to_show)
    by_step = (material.shown_quotes(step_id) for step_id in there)
    return tuple(islice((quote for quote in chain.from_iterable(zip_longest(*by_step)) if quote), MOST))


def quote_blocks(material: Material) -> list[dict[str, Any]]:
    """These quotes as blocks of a sheet."""
    return [
        {"kind": "quote", "text": _("\u201c{quote}\u201d").format(quote=quote.text), "by": quote.source}
        for quote in first_quotes(material)
    ]
