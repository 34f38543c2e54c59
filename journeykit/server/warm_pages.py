"""Pages that stand ready before anybody asks: which there are, and whether they are still those of the sources."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from journeykit.server.warm_tree import Branch, CannotFork, Tree

_log = logging.getLogger("journeykit")

LOOKED_EVERY_S = 2.0
"""How often, at most, the sources are looked at: whoever edits a notebook sees it with the next page but one breath."""
_SOURCES = {".py", ".js", ".css", ".mo", ".ipynb"}
_NO_SOURCES = {"__pycache__", "node_modules", ".ipynb_checkpoints"}


def can_be_warm() -> bool:
    """Whether this system can fork a page and see its end: Linux can."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


def stamp(folders: Iterable[str | Path]) -> int:
    """What changes when a source does: of all files together their names, sizes and times."""
    found = 0
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name not in _NO_SOURCES:
                        found ^= stamp([entry.path])
                elif os.path.splitext(entry.name)[1] in _SOURCES:  # noqa: PTH122 - hundreds of files, every other second
                    told = entry.stat()
                    found ^= hash((entry.path, told.st_mtime_ns, told.st_size))
    return found


class WarmPages:
    """One warm parent for each state of the sources; an older one stays while a page of it is open."""

    def __init__(self, environment: Mapping[str, str], sources: Iterable[Path]) -> None:
        self._environment = environment
        self._sources = tuple(sources)
        self._tree: Tree | None = None
        self._old: list[Tree] = []
        self._stamp, self._looked_at = 0, 0.0
        self._said: set[str] = set()

    async def page(self, notebook: Path) -> Branch | None:
        """The warm page of a notebook; None where there is none, and Jupyter's own start must do."""
        if not can_be_warm():
            self.cannot("this system cannot fork a page")
            return None
        self._look()
        try:
            if self._tree is None or not self._tree.alive:
                self._tree = Tree(self._environment)
            return await self._tree.branch(notebook)
        except (CannotFork, OSError) as error:
            self.cannot(str(error))
            return None

    def cannot(self, reason: str) -> None:
        """Say once in the log that pages start slowly, and why."""
        if reason not in self._said:
            self._said.add(reason)
            _log.warning("Pages start without a warm parent, which takes longer (%s).", reason)

    def close(self) -> None:
        """End every warm parent."""
        for tree in (*self._old, *([self._tree] if self._tree else [])):
            tree.close()
        self._tree, self._old = None, []

    def _look(self) -> None:
        now = time.monotonic()
        if now - self._looked_at < LOOKED_EVERY_S:
            return
        self._looked_at = now
        before, self._stamp = self._stamp, stamp(self._sources)
        if before not in (0, self._stamp) and self._tree is not None:
            self._old.append(self._tree)
            self._tree = None
        for tree in [each for each in self._old if not each.in_use]:
            tree.close()
            self._old.remove(tree)
