"""One visitor with nothing in the cache, in real Chromium: ours, stock Voilà and the other frameworks side by side.

    .venv/bin/python benchmarks/cold_page.py

All servers run at the same time and are visited in turns, so that whatever disturbs the machine disturbs all of them.
Each serves the same eight steps with five choices. One visitor has come to each before.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from typing import Any

import frameworks
from load import Phone
from looking import Chromium, Look, Weight, chromium
from playwright.sync_api import Error
from results import Report, arguments, middle, run, say, spread
from servers import Ours, Server, StockForm
from tornado.httpclient import AsyncHTTPClient

from journeykit.rehearsal.browser import PAGE

_REST_S = 10


@dataclass
class Contender:
    """One server, and what was seen of it."""

    name: str
    server: Server
    looks: list[Look] = field(default_factory=list)
    first: Look | None = None
    weight: Weight | None = None
    errors: list[str] = field(default_factory=list)

    def cookies(self) -> dict[str, str]:
        """What the browser brings along: for ours a new seat, whose owner has read the welcome."""
        if not isinstance(self.server, Ours):
            return {}
        with ThreadPoolExecutor(1) as beside:  # playwright has a loop running in this thread
            return beside.submit(asyncio.run, _seat(self.server)).result()

    def figures(self) -> dict[str, Any]:
        """All visits in numbers."""
        return {
            "usable_s": spread([each.usable_s for each in self.looks]),
            "painted_s": spread([each.painted_s for each in self.looks if each.painted_s is not None]),
            "first_visit_usable_s": round(self.first.usable_s, 2) if self.first else None,
            "lost_clicks": sum(each.lost_clicks for each in self.looks),
            "server_cpu_s": middle([each.server_cpu_s for each in self.looks], 3),
            "wire": asdict(self.weight) if self.weight else None,
            "errors": len(self.errors),
            "first_errors": self.errors[:3],
        }


async def _seat(server: Ours) -> dict[str, str]:
    phone = Phone(server.root, AsyncHTTPClient(force_instance=True))
    return await phone.take(server.seated())


def ours() -> Ours:
    """Our server; what is opened is a participant's page."""
    return Ours(page=PAGE)


def visited(contender: Contender, browser: Chromium, what: str) -> None:
    """One visit; what goes wrong is kept."""
    try:
        cookies = contender.cookies()
        if what == "weigh":
            contender.weight = browser.weigh(contender.server, cookies)
        elif what == "first":
            contender.first = browser.look(contender.server, cookies)
        else:
            contender.looks.append(browser.look(contender.server, cookies))
    except (Error, ConnectionError, TypeError) as error:
        contender.errors.append(f"{what}: {type(error).__name__}: {str(error)[:300]}")
        say(f"{contender.name}: {contender.errors[-1]}")
    contender.server.tree.settle(_REST_S)


def main() -> None:
    """Measure and write."""
    command = arguments(__doc__ or "", rounds=(15, 1, "visits to each server"))
    kinds: dict[str, Callable[[], Server]] = {"ours": ours}
    if not command.quick:
        frameworks.install()
        kinds |= {"stock Voilà": StockForm, **frameworks.OTHERS}
    report = Report("cold_page", "One visitor, cold cache, in Chromium", command)
    with contextlib.ExitStack() as stack:
        browser = stack.enter_context(chromium())
        contenders = [Contender(name, stack.enter_context(kind())) for name, kind in kinds.items()]
        for each in contenders:
            if not command.quick:
                visited(each, browser, "first")
            visited(each, browser, "weigh")
        for number in range(command.rounds):
            turn = number % len(contenders)
            for each in contenders[turn:] + contenders[:turn]:
                visited(each, browser, "look")
            seen = ", ".join(f"{each.name} {each.looks[-1].usable_s:.2f} s" for each in contenders if each.looks)
            say(f"round {number + 1} of {command.rounds}: {seen}")
    report.row("server", "form usable p50", "p95", "first paint p50", "bytes", "requests", "server CPU", "failed")
    for each in contenders:
        found = report.figures[each.name] = each.figures()
        usable, wire, cpu = found["usable_s"], each.weight, found["server_cpu_s"]
        size = (f"{wire.bytes / 1e6:.2f} MB", wire.requests) if wire else (None, None)
        times = (f"{usable['median']} s", f"{usable['p95']} s", f"{found['painted_s']['median']} s")
        report.row(each.name, *times, *size, f"{cpu} s", found["errors"])
    if not command.quick:
        report.figures["versions"] = frameworks.versions()
        report.note(
            "Versions: " + ", ".join(f"{name} {number}" for name, number in frameworks.versions().items()) + "."
        )
    report.note(
        "Usable: all forty choices are on the page, and a click on one of them takes effect."
        " Bytes are all that the server sent until five seconds later, compressed as they were, websocket included."
        " Ours is a participant's page in a session with a store. It draws the curve of the answers as well, and so"
        " does the notebook of stock Voilà. The others have the choices only."
    )
    report.write()


if __name__ == "__main__":
    run(main)
