"""Pages that stand ready before anybody asks: which there are, and whether they are still those of the sources."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from journeykit.language import _
from journeykit.server.warm_tree import Branch, CannotFork, Ordinary, Tree

LOOKED_EVERY_S = 2.0
"""How often, at most, the sources are looked at: whoever edits a notebook sees it with the next page but one breath."""
AGAIN_S = 60.0
"""After how long a warm parent that never worked is tried again. Pages start one by one meanwhile."""
_SOURCES = {".py", ".js", ".css", ".mo", ".ipynb"}
_NO_SOURCES = {"__pycache__", "node_modules", ".ipynb_checkpoints"}


@cache
def can_be_warm() -> bool:
    """Whether this system can fork a page and see its end: Linux can."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:  # an old kernel, or a container that forbids it
        return False
    return True


def stamp(folders: Iterable[str | Path]) -> int:
    """What changes when a source does: of all files together their names, sizes and times."""
    found = 0
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):  # an editor puts a new one in its place just now
                    if entry.is_dir():
                        found ^= 0 if entry.name in _NO_SOURCES else stamp([entry.path])
                    elif os.path.splitext(entry.name)[1] in _SOURCES:  # noqa: PTH122 - hundreds, every other second
                        told = entry.stat()
                        found ^= hash((entry.path, told.st_mtime_ns, told.st_size))
    return found


class WarmPages:
    """One warm parent for each state of the sources; an older one stays while a page of it is open.

    warn: tells whoever started the server what they should know, in words.
    """

    def __init__(
        self,
        environment: Mapping[str, str],
        sources: Iterable[Path],
        warn: Callable[[str], None] = lambda _text: None,
    ) -> None:
        self._environment, self._sources, self._warn = environment, tuple(sources), warn
        self._tree: Tree | None = None
        self._old: list[Tree] = []
        self._stamp: int | None = None
        self._looked_at, self._again_at = -LOOKED_EVERY_S, 0.0
        self._said: set[str] = set()

    async def page(self, notebook: Path) -> Branch | None:
        """The warm page of a notebook; None where there is none, and Jupyter's own start must do."""
        if not can_be_warm():
            self.cannot("this system cannot copy a process")
            return None
        self._look()
        try:
            tree = self._living()
            return await tree.branch(notebook) if tree and notebook.is_file() else None
        except Ordinary:
            return None
        except (CannotFork, OSError) as error:
            self.cannot(str(error))
            return None

    def cannot(self, reason: str) -> None:
        """Say once that pages start slowly, and why."""
        if reason not in self._said:
            self._said.add(reason)
            self._warn(_("Pages open more slowly than they could, and all works ({reason}).").format(reason=reason))

    def tidy(self) -> None:
        """End the warm parents whose last page was closed and that make no new ones."""
        for tree in [each for each in self._old if not each.in_use]:
            tree.close()
            self._old.remove(tree)

    def close(self) -> None:
        """End every warm parent."""
        self._retire()
        for tree in self._old:
            tree.close()
        self._old = []

    def _living(self) -> Tree | None:
        """The warm parent, started anew where it has died; None while one that never worked rests."""
        if self._tree is not None and not self._tree.alive:
            self._again_at = 0.0 if self._tree.worked else time.monotonic() + AGAIN_S
            self._retire()
        if self._tree is None and time.monotonic() >= self._again_at:
            self._tree = Tree(self._environment)
        return self._tree

    def _retire(self) -> None:
        if self._tree is not None:
            self._old.append(self._tree)
            self._tree = None

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < LOOKED_EVERY_S:
            return
        self._looked_at = now
        before, self._stamp = self._stamp, stamp(self._sources)
        if before not in (None, self._stamp):
            self._again_at = 0.0
            self._retire()
        self.tidy()
