"""Notebooks that wait for their visitors, and the processes that come of them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from served import Client, Served, Socket

from journeykit.server.warm_pages import can_be_warm

ONLY_WHERE_PAGES_FORK = pytest.mark.skipif(not can_be_warm(), reason="this system has no fork with pidfds")
WAITS = """
import json, os, random, sys
from uuid import uuid4
import numpy
from ipywidgets import IntSlider, Text, VBox
from IPython import get_ipython
from IPython.display import display
from journeykit.session.arrival import when_somebody_comes

facts, heard = Text(description="Facts"), Text(description="Heard")
guess = IntSlider(value=3, max=10, description="Guess")
def hear(change):
    heard.value = f"{os.environ.get('JOURNEYKIT_DOOR', 'none')} {os.getpid()} says {change['new']}"
guess.observe(hear, names="value")
def arrive():
    facts.value = json.dumps({
        "pid": os.getpid(), "cwd": os.getcwd(), "environment": dict(os.environ),
        "drawn": [random.random(), float(numpy.random.random()), str(uuid4())],
        "debugger": sorted(name for name in sys.modules if name.split(".")[0] == "debugpy" and sys.modules[name]),
        "history": get_ipython().history_manager.enabled,
    })
when_somebody_comes(arrive)
"""
SHOWS = "display(VBox([facts, heard, guess]))\n"
STEADY = "import journeykit.server.warm_pages as pages; pages.LOOKED_EVERY_S = float('inf')"
"""For a server whose warm parent stays the same also while somebody edits the sources beside the tests."""
PLAIN = "import ipywidgets\nipywidgets.IntSlider(value=3, max=10, description='Guess')\n"
_PAGES = ("session", "control", "prepare", "projector", "01_welcome", "02_voice")


def notebook(path: Path, *cells: str) -> Path:
    """A notebook of code cells."""
    nbformat.write(
        nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata={"title": f"Test {path.stem}"}
        ),
        path,
    )
    return path


def waiting_pages(folder: Path, **others: str) -> Path:
    """A folder of exercises whose notebooks wait; `others` are the cells of those that do something else, by name."""
    folder.mkdir()
    for name in _PAGES:
        notebook(folder / f"{name}.ipynb", others.get(name.lstrip("012_"), WAITS + SHOWS))
    return folder


def soon(condition: Callable[[], bool], seconds: float = 20) -> bool:
    """Whether something becomes true before long."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@dataclass
class Family:
    """The processes of one warm parent."""

    trunk: psutil.Process

    @property
    def branches(self) -> list[psutil.Process]:
        """A process for each notebook that was run."""
        return _children(self.trunk)

    @property
    def copies(self) -> list[psutil.Process]:
        """A process for each page that is open."""
        return [copy for branch in self.branches for copy in _children(branch)]

    @property
    def all(self) -> list[psutil.Process]:
        """Everybody."""
        return [self.trunk, *self.branches, *self.copies]


def _children(process: psutil.Process) -> list[psutil.Process]:
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.children()
    return []


def families(server: int) -> list[Family]:
    """The warm parents of a server."""
    found = []
    for each in _children(psutil.Process(server)):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if "journeykit.server.warm_parent" in each.cmdline():
                found.append(Family(each))
    return found


def family(served: Served) -> Family:
    """The one warm parent of a server."""
    found: list[Family] = []

    def there() -> bool:
        found[:] = families(served.process.pid)
        return len(found) == 1

    assert soon(there), f"{len(found)} warm parents"
    return found[0]


def ended(processes: list[psutil.Process]) -> bool:
    """Whether all of them have ended before long."""

    def runs(process: psutil.Process) -> bool:
        with contextlib.suppress(psutil.NoSuchProcess):
            return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
        return False

    return soon(lambda: not any(runs(each) for each in processes))


def cold_kernels(served: Served) -> list[psutil.Process]:
    """The kernels that were started without a warm parent."""
    found = []
    for each in _children(psutil.Process(served.process.pid)):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
            if "journeykit.server.cold_kernel" in each.cmdline():
                found.append(each)
    return found


def warned(served: Served) -> list[str]:
    """What the server told whoever started it."""
    return [line for line in served.log.read_text().splitlines() if line.startswith("warned:")]


def by_label(states: dict[str, Any], label: str) -> tuple[str, dict[str, Any]]:
    """The id and state of the widget that is described so."""
    ((id_, state),) = [
        (id_, each["state"]) for id_, each in states.items() if each["state"].get("description") == label
    ]
    return id_, state


def states_of(client: Client, kernel: str) -> dict[str, Any]:
    """The states of a page's widgets, over a connection of its own."""

    async def ask() -> dict[str, Any]:
        socket = await Socket.opened(client, kernel)
        try:
            return await socket.states()
        finally:
            socket.close()

    return asyncio.run(ask())


def facts_of(client: Client, page: str = "session") -> dict[str, Any]:
    """What a page that waits has found out when its visitor came."""
    return dict(json.loads(by_label(states_of(client, client.kernel_of(page)), "Facts")[1]["value"]))
