"""What a process and all that descend from it cost: CPU seconds and memory."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from results import Failed

_QUIET_CPU_S = 0.05
"""A tree that used less than this in a second has come to rest."""


class Tree:
    """A server's process and its descendants: kernels, and the parents that kernels are forked from."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)

    def processes(self) -> list[psutil.Process]:
        """All of them that are there now. Raises Failed when the server itself has ended."""
        try:
            return [self._root, *self._root.children(recursive=True)]
        except psutil.NoSuchProcess:
            raise Failed("The server has ended by itself.") from None

    def cpu_s(self) -> float:
        """CPU seconds of all that live, and of those that ended and were waited for by one of them."""
        seconds = 0.0
        for process in self.processes():
            with contextlib.suppress(psutil.NoSuchProcess):
                seconds += sum(process.cpu_times()[:4])  # own user and system, children's user and system
        return seconds

    def pss_mb(self) -> float:
        """Memory in MB, pages that several processes share counted once (PSS)."""
        return sum(_pss(process) for process in self.processes()) / 1e6

    def settle(self, most_s: float = 60.0) -> bool:
        """Wait until nothing is going on in the tree any more; False when it never came to rest."""
        ends = time.monotonic() + most_s
        while time.monotonic() < ends:
            before = self.cpu_s()
            time.sleep(1)
            if self.cpu_s() - before < _QUIET_CPU_S:
                return True
        return False


def _pss(process: psutil.Process) -> float:
    """Bytes of one process; where the system tells no share, its resident set."""
    try:
        for line in Path(f"/proc/{process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1]) * 1024
    except OSError:
        pass
    with contextlib.suppress(psutil.NoSuchProcess):
        return float(process.memory_info().rss)
    return 0.0
