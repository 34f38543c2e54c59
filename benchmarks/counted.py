"""How soon the facilitator's page counts a rating while two hundred people answer.

    .venv/bin/python benchmarks/counted.py

Everybody rates all steps but the last again and again. One after the other rates the last one, too: with that rating
the control page counts one more who has answered. Its time is taken from the tap until the page's connection says so.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from typing import Any

from load import GOES_WRONG, Crowd, Watched
from results import Report, arguments, run, say, spread
from saving import Answerer, Facilitator, Saves, come_to_the_form, keep_saving, leave_all, points_of
from servers import Ours, make_room

_BETWEEN_S = 0.5


async def measured(server: Ours, command: argparse.Namespace) -> dict[str, Any]:
    """All come and answer; then one after the other is counted."""
    control = await Facilitator.came(server.links, server.root)
    saves, waits, answering = Saves(), list[float](), list[asyncio.Task[None]]()
    room = await come_to_the_form(server, command.people, command.over)
    errors = room.errors
    try:
        say(f"{len(room.people)} of {command.people} are at the form")
        await asyncio.gather(*(_all_but_one(each, saves) for each in room.people))
        answered, cpu = Crowd([]), server.tree.cpu_s()
        answering = [asyncio.create_task(_answers(each, saves, command.each)) for each in room.people]
        saves.took.clear()
        async with Watched(answered):
            await asyncio.sleep(command.each)
            for person in room.people[: command.probes]:
                try:
                    waits.append(await _counted(person, control))
                except GOES_WRONG as error:
                    errors.append(f"{type(error).__name__}: {error}")
                await asyncio.sleep(_BETWEEN_S)
        cpu = server.tree.cpu_s() - cpu
    finally:
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)
        await leave_all([*room.people, control])
    failed = [*errors, *saves.errors]
    return {
        "people": command.people,
        "counted_s": spread(waits, 3),
        "save_ms": spread([1000 * each for each in saves.took], 1),
        "errors": len(failed),
        "first_errors": sorted(set(failed))[:3],
        "server_cores_used": round(cpu / answered.wall_s, 2),
        "client_cores_used": round(answered.client_cpu_s / answered.wall_s, 2),
        "client_lag_p99_s": answered.figures()["client_lag_p99_s"],
    }


async def _all_but_one(person: Answerer, saves: Saves) -> None:
    """Rate every step but the last, once."""
    for number, step in enumerate(person.steps[:-1]):
        try:
            await person.save(step, points_of(number + 1, len(person.steps)))
        except GOES_WRONG as error:
            saves.errors.append(f"{type(error).__name__}: {error}")


async def _answers(person: Answerer, saves: Saves, each_s: float) -> None:
    """Rate every step but the last, again and again."""
    await keep_saving(person, saves, each_s=each_s, until=float("inf"), steps=len(person.steps) - 1)


async def _counted(person: Answerer, control: Facilitator) -> float:
    """Seconds from somebody's last rating until the control page counts it."""
    counted = asyncio.create_task(control.counts(control.counted() + 1))
    took = await person.save(person.steps[-1], 1)
    rated = time.perf_counter() - took
    return await counted - rated


def main() -> None:
    """Measure and write."""
    command = arguments(
        __doc__ or "",
        people=(200, 3, "how many"),
        over=(60, 0, "seconds over which they come"),
        probes=(100, 2, "how many of them are timed"),
        each=(5, 1, "seconds between two ratings of one person"),
    )
    make_room()
    report = Report("counted", "A rating until the facilitator's page counts it", command)
    with Ours() as server:
        found = asyncio.run(measured(server, command))
    report.figures = found
    counted, saved = found["counted_s"], found["save_ms"]
    say(f"counted after p50 {counted['median']} s, p95 {counted['p95']} s, {found['errors']} failed")
    report.row("what", "figure")
    report.row(f"people answering, a rating each {command.each} s", found["people"])
    report.row("rated until the control page counts it", f"p50 {counted['median']} s, p95 {counted['p95']} s")
    report.row("ratings timed", counted["n"])
    report.row("saved until the own page says so", f"p50 {saved['median']} ms, p99 {saved['p99']} ms")
    report.row("failed", found["errors"])
    report.row("cores busy meanwhile", f"{found['server_cores_used']} server, {found['client_cores_used']} load client")
    report.write()


if __name__ == "__main__":
    run(main)
