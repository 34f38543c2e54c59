"""A folder that holds a journey with its customers: journey.yaml, and where there are any customers.csv, quotes.csv."""

from __future__ import annotations

from pathlib import Path

from journeykit.errors import BadFile
from journeykit.interchange.journey_yaml import read_journey
from journeykit.interchange.quotes import read_quotes
from journeykit.interchange.survey import read_customers
from journeykit.language import _
from journeykit.models.material import Material

JOURNEY, CUSTOMERS, QUOTES = "journey.yaml", "customers.csv", "quotes.csv"


def read_material(folder: str | Path) -> Material:
    """The material of a folder, or of the folder of a journey file. Raises BadFile for what cannot be used."""
    folder = Path(folder)
    file = folder if folder.is_file() else folder / JOURNEY
    if not file.is_file():
        raise BadFile(str(folder), _("the folder"), _("no {file}").format(file=JOURNEY), _("a folder with that file"))
    journey = read_journey(file)
    customers, quotes = file.with_name(CUSTOMERS), file.with_name(QUOTES)
    return Material(
        journey=journey,
        waves=read_customers(customers, journey) if customers.is_file() else (),
        quotes=read_quotes(quotes, journey) if quotes.is_file() else (),
    )
