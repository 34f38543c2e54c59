"""Whose page is built next: a few at a time, in the order in which people came, so that a burst starves nobody."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

AT_ONCE = max(2, os.cpu_count() or 2)
UNCLAIMED_S = 10.0
"""How long a turn is kept for somebody whose browser does not come for it."""
BUILDING_S = 60.0
"""After which a page that is still being built holds nobody up."""
AWAY_S = 15.0
"""How long somebody who no longer asks keeps the place in the queue."""


class Turns:
    """The queue before the first page."""

    def __init__(self, at_once: int = AT_ONCE, clock: Callable[[], float] = time.monotonic) -> None:
        self._at_once = at_once
        self._clock = clock
        self._waiting: dict[str, float] = {}  # who, in order of coming -> asked last
        self._building: dict[str, float] = {}  # who -> until when the turn lasts

    def before(self, who: str) -> int:
        """Ask for a turn, or ask again: how many are before you. 0 means that the turn has come."""
        now = self._clock()
        self._forget(now)
        if who in self._building:
            return 0
        self._waiting[who] = now
        place = list(self._waiting).index(who)
        free = self._at_once - len(self._building)
        if place < free:
            del self._waiting[who]
            self._building[who] = now + UNCLAIMED_S
            return 0
        return place - free + 1

    def claim(self, who: str) -> bool:
        """Use the turn, now that the page is asked for. False when it has not come yet."""
        if self.before(who) > 0:
            return False
        self._building[who] = self._clock() + BUILDING_S
        return True

    def done(self, who: str) -> None:
        """The page is built, or will never be."""
        self._building.pop(who, None)

    def _forget(self, now: float) -> None:
        self._waiting = {who: asked for who, asked in self._waiting.items() if asked > now - AWAY_S}
        self._building = {who: until for who, until in self._building.items() if until > now}
