"""`journeykit serve`: start a session, or go on with one, and show everybody the way in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.language import _

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Engine

    from journeykit.models.session import Session
    from journeykit.server.links import Links

SAMPLE = "clinic_visit"
LOCAL = "127.0.0.1"


def serve(
    journey: Annotated[
        str | None, typer.Argument(help="A folder with a journey.yaml, or a sample journey.", show_default=SAMPLE)
    ] = None,
    store: Annotated[str | None, typer.Option(help="The store's URL, as sqlite:///folder/file.sqlite.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8866,
    host: Annotated[str | None, typer.Option(help="The address to listen on.", show_default="all of them")] = None,
    local: Annotated[bool, typer.Option("--local", help="For this computer only; no phone can join.")] = False,
    public_url: Annotated[str | None, typer.Option(help="The address that people open, behind a proxy.")] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the control page.")] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON line when ready, and nothing else on standard output.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="Start a new session without asking.")] = False,
    continue_: Annotated[
        bool, typer.Option("--continue", help="Go on with the newest session; a new one where there is none.")
    ] = False,
) -> None:
    """Start a session: prints the links, the QR code and the session code, and runs until Ctrl-C.

    Started again on the same day, it asks whether to go on with today's session. Answers are kept either way.
    """
    if new and continue_:
        raise typer.BadParameter(_("--new and --continue exclude each other."))
    if local and (host or public_url):
        raise typer.BadParameter(_("--local goes without --host and --public-url."))
    from journeykit.cli.folders import journey_folder

    # Jupyter loads jsonschema, which compiles a grammar of addresses that nothing here checks: 2 s of each start.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # None: it counts as not installed
    from journeykit.server.app import run
    from journeykit.store.engine import open_store
    from journeykit.store.places import default_store_url

    folder = journey_folder(journey or SAMPLE)
    engine = open_store(store or default_store_url())
    session = None
    if continue_ or (not new and sys.stdin.isatty()):
        session = _earlier(engine, folder if journey else None, today_only=not continue_)
    if session and not continue_ and not _wants_to_continue(session):
        session = None
    run(
        engine,
        lambda: session or _fresh(engine, folder),
        port=port,
        host=LOCAL if local else host or "",
        public_url=public_url,
        ready=lambda links: _tell(links, as_json=as_json, browser=browser),
    )


def _fresh(engine: Engine, folder: Path) -> Session:
    from journeykit.interchange.material_folder import read_material
    from journeykit.session.invitation import new_session

    return new_session(engine, read_material(folder))


def _earlier(engine: Engine, folder: Path | None, *, today_only: bool) -> Session | None:
    """The newest session, of the folder's journey where one was named; None where there is none."""
    from journeykit.interchange.material_folder import read_material
    from journeykit.models.session import now_utc
    from journeykit.session.invitation import sessions
    from journeykit.session.view import View

    journey_id = read_material(folder).journey.id if folder else None
    today = now_utc().astimezone().date()
    for session in sessions(engine):
        if today_only and session.created_at.astimezone().date() != today:
            return None
        if journey_id in (None, View(engine, session.session_id).journey.id):
            return session
    return None


def _wants_to_continue(session: Session) -> bool:
    typer.echo(_("There is a session of today, with the code {code}.").format(code=session.code), err=True)
    typer.echo(_("Continue today's session (Enter) or start a new one (n)? "), err=True, nl=False)
    return not sys.stdin.readline().strip().casefold().startswith("n")


def _tell(links: Links, *, as_json: bool, browser: bool) -> None:
    if as_json:
        typer.echo(links.model_dump_json())
        sys.stdout.flush()
        return
    from journeykit.cli.welcome import has_desktop, welcome

    welcome(links)
    if browser and has_desktop():
        import webbrowser

        webbrowser.open(links.facilitator_url)
