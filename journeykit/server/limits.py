"""How many people fit on this computer: its open files, processes and memory, looked at before anybody comes."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from journeykit.language import _
from journeykit.server.turns import MOST

MB_A_PAGE = 25 if sys.platform == "linux" else 110  # where pages cannot be forked, each is a whole Python
_MOST_FILES = 65_536
_MACOS_FILES = 10_240  # where all are allowed, macOS still takes no more
_CGROUPS, _OWN_CGROUP = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


@dataclass(frozen=True)
class Stock:
    """Something of which there is only so much."""

    left: int | None
    """None where there is no limit, or nobody knows it."""
    ours: int
    """What the server and the facilitator's pages need of it."""
    each: int
    """What one more page needs."""

    @property
    def people(self) -> int:
        """For how many it suffices; always for one."""
        return sys.maxsize if self.left is None else max(1, (self.left - self.ours) // self.each)

    def needed(self, people: int) -> int:
        """How much of it so many people need."""
        return self.ours + people * self.each


@dataclass(frozen=True)
class Space:
    """How many people may have a page open."""

    most: int
    said: tuple[str, ...] = ()
    """Why it is less than it could be, and what to do."""


def space(asked: int | None = None) -> Space:
    """Raise the limits that may be raised, and count for how many people they suffice.

    asked: what --most says; None for as many as there is free memory for, at most 300. Without files or processes pages
    would break, so then it becomes less. What a page takes of memory is an estimate, so a number that was asked for
    stays, with a warning.
    """
    files = Stock(_files(), ours=250, each=24)  # a page: its kernel's sockets, and its browser's connections
    processes = Stock(_processes(), ours=60, each=14)  # Linux counts threads
    memory = Stock(_free_mb(), ours=700, each=MB_A_PAGE)
    wanted = asked or min(MOST, memory.people)
    said = []
    if files.people < wanted:
        text = _(
            "A program may have only {limit} files open here, enough for {most} people. For {wanted} it must be"
            " {needed}: `ulimit -n {needed}` before the start, LimitNOFILE={needed} for a service."
        )
        said.append(_filled(text, files, wanted))
    if processes.people < wanted:
        text = _(
            "Only {limit} more processes and threads may run here, enough for {most} people. For {wanted} it must be"
            " {needed}: raise `ulimit -u` before the start, or TasksMax for a service."
        )
        said.append(_filled(text, processes, wanted))
    if memory.people < wanted:
        text = _(
            "{limit} MB of memory are free, enough for about {most} people. {wanted} may need {needed} MB: close other"
            " programs, or start with a smaller --most."
        )
        said.append(_filled(text, memory, wanted))
    return Space(min(wanted, files.people, processes.people), tuple(said))


def _filled(text: str, stock: Stock, wanted: int) -> str:
    return text.format(limit=stock.left, most=stock.people, wanted=wanted, needed=stock.needed(wanted))


def _files() -> int | None:
    """How many files this process may open, raised from the usual 1024; None for no limit."""
    try:
        import resource
    except ImportError:  # Windows knows no such limit
        return None
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for most in (_MOST_FILES, _MACOS_FILES):
        raised = most if hard == resource.RLIM_INFINITY else min(hard, most)
        if soft == resource.RLIM_INFINITY or soft >= raised:
            break
        try:
            resource.setrlimit(resource.RLIMIT_NOFILE, (raised, hard))
        except (OSError, ValueError):
            continue
        return raised
    return None if soft == resource.RLIM_INFINITY else soft


def _processes() -> int | None:
    """How many more processes and threads may be started; None for no limit, or where it is not known."""
    if sys.platform != "linux":
        return None
    import resource

    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    resource.setrlimit(resource.RLIMIT_NPROC, (hard, hard))
    user = None if hard == resource.RLIM_INFINITY or os.geteuid() == 0 else hard - _threads_of(os.getuid())
    return _less(user, cgroup_left("pids"))


def _threads_of(user: int) -> int:
    """All threads of a user: the limit is for them together."""
    found = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            if process.stat().st_uid == user:
                found += sum(1 for _thread in (process / "task").iterdir())
    return found


def _free_mb() -> int | None:
    """The memory that is free for us; None where nobody says it."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
        free = next(int(line.split()[1]) // 1024 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, StopIteration):
        try:  # other systems tell only how much there is: half of it may be taken
            free = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2_000_000
        except (AttributeError, ValueError, OSError):
            return None
    group = cgroup_left("memory")
    return _less(free, None if group is None else group // 1_000_000)


def cgroup_left(what: str, *, groups: Path = _CGROUPS, own: Path = _OWN_CGROUP) -> int | None:
    """What a container or a service may still take, "memory" in bytes or "pids"; None for no limit.

    It is what the tightest of the groups has left that this process is in.
    """
    try:
        name = next(line[3:] for line in own.read_text().splitlines() if line.startswith("0::"))
    except (OSError, StopIteration):
        return None
    inner, left = groups / name.lstrip("/"), None
    for group in (inner, *inner.parents):
        with suppress(OSError, ValueError):  # there is no such file, or it says "max"
            left = _less(left, int((group / f"{what}.max").read_text()) - _used(group, what))
        if group == groups:
            break
    return left


def _used(group: Path, what: str) -> int:
    used = int((group / f"{what}.current").read_text())
    if what == "memory":  # old pages of files are given back when somebody needs the room
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        used -= int(stat.get("inactive_file", 0))
    return used


def _less(one: int | None, other: int | None) -> int | None:
    return min((each for each in (one, other) if each is not None), default=None)
