"""`journeykit check`: what a journey's folder holds, and what is missing in it, before anybody meets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.language import _, ngettext

if TYPE_CHECKING:
    from journeykit.models.material import Material


def check(
    folder: Annotated[str, typer.Argument(help=_("A folder with a journey.yaml, or the name of a sample journey."))],
) -> None:
    """Read a journey's folder and say what is there and what is missing.

    Ends with 1 and the place of every mistake when something in it cannot be used.
    """
    from journeykit.cli.folders import journey_folder
    from journeykit.interchange.material_folder import read_material

    for line in findings(read_material(journey_folder(folder))):
        typer.echo(line)


def findings(material: Material) -> Iterator[str]:
    """What a facilitator should know about some material, a line each."""
    journey = material.journey
    steps = len(journey.target_ids)
    yield _("{title}: the journey of {name}").format(title=journey.title, name=journey.persona.name)
    if journey.invented:
        yield _("It is invented, and every page will say so.")
    message = ngettext("{n} step to rate in {stages} stages", "{n} steps to rate in {stages} stages", steps)
    yield message.format(n=steps, stages=len(journey.stages))
    quiet = [step.id for step in journey.targets if not (step.doing and step.thinking and step.expecting)]
    if quiet:
        yield _("No line for doing, thinking or expecting: {steps}").format(steps=", ".join(quiet))
    yield from _customers(material)
    yield from _quotes(material)


def _customers(material: Material) -> Iterator[str]:
    from journeykit.interchange.survey import describe

    wave = material.latest_wave
    if wave is None:
        yield _("No customers.csv: pages will say that it is our view, not yet checked with customers.")
        return
    yield _("Customers:")
    yield from (f"  {line}" for line in describe(material.waves, material.journey))
    if not wave.source.name:
        yield _("No source in customers.yaml: the map cannot say where the answers come from.")


def _quotes(material: Material) -> Iterator[str]:
    if not material.quotes:
        yield _("No quotes.csv: the reveal will have no customers' own words.")
        return
    shown = sum(quote.consent_to_show for quote in material.quotes)
    yield _("Quotes: {n}, of which {shown} may be shown").format(n=len(material.quotes), shown=shown)
