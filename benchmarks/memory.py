"""What one more participant costs in memory: ours and stock Voilà, as the slope between two numbers of people.

    .venv/bin/python benchmarks/memory.py

PSS of the server's whole process tree, so that pages which kernels share are counted once.
"""

from __future__ import annotations

import asyncio
from typing import Any

from load import Visitor, all_leave, come, passer_by
from results import Report, arguments, middle, run, say
from saving import Answerer, come_to_the_form, leave_all, points_of
from servers import Ours, Stock, StockSession, make_room

_EACH_S = 0.3


async def ours(server: Ours, fewer: int, more: int, rest_s: float) -> dict[str, Any]:
    """People join, read the welcome and rate one step; memory is read when nothing is going on any more."""
    everybody, errors, measured = list[Answerer](), list[str](), list[float]()
    try:
        for people in (fewer, more):
            coming = people - len(everybody)
            room = await come_to_the_form(server, coming, coming * _EACH_S)
            everybody += room.people
            errors += room.errors
            for each in room.people:
                await each.save(each.steps[0], points_of(0, len(each.steps)))
            await asyncio.to_thread(server.tree.settle, rest_s)
            measured.append(server.tree.pss_mb())
    finally:
        await leave_all(everybody)
    return _slope(measured, fewer, more, errors)


async def stock(server: Stock, fewer: int, more: int, rest_s: float) -> dict[str, Any]:
    """People open the page."""
    visitors, errors, measured = list[Visitor](), list[str](), list[float]()
    try:
        for people in (fewer, more):
            coming = people - len(visitors)
            crowd = await come(server.root, coming, coming * _EACH_S, passer_by)
            visitors += crowd.visitors
            errors += crowd.errors()
            await asyncio.to_thread(server.tree.settle, rest_s)
            measured.append(server.tree.pss_mb())
    finally:
        all_leave(visitors)
    return _slope(measured, fewer, more, errors)


def _slope(measured: list[float], fewer: int, more: int, errors: list[str]) -> dict[str, Any]:
    return {
        "pss_mb": {str(fewer): round(measured[0], 1), str(more): round(measured[1], 1)},
        "each_mb": round((measured[1] - measured[0]) / (more - fewer), 2),
        "errors": len(errors),
        "first_errors": sorted(set(errors))[:3],
    }


def main() -> None:
    """Measure and write."""
    command = arguments(
        __doc__ or "",
        runs=(3, 1, "runs"),
        fewer=(10, 1, "how many people are there when memory is read first"),
        more=(50, 3, "how many are there when it is read again"),
        stock_runs=(1, 0, "runs with stock Voilà, up to 15 people"),
    )
    make_room()
    rest_s = 1 if command.quick else 60
    report = Report("memory", "Memory of one participant", command)
    report.row("server", "runs", "each participant (PSS)", "whole server", "failed")
    found: dict[str, list[dict[str, Any]]] = {"ours": [], "stock": []}
    for number in range(command.runs):
        with Ours() as server:
            found["ours"].append(asyncio.run(ours(server, command.fewer, command.more, rest_s)))
        say(f"ours, run {number + 1} of {command.runs}: {found['ours'][-1]['each_mb']} MB each")
    for number in range(command.stock_runs):
        with StockSession() as other:
            found["stock"].append(asyncio.run(stock(other, 5, 15, rest_s)))
        say(f"stock, run {number + 1} of {command.stock_runs}: {found['stock'][-1]['each_mb']} MB each")
    for name, runs in found.items():
        each = middle([one["each_mb"] for one in runs])
        report.figures[name] = {"each_mb": each, "errors": sum(one["errors"] for one in runs), "runs": runs}
        if runs:
            whole = "; ".join(f"{mb} MB with {people}" for people, mb in runs[-1]["pss_mb"].items())
            report.row(name, len(runs), f"{each} MB", whole, report.figures[name]["errors"])
    report.note(
        "Everybody of ours has the form open, all later screens are built, and one step is rated. Stock is stock Voilà"
        " with the same notebook of the same session."
    )
    report.write()


if __name__ == "__main__":
    run(main)
