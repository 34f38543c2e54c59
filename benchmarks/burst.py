"""How long people wait who come at the same moment: ours and stock Voilà in the same run.

    .venv/bin/python benchmarks/burst.py

Each run has servers of its own, into which one visitor has come before. A burst lasts until all are ready.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from load import Crowd, all_leave, come, participant, passer_by
from results import Report, arguments, at, middle, run, say, spread
from servers import Ours, Stock, StockForm, StockSession, make_room

_KINDS: dict[str, type[Ours] | type[StockSession] | type[StockForm]] = {
    "ours": Ours,
    "stock": StockSession,
    "stock, form only": StockForm,
}


@dataclass(frozen=True)
class Burst:
    """So many people within so many seconds, so many times; stock Voilà less often where it takes minutes."""

    people: int
    over_s: float
    runs: int
    stock_runs: int
    form_runs: int = 0

    @property
    def name(self) -> str:
        """What it is called in the results."""
        return f"{self.people} at once" if not self.over_s else f"{self.people} in {self.over_s:.0f} s"


async def once(server: Ours | Stock, burst: Burst, rest_s: float) -> dict[str, Any]:
    """One burst into one server, with what it cost."""
    html = participant(server.code) if isinstance(server, Ours) else passer_by
    before = await come(server.root, 1, 0, html)
    await asyncio.to_thread(server.tree.settle, rest_s)
    all_leave(before.visitors)
    cpu, crowd = server.tree.cpu_s(), Crowd([])
    try:
        crowd = await come(server.root, burst.people, burst.over_s, html)
        cpu = server.tree.cpu_s() - cpu
        await asyncio.to_thread(server.tree.settle, rest_s)
        return crowd.figures() | {
            "all_ready_s": None if crowd.errors() else round(crowd.wall_s, 2),
            "server_cpu_s_each": round(cpu / burst.people, 3),
            "pss_mb": round(server.tree.pss_mb(), 1),
            "ready": [round(each, 3) for each in crowd.ready()],
        }
    finally:
        all_leave(crowd.visitors)


def measured(burst: Burst, rest_s: float) -> dict[str, list[dict[str, Any]]]:
    """All runs of one burst, each into a new server; ours and stock Voilà in turns."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _KINDS}
    wanted = dict(zip(_KINDS, (burst.runs, burst.stock_runs, burst.form_runs), strict=True))
    for number in range(burst.runs):
        for name, kind in _KINDS.items():
            if number >= wanted[name]:
                continue
            with kind() as server:
                found[name].append(last := asyncio.run(once(server, burst, rest_s)))
            say(
                f"{burst.name}, {name}, run {number + 1} of {wanted[name]}: all ready after "
                f"{last['all_ready_s'] or '-'} s, p95 {last['ready_s']['p95']} s, {last['errors']} failed"
            )
    return found


def together(runs: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The figures of several runs in one; None where there was none."""
    if not runs:
        return None
    return {
        "runs": len(runs),
        "people": runs[0]["people"],
        "errors": sum(each["errors"] for each in runs),
        "first_errors": sorted({error for each in runs for error in each["first_errors"]})[:3],
        "all_ready_s": spread([each["all_ready_s"] for each in runs if each["all_ready_s"] is not None]),
        "ready_s": spread([ready for each in runs for ready in each["ready"]]),
        "p95_of_each_run_s": [round(at(0.95, each["ready"]), 2) for each in runs],
        "server_cpu_s_each": middle([each["server_cpu_s_each"] for each in runs], 3),
        "pss_mb": middle([each["pss_mb"] for each in runs], 1),
        "client_cpu_s": middle([each["client_cpu_s"] for each in runs]),
        "client_lag_p99_s": max(each["client_lag_p99_s"] or 0.0 for each in runs),
    }


def _ratio(slow: dict[str, Any] | None, quick: dict[str, Any] | None) -> float | None:
    """How many times longer the one took until all were ready; None where one of them never was."""
    waits = [found["all_ready_s"]["median"] for found in (slow, quick) if found]
    return round(waits[0] / waits[1], 1) if len(waits) == 2 and all(waits) else None


def main() -> None:
    """Measure and write."""
    command = arguments(
        __doc__ or "", runs=(5, 1, "runs of 20 at once"), stock_runs=(3, 0, "runs of it for stock Voilà")
    )
    make_room()
    bursts = (
        [Burst(3, 0, 1, 0)]
        if command.quick
        else [
            Burst(20, 0, command.runs, command.stock_runs, command.stock_runs),
            Burst(50, 10, command.runs, min(1, command.stock_runs)),
            Burst(200, 40, max(1, command.runs - 2), 0),
        ]
    )
    report = Report("burst", "Bursts: how long people wait who come together", command)
    report.row("burst", "server", "runs", "all ready", "link to ready p50", "p95", "failed", "server CPU each")
    for burst in bursts:
        runs = measured(burst, 1 if command.quick else 30)
        both = {name: together(each) for name, each in runs.items()}
        for name, found in both.items():
            if found:
                ready, cpu = found["ready_s"], found["server_cpu_s_each"]
                cells = (f"{found['all_ready_s']['median']} s", f"{ready['median']} s", f"{ready['p95']} s")
                report.row(burst.name, name, found["runs"], *cells, found["errors"], f"{cpu} s")
        report.figures[burst.name] = dict(both)
        for name in list(_KINDS)[1:]:
            if ratio := _ratio(both[name], both["ours"]):
                report.figures[burst.name][f"ratio to {name}"] = ratio
                report.note(f"{burst.name}, all ready: {ratio} times as fast as {name} in the same run.")
    report.note(
        "Ours counts from the link: join page, a tap on a role, the lobby where there is a queue, page, widgets."
        " Stock is stock Voilà with the same notebook of the same session, at a seat that is taken already: page and"
        " widgets only. “Form only” is stock Voilà with the two widgets of the exercise and nothing else."
        " “All ready” of a burst that lasts is its whole length."
    )
    report.write()


if __name__ == "__main__":
    run(main)
