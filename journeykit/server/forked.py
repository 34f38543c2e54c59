"""A process that somebody else forked for us: seen and signalled through its pidfd, never by a pid used again."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from collections.abc import Callable

ENDED = 0
"""What `poll` and `wait` say at the end: only a parent learns how a process ended, and we are not its parent."""


class ForkedProcess:
    """As much of `subprocess.Popen` as Jupyter's provisioners need. Linux only."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, pidfd: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._pidfd = pidfd
        self._loop: asyncio.AbstractEventLoop | None = None
        self._told: list[Callable[[], object]] = []
        # poll and not select, which knows no descriptor above 1023: a room of forty reaches that
        self._poll = select.poll()
        self._poll.register(pidfd, select.POLLIN)

    def __del__(self) -> None:
        if self.returncode is None:
            os.close(self._pidfd)

    def poll(self) -> int | None:
        """None while it runs."""
        if self.returncode is None and self._poll.poll(0):
            self._close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end. Raises TimeoutError after `timeout` seconds."""
        if self.returncode is None:
            self._poll.poll(None if timeout is None else timeout * 1000)
        if (code := self.poll()) is None:
            raise TimeoutError(f"Process {self.pid} still runs after {timeout} s.")
        return code

    def when_ended(self, tell: Callable[[], object]) -> None:
        """Call back from the running event loop at the end, whoever sees it first; soon, where it has come already."""
        loop = asyncio.get_running_loop()
        if self.poll() is not None:
            loop.call_soon(tell)
            return
        self._told.append(tell)
        if self._loop is None:
            self._loop = loop
            loop.add_reader(self._pidfd, self.poll)

    def send_signal(self, signum: int) -> None:
        """Signal it, if it still runs."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._pidfd, signum)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _close(self) -> None:
        self.returncode = ENDED
        if self._loop is not None and not self._loop.is_closed():
            self._loop.remove_reader(self._pidfd)
            for tell in self._told:
                self._loop.call_soon(tell)
        os.close(self._pidfd)
