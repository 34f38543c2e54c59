"""`journeykit rehearse`: a session with simulated people, to practise alone."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from journeykit.cli.serve import LOCAL, SAMPLE, start_quickly, tell
from journeykit.language import _, ngettext

if TYPE_CHECKING:
    from journeykit.rehearsal.crowd import Rehearsed
    from journeykit.server.links import Links


def rehearse(
    journey: Annotated[
        str | None, typer.Argument(help=_("A folder with a journey.yaml, or a sample journey."), show_default=SAMPLE)
    ] = None,
    people: Annotated[int, typer.Option(min=1, max=200, help=_("How many simulated people come."))] = 20,
    speed: Annotated[
        float, typer.Option(min=1, max=3600, help=_("How many times faster than people they are; 1 is human pace."))
    ] = 20.0,
    seed: Annotated[
        int, typer.Option(help=_("The same seed brings the same people with the same answers; another one others."))
    ] = 1,
    auto: Annotated[
        bool,
        typer.Option("--auto", help=_("Also simulate the facilitator, at the agenda's pace, and end with a report.")),
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help=_("The port; 0 takes a free one."))] = 0,
    host: Annotated[
        str, typer.Option(help=_("The address to listen on; with 0.0.0.0 your own phone can join, too."))
    ] = LOCAL,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_("Open the control page."))] = True,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Print one JSON line when ready and one with the report at the end."))
    ] = False,
) -> None:
    """Practise a session alone: simulated people join it, and you lead it with the control page.

    They come in by the join page, wait in the lobby, rate, pick and write as people do, each in a page of their own.
    Go on with the main button when you like: whoever has not answered by then is late, as in a real room.

    Each rehearsal is a new session in a store of its own. Every page and file says that its people are simulated, and
    `journeykit serve` never offers it. End it with Ctrl-C, or let --auto play the whole agenda by itself.

    Each simulated person needs as much memory as a real one: about 150 MB. A small laptop is fine with --people 6.
    """
    from journeykit.cli.folders import journey_folder

    start_quickly()
    from journeykit.interchange.material_folder import read_material
    from journeykit.rehearsal.crowd import Crowd
    from journeykit.rehearsal.playing import Playing
    from journeykit.server.app import run
    from journeykit.session.invitation import new_session
    from journeykit.store.engine import open_store
    from journeykit.store.places import rehearsal_store_url

    material = read_material(journey_folder(journey or SAMPLE))
    engine = open_store(rehearsal_store_url())
    playing: list[Playing] = []

    def ready(links: Links) -> None:
        tell(links, as_json=as_json, browser=browser and not auto, say=lambda links: _say(links, people))
        crowd = Crowd(engine, links.session_id, people=people, speed=speed, seed=seed)
        playing.append(Playing(crowd, links.participants_url, leads=auto))

    run(
        engine,
        lambda: new_session(engine, material, rehearsal=True),
        port=port,
        host=host,
        ready=ready,
        warn=lambda text: typer.echo(text, err=True),
    )
    for each in playing:
        each.end()
        _report(each.crowd.rehearsed(), as_json=as_json)
        if each.failed:
            raise each.failed


def _say(links: Links, people: int) -> None:
    coming = ngettext(
        "Rehearsal: {n} simulated person comes in now.", "Rehearsal: {n} simulated people come in now.", people
    )
    typer.echo("\n" + coming.format(n=people) + "\n")
    typer.echo(_("Lead it with the control page:") + f"\n  {links.facilitator_url}")
    typer.echo(_("The projector page, in the same browser:") + f"\n  {links.projector_url}")
    typer.echo(_("Take part yourself, in another browser:") + f"\n  {links.participants_url}\n")
    typer.echo(_("Ctrl-C ends it."))


def _report(rehearsed: Rehearsed, *, as_json: bool) -> None:
    if as_json:
        typer.echo(rehearsed.model_dump_json())
        sys.stdout.flush()
        return
    typer.echo(
        _("{joined} of {people} simulated people joined, {answered} answered ({answers} answers in all).").format(
            **rehearsed.model_dump()
        )
    )
    if rehearsed.slowest_page_s is not None:
        typer.echo(_("The slowest page came after {s} s.").format(s=rehearsed.slowest_page_s))
    for error in rehearsed.errors:
        typer.echo(error, err=True)
