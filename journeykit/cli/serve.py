"""`journeykit serve`: start a session, or go on with one, and show everybody the way in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.language import _, languages, speak

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine

    from journeykit.models.material import Material
    from journeykit.models.session import Session
    from journeykit.server.links import Links
    from journeykit.session.resuming import Earlier

SAMPLE = "clinic_visit"
LOCAL = "127.0.0.1"


def serve(
    journey: Annotated[
        str | None, typer.Argument(help=_("A folder with a journey.yaml, or a sample journey."), show_default=SAMPLE)
    ] = None,
    store: Annotated[str | None, typer.Option(help=_("The store's URL, as sqlite:///folder/file.sqlite."))] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help=_("The port; 0 takes a free one."))] = 8866,
    host: Annotated[
        str | None, typer.Option(help=_("The address to listen on."), show_default=_("all of them"))
    ] = None,
    local: Annotated[bool, typer.Option("--local", help=_("For this computer only; no phone can join."))] = False,
    public_url: Annotated[str | None, typer.Option(help=_("The address that people open, behind a proxy."))] = None,
    most: Annotated[
        int | None,
        typer.Option(
            min=1,
            help=_("How many people may have a page open; others wait for a place."),
            show_default=_("as many as there is memory for, up to 300"),
        ),
    ] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_("Open the control page."))] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print one JSON line when ready, and nothing else on standard output."))
    ] = False,
    new: Annotated[bool, typer.Option("--new", help=_("Start a new session without asking."))] = False,
    continue_: Annotated[
        bool, typer.Option("--continue", help=_("Go on with the newest session; a new one where there is none."))
    ] = False,
    language: Annotated[str | None, typer.Option(help=_("The language of all pages, as a tag such as en."))] = None,
) -> None:
    """Start a session: prints the links, the QR code and the session code, and runs until Ctrl-C.

    Started again with the same journey, it goes on with a session that was prepared and has not begun, even when its
    day has passed. With a session of today it asks whether to go on. Answers are kept either way.
    """
    if new and continue_:
        raise typer.BadParameter(_("--new and --continue exclude each other."))
    if local and (host or public_url):
        raise typer.BadParameter(_("--local goes without --host and --public-url."))
    if language:
        _speak(language)
    from journeykit.cli.folders import journey_folder

    start_quickly()
    from journeykit.server.app import run
    from journeykit.store.engine import open_store
    from journeykit.store.places import default_store_url

    folder = journey_folder(journey or SAMPLE)
    engine = open_store(store or default_store_url())
    session = None if new else _earlier(engine, folder if journey else None, newest=continue_)
    run(
        engine,
        lambda: session or _fresh(engine, folder),
        port=port,
        host=LOCAL if local else host or "",
        public_url=public_url,
        most=most,
        warn=_say,
        ready=lambda links: tell(links, as_json=as_json, browser=browser),
    )


def _speak(language: str) -> None:
    if language not in languages():
        raise typer.BadParameter(
            _("There is no language {asked!r}. There are: {known}.").format(
                asked=language, known=", ".join(languages())
            ),
            param_hint="--language",
        )
    speak(language)


def start_quickly() -> None:
    """Spare a start 2 s: Jupyter loads jsonschema, which compiles a grammar of addresses that nothing here checks."""
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type] # None: it counts as not installed


def _fresh(engine: Engine, folder: Path) -> Session:
    from journeykit.interchange.material_folder import read_material
    from journeykit.session.invitation import new_session
    from journeykit.session.view import View
    from journeykit.store.journeys import same

    material = read_material(folder)
    session = new_session(engine, material)
    if not same(material, View(engine, session.session_id).material):
        _say(_("This folder has not changed. Its journey was prepared on the page since: the newer version is used."))
    return session


def _earlier(engine: Engine, folder: Path | None, *, newest: bool) -> Session | None:
    """The session to go on with, of the folder's journey where one was named; None for a new one.

    newest: go on with the newest one, whatever became of it. Else one that was prepared and waits is gone on with
    where its folder was named; otherwise, and for one of today, somebody at a terminal is asked.
    """
    from journeykit.interchange.material_folder import read_material
    from journeykit.session.resuming import earlier

    material, at_terminal = read_material(folder) if folder else None, sys.stdin.isatty()
    if not (newest or material or at_terminal):
        return None
    for found in earlier(engine, material.journey.id if material else None):
        if newest:
            return found.session
        if found.waits and material is not None:
            _tell_waiting(engine, found, material)
            return found.session
        if at_terminal and (found.waits or found.of_today):
            return found.session if _wants_to_continue(found) else None
    return None


def _tell_waiting(engine: Engine, found: Earlier, material: Material) -> None:
    from journeykit.models.days import day_words
    from journeykit.store.engine import reading
    from journeykit.store.journeys import has

    told = _("Going on with the session that was prepared for {day}, with the code {code}. For a new one add --new.")
    if found.held_on is None:
        told = _("Going on with the session that was prepared, with the code {code}. For a new one add --new.")
    day = day_words(found.held_on) if found.held_on else ""
    _say(told.format(day=day, code=found.session.code))
    _tell_late(found)
    with reading(engine) as connection:
        if not has(connection, material):
            _say(_("The folder has changed since. What was prepared counts; a new session takes the folder."))


def _tell_late(found: Earlier) -> None:
    if found.is_late:
        _say(_("Its day has passed. You can set another one on the prepare page."))


def _wants_to_continue(found: Earlier) -> bool:
    if found.of_today:
        _say(_("There is a session of today, with the code {code}.").format(code=found.session.code))
        typer.echo(_("Continue today's session (Enter) or start a new one (n)? "), err=True, nl=False)
    else:
        _say(_("There is a prepared session that has not begun, with the code {code}.").format(code=found.session.code))
        _tell_late(found)
        typer.echo(_("Continue it (Enter) or start a new one (n)? "), err=True, nl=False)
    return not sys.stdin.readline().strip().casefold().startswith("n")


def _say(text: str) -> None:
    typer.echo(text, err=True)


def tell(links: Links, *, as_json: bool, browser: bool, say: Callable[[Links], None] | None = None) -> None:
    """Say the way in: to a script as one line, to people in words and in their browser.

    say: other words than those for a session with people.
    """
    if as_json:
        typer.echo(links.model_dump_json())
        sys.stdout.flush()
        return
    from journeykit.cli.welcome import has_desktop, welcome

    (say or welcome)(links)
    if browser and has_desktop():
        import webbrowser

        webbrowser.open(links.facilitator_url)
