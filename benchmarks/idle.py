"""What pages cost on which nothing happens: CPU of the whole server over a minute, with 200 of them and with none.

    .venv/bin/python benchmarks/idle.py

Both are measured on the same server, one after the other. A page is open by its websocket, as in a browser that shows
it; the questions that a page's script asks by itself now and then (`/alive`) are asked as well.
"""

from __future__ import annotations

import asyncio
import random
import time
from typing import Any

from load import GOES_WRONG, Crowd, Watched
from results import Report, arguments, run, say
from saving import Answerer, come_to_the_form, leave_all
from servers import Ours, make_room

_REST_S = 120


async def minute(server: Ours, seconds: float, crowd: Crowd) -> dict[str, Any]:
    """CPU over some time; nobody does anything."""
    before = server.tree.cpu_s()
    async with Watched(crowd):
        await asyncio.sleep(seconds)
    return {"seconds": seconds, "server_cpu_s": round(server.tree.cpu_s() - before, 2)}


async def measured(server: Ours, command: Any) -> dict[str, Any]:
    """Nobody, then many who do nothing."""
    rest_s = 1 if command.quick else _REST_S
    await asyncio.to_thread(server.tree.settle, rest_s)
    nobody = await minute(server, command.seconds, Crowd([]))
    say(f"no page: {nobody['server_cpu_s']} CPU s in {command.seconds} s")
    room = await come_to_the_form(server, command.people, command.over)
    errors, asking = room.errors, list[asyncio.Task[None]]()
    try:
        rested = await asyncio.to_thread(server.tree.settle, rest_s)
        asking = [asyncio.create_task(_asks(each, errors, command.alive)) for each in room.people if command.alive]
        quiet = Crowd([])
        pages = await minute(server, command.seconds, quiet)
        lost = sum(each.lost for each in room.people)
    finally:
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        await leave_all(room.people)
    more = pages["server_cpu_s"] - nobody["server_cpu_s"]
    failed = [*errors, *(["a page's connection ended"] * lost)]
    return {
        "people": command.people,
        "no_page": nobody,
        "idle_pages": pages,
        "ms_per_page_and_minute": round(1000 * more / max(1, len(room.people)) * 60 / command.seconds, 2),
        "came_to_rest": rested,
        "errors": len(failed),
        "first_errors": sorted(set(failed))[:3],
        "client_cpu_s": round(quiet.client_cpu_s, 2),
    }


async def _asks(person: Answerer, errors: list[str], each_s: float) -> None:
    """Ask now and then whether the server is the same, as a page's script does."""
    await asyncio.sleep(random.random() * each_s)
    while True:
        began = time.perf_counter()
        try:
            await person.visitor.phone.page(f"alive?kernel={person.visitor.kernel_id}")
        except GOES_WRONG as error:
            errors.append(f"{type(error).__name__}: {error}")
        await asyncio.sleep(max(0.0, each_s - (time.perf_counter() - began)))


def main() -> None:
    """Measure and write."""
    command = arguments(
        __doc__ or "",
        people=(200, 3, "how many pages"),
        over=(60, 0, "seconds over which they come"),
        seconds=(60, 2, "seconds measured"),
        alive=(60, 1, "seconds between a page's questions; 0 for none"),
    )
    make_room()
    report = Report("idle", "Pages on which nothing happens", command)
    with Ours() as server:
        found = asyncio.run(measured(server, command))
    report.figures = found
    with_pages, none, seconds = found["idle_pages"], found["no_page"], command.seconds
    say(f"{command.people} pages: {with_pages['server_cpu_s']} CPU s in {seconds} s, {found['errors']} failed")
    report.row("what", "figure")
    report.row("no page", f"{none['server_cpu_s']} CPU s in {seconds} s")
    report.row(f"{found['people']} idle pages", f"{with_pages['server_cpu_s']} CPU s in {seconds} s")
    report.row("each page, in a minute", f"{found['ms_per_page_and_minute']} ms CPU")
    report.row("failed", found["errors"])
    report.write()


if __name__ == "__main__":
    run(main)
