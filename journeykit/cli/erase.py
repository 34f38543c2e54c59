"""`journeykit erase`: delete a whole session from this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.language import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from journeykit.session.erasing import SessionRows


def erase(
    session: Annotated[str, typer.Argument(help=_('The session: its code, its id, or "last".'))],
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask."))] = False,
    store: Annotated[str | None, typer.Option(help=_("The store's URL, as sqlite:///folder/file.sqlite."))] = None,
) -> None:
    """Delete a session: everybody's answers, customers by the link, its files, and its journey if no other uses it.

    It cannot be undone. End the session's server first. What was taken home before stays where it was taken.
    """
    from journeykit.cli.sessions import asked_session
    from journeykit.session.erasing import erase_session, session_rows
    from journeykit.store.engine import open_store
    from journeykit.store.places import default_store_url, spool_folder

    engine = open_store(store or default_store_url())
    found, spool = asked_session(engine, session), spool_folder()
    if not yes:
        typer.echo(_("This deletes the session {code} from this computer, for good:").format(code=found.code), err=True)
        for line in _told(session_rows(engine, found, spool)):
            typer.echo(f"  {line}", err=True)
        typer.confirm(_("Delete it?"), abort=True, err=True)
    removed = erase_session(engine, found, spool)
    typer.echo(_("Deleted the session {code}:").format(code=found.code))
    for line in _told(removed):
        typer.echo(f"  {line}")


def _told(rows: SessionRows) -> Iterator[str]:
    yield ngettext("{n} participant", "{n} participants", rows.people).format(n=rows.people)
    yield ngettext("{n} line of its journal", "{n} lines of its journal", rows.lines).format(n=rows.lines)
    if rows.customers:
        told = ngettext(
            "the answers of {n} customer by the link", "the answers of {n} customers by the link", rows.customers
        )
        yield told.format(n=rows.customers)
    if rows.files:
        yield ngettext("{n} file beside the store", "{n} files beside the store", rows.files).format(n=rows.files)
    if rows.journey_too:
        yield _("its journey, with the customers' answers and quotes that came with it")
    else:
        yield _("not its journey: another session uses it")
