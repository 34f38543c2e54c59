"""The server's end of a warm parent (server/warm_parent.py): starts it, and asks it for copies."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat

from journeykit.server.forked import ForkedProcess
from journeykit.server.warm_parent import LARGEST

PATIENCE_S = 60.0
"""How long an answer may take: on a busy computer, imports and a first run of a notebook take some seconds."""


class CannotFork(RuntimeError):
    """A warm parent that is not there, or that may not be copied."""


class Line:
    """The socket to one warm process. One request at a time, in the order in which they came."""

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._turn = asyncio.Lock()

    async def ask(self, request: Mapping[str, Any], passed: int) -> ForkedProcess:
        """The copy that was made for a request; `passed` goes with it and is closed here. Raises CannotFork."""
        try:
            async with self._turn:
                socket.send_fds(self._end, [json.dumps(request).encode()], [passed])
                answer, descriptors = await self.hear()
        except (TimeoutError, OSError) as error:
            raise CannotFork(f"no answer: {error!r}") from error
        finally:
            os.close(passed)
        if len(descriptors) != 1:
            raise CannotFork(answer.get("error", "no answer"))
        return ForkedProcess(answer["pid"], descriptors[0])

    async def hear(self) -> tuple[dict[str, Any], list[int]]:
        """What the other end says, and what it passes. Raises OSError when it has ended, TimeoutError after long."""
        loop, heard = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._end, heard.set)
        try:
            await asyncio.wait_for(heard.wait(), PATIENCE_S)
        finally:
            loop.remove_reader(self._end)
        packet, descriptors, _flags, _address = socket.recv_fds(self._end, LARGEST, 1)
        if not packet:
            raise ConnectionResetError("the warm parent has ended")
        return json.loads(packet), list(descriptors)

    def close(self) -> None:
        """Hang up: the other end takes it as its own end."""
        self._end.close()


class Copy:
    """The kernel of one page, just forked."""

    def __init__(self, process: ForkedProcess, listens: int) -> None:
        self.process = process
        self._listens = listens

    async def listening(self) -> bool:
        """Wait until it can be connected to; False when it ended before. Asked once."""
        loop, written = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._listens, written.set)
        try:
            await asyncio.wait_for(written.wait(), PATIENCE_S)
            return bool(os.read(self._listens, 1))
        except TimeoutError:
            return False
        finally:
            loop.remove_reader(self._listens)
            os.close(self._listens)


class Branch:
    """A notebook that has been run for nobody: what it showed, and as many copies as are asked for."""

    def __init__(self, line: Line, notebook: nbformat.NotebookNode) -> None:
        self._line = line
        self._processes: list[ForkedProcess] = []
        self.notebook = notebook
        """With its outputs."""

    async def fork(self, argv: list[str], env: Mapping[str, str], cwd: str) -> Copy:
        """A kernel for one visitor. Raises CannotFork."""
        listens, tell = os.pipe()
        try:
            process = await self._line.ask({"argv": argv, "env": dict(env), "cwd": cwd}, tell)
        except BaseException:
            os.close(listens)
            raise
        self._processes = [*(each for each in self._processes if each.poll() is None), process]
        return Copy(process, listens)

    @property
    def in_use(self) -> bool:
        """Whether a page of it is open."""
        return any(each.poll() is None for each in self._processes)

    def close(self) -> None:
        """Let it end."""
        self._line.close()


class Tree:
    """A warm parent and its branches, all from the same state of the sources."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._trunk = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "journeykit.server.warm_parent", str(theirs.fileno()), str(os.getpid())],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._line = Line(ours)
        self._branches: dict[Path, asyncio.Task[Branch]] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="jk_")

    async def branch(self, notebook: Path) -> Branch:
        """The branch of a notebook, grown when it is first asked for. Raises CannotFork."""
        if notebook not in self._branches:
            self._branches[notebook] = asyncio.ensure_future(self._grow(notebook))
        return await asyncio.shield(self._branches[notebook])

    async def _grow(self, notebook: Path) -> Branch:
        executed = Path(self._folder.name) / notebook.name
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        line = Line(ours)
        await self._line.ask({"notebook": str(notebook), "executed": str(executed)}, theirs.detach())
        try:
            answer, _nothing = await line.hear()
        except (TimeoutError, OSError) as error:
            raise CannotFork(f"{notebook.name} was not run: {error!r}") from error
        if "error" in answer:
            raise CannotFork(f"{notebook.name}: {answer['error']}")
        return Branch(line, nbformat.read(executed, as_version=4))  # type: ignore[no-untyped-call]

    @property
    def in_use(self) -> bool:
        """Whether a page of it is open."""
        grown = [
            each for each in self._branches.values() if each.done() and not each.cancelled() and not each.exception()
        ]
        return any(each.result().in_use for each in grown)

    @property
    def alive(self) -> bool:
        """Whether the warm parent runs."""
        return self._trunk.poll() is None

    def close(self) -> None:
        """End the warm parent; the system ends all that came of it."""
        self._line.close()
        self._trunk.kill()
        self._trunk.wait()
        for each in self._branches.values():
            if each.done() and not each.cancelled() and not each.exception():
                each.result().close()
            each.cancel()
        with suppress(OSError):
            self._folder.cleanup()
