"""A very full room: 400 people at once, each saving a rating every five seconds.

.venv/bin/python benchmarks/everybody.py
"""

from __future__ import annotations

import argparse
import asyncio
import time
from typing import Any

from load import Crowd, Watched
from results import Report, arguments, run, say, spread
from saving import Answerer, Saves, come_to_the_form, keep_saving, leave_all
from servers import Ours, make_room

_CALM_S = 10


async def measured(server: Ours, command: argparse.Namespace) -> dict[str, Any]:
    """All come, go to the form, and save; what it cost."""
    people, before = command.people, server.tree.pss_mb()
    room = await come_to_the_form(server, people, command.over)
    say(f"{len(room.people)} of {people} are at the form, the last after {room.crowd.wall_s:.0f} s")
    try:
        await asyncio.to_thread(server.tree.settle, 1 if command.quick else _CALM_S)
        saves, saving, cpu = Saves(), Crowd([]), server.tree.cpu_s()
        async with Watched(saving):
            ends = time.perf_counter() + command.seconds
            await asyncio.gather(*(_saves(each, saves, command.each, ends) for each in room.people))
        cpu = server.tree.cpu_s() - cpu
        pss = server.tree.pss_mb()
    finally:
        await leave_all(room.people)
    failed = [*room.errors, *saves.errors]
    return {
        "people": people,
        "came_over_s": command.over,
        "came": room.crowd.figures(),
        "saving_s": round(saving.wall_s, 1),
        "save_ms": spread([1000 * each for each in saves.took], 1),
        "saves_per_s": round(len(saves.took) / saving.wall_s, 1),
        "errors": len(failed),
        "first_errors": sorted(set(failed))[:3],
        "pss_mb": round(pss),
        "pss_each_mb": round((pss - before) / max(1, len(room.people)), 2),
        "server_cores_used": round(cpu / saving.wall_s, 2),
        "server_cpu_ms_per_save": round(1000 * cpu / max(1, len(saves.took)), 1),
        "client_cores_used": round(saving.client_cpu_s / saving.wall_s, 2),
        "client_lag_p99_s": saving.figures()["client_lag_p99_s"],
    }


async def _saves(person: Answerer, saves: Saves, each_s: float, ends: float) -> None:
    await keep_saving(person, saves, each_s=each_s, until=ends, steps=len(person.steps))


def main() -> None:
    """Measure and write."""
    command = arguments(
        __doc__ or "",
        people=(400, 3, "how many"),
        over=(120, 0, "seconds over which they come"),
        seconds=(60, 3, "seconds for which they save"),
        each=(5, 1, "seconds between two ratings of one person"),
    )
    make_room()
    report = Report("everybody", "A very full room, all saving", command)
    with Ours(most=None if command.quick else command.people) as server:
        found = asyncio.run(measured(server, command))
    report.figures = found
    saved = found["save_ms"]
    say(f"{found['people']} people: save p50 {saved['median']} ms, p99 {saved['p99']} ms, {found['errors']} failed")
    report.row("what", "figure")
    report.row("people, all with the form open", f"{found['people']}, who came over {found['came_over_s']} s")
    report.row("link to ready", f"p50 {found['came']['ready_s']['median']} s, p95 {found['came']['ready_s']['p95']} s")
    report.row(
        "saved until the page says so", f"p50 {saved['median']} ms, p95 {saved['p95']} ms, p99 {saved['p99']} ms"
    )
    report.row("saves", f"{saved['n']} in {found['saving_s']} s: one each {command.each} s from everybody")
    report.row("failed", found["errors"])
    report.row("memory of the whole server (PSS)", f"{found['pss_mb']} MB, {found['pss_each_mb']} MB each")
    report.row(
        "cores busy while they save", f"{found['server_cores_used']} server, {found['client_cores_used']} load client"
    )
    report.write()


if __name__ == "__main__":
    run(main)
