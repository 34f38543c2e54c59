"""`journeykit schema`: the JSON Schema of a journey file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from journeykit.cli.files import write_text
from journeykit.language import _


def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help=_("A file, in place of standard output."))
    ] = None,
) -> None:
    """Print the JSON Schema of a journey file, for editors that check while you type."""
    from journeykit.interchange.journey_yaml import journey_schema

    text = json.dumps(journey_schema(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_text(output, text)
