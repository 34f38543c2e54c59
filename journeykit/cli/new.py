"""`journeykit new`: a folder for a journey of one's own, to be prepared on a page and never in a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.errors import JourneykitError
from journeykit.language import _

if TYPE_CHECKING:
    from journeykit.models.journey import Journey

_LONGEST_TITLE = 80


def new(
    name: Annotated[str, typer.Argument(help=_("The folder to make; its name becomes the journey's title."))],
    sample: Annotated[
        str | None, typer.Option("--from", help=_("Start from a sample journey: its person, stages and steps."))
    ] = None,
) -> None:
    """Make a folder for a journey of your own. Everything else is filled in on the prepare page.

    With --from it starts with the person and the steps of a sample. What the sample's customers said is left out:
    your own customers are others.
    """
    from journeykit.interchange.journey_yaml import write_journey
    from journeykit.interchange.material_folder import JOURNEY

    folder = Path(name)
    title = _title(folder)
    journey = _from_sample(sample, title) if sample else skeleton(title)
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise JourneykitError(
            _("{folder} is there already, and nothing in it was changed. Choose another name.").format(folder=folder)
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_journey(journey, folder / JOURNEY)
    except OSError as error:
        raise JourneykitError(
            _("{folder} cannot be made: {reason}.").format(folder=folder, reason=error.strerror or error)
        ) from error
    typer.echo(_("Made {folder} for the journey \u201c{title}\u201d.").format(folder=folder, title=title))
    typer.echo(_("Next: {command}").format(command=f"journeykit serve {_quoted(name)}"))
    typer.echo(_("Then press \u201cPrepare\u201d on the page that opens. You need not open a file."))


def skeleton(title: str) -> Journey:
    """A journey with nothing in it but what no journey can do without."""
    from journeykit.models.identifier import fresh_identifier
    from journeykit.models.journey import Journey, Period, Stage
    from journeykit.models.persona import Persona

    labels = {Period.BEFORE: _("Before"), Period.DURING: _("During"), Period.AFTER: _("Afterwards")}
    return Journey(
        id=fresh_identifier(title),
        title=title,
        scenario=_("What happens here, and where does it begin and end?"),
        persona=Persona(name=_("Alex"), goal=_("What does this person want to get done?")),
        stages=tuple(Stage(id=fresh_identifier(label), label=label, period=period) for period, label in labels.items()),
    )


def _from_sample(asked: str, title: str) -> Journey:
    from journeykit.cli.folders import sample_folder
    from journeykit.interchange.journey_yaml import read_journey
    from journeykit.interchange.material_folder import JOURNEY
    from journeykit.models.identifier import fresh_identifier
    from journeykit.models.persona import EvidenceLevel

    sample = read_journey(sample_folder(asked) / JOURNEY)
    stages = tuple(
        stage.model_copy(update={"steps": tuple(step.model_copy(update={"asked": None}) for step in stage.steps)})
        for stage in sample.stages
    )
    persona = sample.persona.model_copy(update={"evidence_level": EvidenceLevel.ASSUMPTION})
    return sample.model_copy(
        update={
            "id": fresh_identifier(title),
            "title": title,
            "owner": "",
            "invented": False,
            "persona": persona,
            "stages": stages,
        }
    )


def _title(folder: Path) -> str:
    """The folder's name as a title: "coffee-to-go" gives "Coffee to go"."""
    words = re.sub(r"[\s_-]+", " ", folder.resolve().name).strip()
    if not words:
        raise JourneykitError(_("The folder needs a name, for example: journeykit new my-journey"))
    return (words[0].upper() + words[1:])[:_LONGEST_TITLE].strip()


def _quoted(name: str) -> str:
    return f'"{name}"' if re.search(r"[^\w./\\:-]", name) else name
