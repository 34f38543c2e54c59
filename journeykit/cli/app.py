"""`journeykit`: the one door for a shell. Exit codes: 0 done, 1 refused (the reason on standard error), 2 usage."""

from __future__ import annotations

import sys
from collections.abc import Callable
from inspect import getdoc
from typing import Annotated

import typer

from journeykit.cli.check import check
from journeykit.cli.erase import erase
from journeykit.cli.export import export
from journeykit.cli.lab import lab
from journeykit.cli.new import new
from journeykit.cli.rehearse import rehearse
from journeykit.cli.schema import schema
from journeykit.cli.serve import serve
from journeykit.errors import JourneykitError
from journeykit.language import _


def _told(command: Callable[..., None]) -> str:
    """What a command says of itself, in the language of this process; tests/renew_words.py reads it, too."""
    text = getdoc(command) or ""
    return _(text)


app = typer.Typer(
    name="journeykit",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # its tracebacks print local variables: keys and answers are among them
)
for command in (new, serve, rehearse, export, check, schema, lab, erase):
    app.command(help=_told(command))(command)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"journeykit {version('journeykit')}")
        raise typer.Exit


def _journeykit(
    version: Annotated[
        bool, typer.Option("--version", help=_("Show the version and leave."), callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Walk a customer's journey together, guess how it feels, then see what customers say.

    Start with: journeykit serve
    """


app.callback(help=_told(_journeykit))(_journeykit)


def main() -> None:
    """Run the command that was typed; what is refused ends with its reason, without a traceback."""
    try:
        app()
    except JourneykitError as refused:
        typer.echo(str(refused), err=True)
        sys.exit(1)
