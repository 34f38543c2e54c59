"""Whose page is built next: a few at a time, in the order in which people came, as long as there is room for more."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Set
from contextlib import suppress

AT_ONCE = 2 * max(2, os.cpu_count() or 2)
"""More than there are processors: while the server writes one page, another one's Python starts."""
MOST = 300
COMING_S = 1.0
"""How long somebody who was called holds up the others. A browser that waits for its turn comes within this."""
KEPT_S = 20.0
"""How long a turn is kept for somebody whose browser does not come for it."""
BUILDING_S = 60.0
"""After which a page that is still being built holds nobody up."""
AWAY_S = 60.0
"""How long somebody who no longer asks keeps the place in the queue; without scripts a browser asks each 20 s."""
LOOKS_S = 1.0
TOLD_S = 2.0
"""How often a new place in the queue is told: two hundred who wait would else ask again for each page that is sent."""
HELD_S = 20.0
"""After which a question is answered although nothing is new: proxies end what is silent for longer."""


class Turns:
    """The queue before the first page."""

    def __init__(
        self, at_once: int | None = None, clock: Callable[[], float] = time.monotonic, *, most: int = MOST
    ) -> None:
        self.most = most
        """How many people may have a page open."""
        self.inside: Callable[[], Set[str]] = frozenset
        """Who has a page. The kernels know it, and are there later than the queue."""
        self._at_once = at_once or AT_ONCE
        self._clock = clock
        self._waiting: dict[str, float] = {}  # who, in order of coming -> asked last
        self._called: dict[str, float] = {}  # who -> when
        self._building: dict[str, float] = {}  # who -> until when it holds the others up
        self._bells: dict[str, asyncio.Event] = {}  # who -> rings when the turn has come

    @property
    def full(self) -> bool:
        """Whether a newcomer has to wait until somebody leaves."""
        return len(self._taken()) >= self.most

    def before(self, who: str) -> int:
        """Ask for a turn, or ask again: the place in the queue. 0 means that the turn has come."""
        now = self._clock()
        self._forget(now)
        if who not in self._building and who not in self._called:
            self._waiting[who] = now
            self._call(now)
        return list(self._waiting).index(who) + 1 if who in self._waiting else 0

    async def news(self, who: str, seen: int) -> int:
        """Wait until a place is another than the one seen: the turn is told at once, the rest not too often."""
        begun = self._clock()
        while (before := self.before(who)) > 0:
            waited = self._clock() - begun
            if waited >= HELD_S or (before != seen and waited >= TOLD_S):
                break
            bell = self._bells.setdefault(who, asyncio.Event())
            with suppress(TimeoutError):
                await asyncio.wait_for(bell.wait(), LOOKS_S)
        return before

    def claim(self, who: str) -> bool:
        """Use the turn, now that the page is asked for. False when it has not come yet."""
        if self.before(who) > 0:
            return False
        self._called.pop(who, None)
        self._building[who] = self._clock() + BUILDING_S
        return True

    def done(self, who: str) -> None:
        """The page is sent, or will never be."""
        now = self._clock()
        self._building.pop(who, None)
        self._forget(now)
        self._call(now)

    def _call(self, now: float) -> None:
        """Give the free turns to those who wait. Who has a page already needs no room, so a reload is never kept out.

        Who was called and does not come keeps the turn, but holds nobody up: the next one is called, too.
        """
        coming = sum(1 for called in self._called.values() if called > now - COMING_S)
        free = self._at_once - len(self._building) - coming
        if free <= 0 or not self._waiting:
            return
        inside, taken = self.inside(), self._taken()
        for who in list(self._waiting):
            if free == 0:
                break
            if who in inside or len(taken) < self.most:
                free -= 1
                taken.add(who)
                del self._waiting[who]
                self._called[who] = now
                if bell := self._bells.pop(who, None):
                    bell.set()

    def _taken(self) -> set[str]:
        return {*self.inside(), *self._called, *self._building}

    def _forget(self, now: float) -> None:
        self._waiting = {who: asked for who, asked in self._waiting.items() if asked > now - AWAY_S}
        self._called = {who: called for who, called in self._called.items() if called > now - KEPT_S}
        self._building = {who: until for who, until in self._building.items() if until > now}
        self._bells = {who: bell for who, bell in self._bells.items() if who in self._waiting}
