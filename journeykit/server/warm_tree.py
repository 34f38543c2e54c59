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
"""How long the first answer may take: on a busy computer, imports and a first run of a notebook take some seconds."""
COPY_S = 10.0
"""How long a copy may take, which is a matter of milliseconds. After that a page starts without."""


class CannotFork(RuntimeError):
    """A warm parent that is not there, or that may not be copied."""


class Ordinary(CannotFork):
    """A notebook that waits for no visitor. Nothing is wrong with it: it is run anew for each."""


class Line:
    """The socket to one warm process. One request at a time, in the order in which they came.

    After an answer that did not come in time nothing is asked any more: it could come later, and be somebody else's.
    """

    def __init__(self, end: socket.socket) -> None:
        end.setblocking(False)
        self._end = end
        self._turn = asyncio.Lock()
        self.broken = False
        """Whether there is nothing more to be asked here."""

    async def ask(self, request: Mapping[str, Any], passed: int, patience: float) -> ForkedProcess:
        """The copy that was made for a request; `passed` goes with it and is closed here. Raises CannotFork."""
        try:
            async with self._turn:
                if self.broken:
                    raise ConnectionError("it has ended")
                try:
                    socket.send_fds(self._end, [json.dumps(request).encode()], [passed])
                    answer, descriptors = await self.hear(patience)
                except BaseException:
                    self.broken = True
                    raise
        except OSError as error:
            raise CannotFork(f"no answer from the warm parent: {error}") from error
        finally:
            os.close(passed)
        if len(descriptors) != 1:
            raise CannotFork(answer.get("error", "the warm parent passes nothing"))
        return ForkedProcess(answer["pid"], descriptors[0])

    async def hear(self, patience: float) -> tuple[dict[str, Any], list[int]]:
        """What the other end says, and what it passes. Raises OSError when it has ended or says nothing in time."""
        loop, heard = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._end, heard.set)
        try:
            await asyncio.wait_for(heard.wait(), patience)
        except TimeoutError as error:
            raise TimeoutError(f"nothing in {patience:g} s") from error
        finally:
            loop.remove_reader(self._end)
        packet, descriptors, _flags, _address = socket.recv_fds(self._end, LARGEST, 1)
        if not packet:
            raise ConnectionResetError("it has ended")
        return json.loads(packet), list(descriptors)

    def close(self) -> None:
        """Hang up: the other end takes it as its own end."""
        self.broken = True
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

    def __init__(self, process: ForkedProcess, line: Line, notebook: nbformat.NotebookNode) -> None:
        self._process, self._line = process, line
        self._copies: list[ForkedProcess] = []
        self.notebook = notebook
        """With its outputs."""

    async def fork(self, argv: list[str], env: Mapping[str, str], cwd: str) -> Copy:
        """A kernel for one visitor. Raises CannotFork."""
        listens, tell = os.pipe()
        try:
            process = await self._line.ask({"argv": argv, "env": dict(env), "cwd": cwd}, tell, COPY_S)
        except BaseException:
            os.close(listens)
            raise
        self._copies = [*(each for each in self._copies if each.poll() is None), process]
        return Copy(process, listens)

    @property
    def alive(self) -> bool:
        """Whether it still makes copies."""
        return self._process.poll() is None and not self._line.broken

    @property
    def in_use(self) -> bool:
        """Whether a page of it is open."""
        return any(each.poll() is None for each in self._copies)

    def close(self) -> None:
        """Let it end, with its copies."""
        self._line.close()
        self._process.kill()


class Tree:
    """A warm parent and its branches, all from the same state of the sources."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._trunk = subprocess.Popen(  # noqa: S603 - our own module
                # -P: a file in the folder where the server was started must not pass for a module
                [sys.executable, "-P", "-m", "journeykit.server.warm_parent", str(theirs.fileno()), str(os.getpid())],
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
            )
        self._line = Line(ours)
        self._growing: dict[Path, asyncio.Task[Branch]] = {}
        self._grown: list[Branch] = []
        self._folder = tempfile.TemporaryDirectory(prefix="jk_")

    async def branch(self, notebook: Path) -> Branch:
        """The branch of a notebook, grown when it is first asked for and when it has died. Raises CannotFork.

        A notebook that could not be run is not tried again: each visitor would wait for that.
        """
        growing = self._growing.get(notebook)
        if growing is None or (growing.done() and not growing.exception() and not growing.result().alive):
            growing = self._growing[notebook] = asyncio.ensure_future(self._grow(notebook))
        return await asyncio.shield(growing)

    async def _grow(self, notebook: Path) -> Branch:
        executed = Path(self._folder.name) / notebook.name
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        line = Line(ours)
        try:
            request = {"notebook": str(notebook), "executed": str(executed)}
            process = await self._line.ask(request, theirs.detach(), PATIENCE_S)
            try:
                answer, _nothing = await line.hear(PATIENCE_S)
            except OSError as error:
                process.kill()
                raise CannotFork(f"{notebook.name} was not run: {error}") from error
            if "ordinary" in answer:
                raise Ordinary(f"{notebook.name} waits for no visitor")
            if "error" in answer:
                raise CannotFork(f"{notebook.name}: {answer['error']}")
        except CannotFork:
            line.close()
            raise
        self._grown.append(Branch(process, line, nbformat.read(executed, as_version=4)))  # type: ignore[no-untyped-call]
        return self._grown[-1]

    @property
    def in_use(self) -> bool:
        """Whether a page of it is open, or about to be."""
        return any(not each.done() for each in self._growing.values()) or any(each.in_use for each in self._grown)

    @property
    def worked(self) -> bool:
        """Whether it ever made a page ready."""
        return bool(self._grown)

    @property
    def alive(self) -> bool:
        """Whether the warm parent runs and answers."""
        return self._trunk.poll() is None and not self._line.broken

    def close(self) -> None:
        """End the warm parent; the system ends all that came of it."""
        self._line.close()
        self._trunk.kill()
        self._trunk.wait()
        for growing in self._growing.values():
            growing.cancel()
        for branch in self._grown:
            branch.close()
        with suppress(OSError):
            self._folder.cleanup()
