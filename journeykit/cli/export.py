"""`journeykit export`: take a session home as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.language import _, ngettext

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from journeykit.models.session import Session

RAW_LOG = "raw_exports.log"


def export(
    session: Annotated[str, typer.Argument(help=_('The session: its code, its id, or "last".'))],
    output: Annotated[Path, typer.Option("--output", "-o", help=_("The file to write."))],
    format_: Annotated[
        str | None, typer.Option("--format", help=_("What to make; without it, the end of the file's name decides."))
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help=_("Every single answer as CSV, small groups too. Is logged."))
    ] = False,
    store: Annotated[str | None, typer.Option(help=_("The store's URL, as sqlite:///folder/file.sqlite."))] = None,
) -> None:
    """Write what a session found into a file: the summary, the map, the journey, or the counts.

    What leaves the room is gated: groups that are too small are hidden. Only --raw, on the server's own machine,
    writes single answers. Their respondent ids are drawn anew each time and lead back to nobody's seat.
    """
    from journeykit.cli.sessions import asked_session
    from journeykit.store.engine import open_store
    from journeykit.store.places import default_store_url

    wanted = format_ or output.suffix.removeprefix(".")
    if raw and wanted != "csv":
        raise typer.BadParameter(_("--raw makes CSV only."))
    if not raw:
        _known(wanted)
    engine = open_store(store or default_store_url())
    found = asked_session(engine, session)
    if raw:
        _write_raw(engine, found, output)
    else:
        _write(engine, found, wanted, output)


def _known(format_: str) -> None:
    from journeykit.render.exports import EXPORTS

    if format_ not in EXPORTS:
        raise typer.BadParameter(
            _("There is no format {asked!r}. There are: {known}.").format(asked=format_, known=", ".join(EXPORTS)),
            param_hint="--format",
        )


def _write(engine: Engine, session: Session, format_: str, output: Path) -> None:
    from journeykit.cli.files import write_bytes
    from journeykit.render.exports import EXPORTS
    from journeykit.session.view import View

    view = View(engine, session.session_id)
    write_bytes(output, EXPORTS[format_].write(view.report()))


def _write_raw(engine: Engine, session: Session, output: Path) -> None:
    import csv
    import io

    from journeykit.cli.files import write_bytes
    from journeykit.session.raw import COLUMNS, rows

    found = rows(engine, session.session_id)
    table = io.StringIO()
    writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    _log_raw(session, output, len(found))  # before the file is there: an export without its line in the log cannot be
    write_bytes(output, table.getvalue().encode(), private=True)
    typer.echo(
        _(
            "Warning: this file holds single answers, also of groups that are too small to be shown. Whoever was in"
            " the room could recognise somebody. Keep it to yourself and delete it when you are done."
        ),
        err=True,
    )
    told = ngettext("{n} row. This was noted in {log}.", "{n} rows. This was noted in {log}.", len(found))
    typer.echo(told.format(n=len(found), log=_raw_log()), err=True)


def _raw_log() -> Path:
    from journeykit.store.places import data_folder

    return data_folder() / RAW_LOG


def _log_raw(session: Session, output: Path, n: int) -> None:
    import getpass
    import json
    import os

    from journeykit.models.session import now_utc

    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container may run as a number that has no name
        user = "unknown"
    entry = {
        "at": now_utc().isoformat(timespec="seconds"),
        "user": user,
        "session_id": session.session_id,
        "code": session.code,
        "rows": n,
        "file": str(output.resolve()),
    }
    descriptor = os.open(_raw_log(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as log:
        log.write(json.dumps(entry, ensure_ascii=False) + "\n")
