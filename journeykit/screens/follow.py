"""How a page keeps step with its session."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from tornado.ioloop import IOLoop

from journeykit.screens.guard import log
from journeykit.session.feed import Line, word
from journeykit.session.seat import Participant
from journeykit.session.view import View

POLL_S = 1.0
"""How often a page looks by itself where no watcher tells it, and how soon it looks again after it could not."""
PATIENCE_S = 90.0
"""After about so long without any word a page looks by itself: the watcher speaks more often than that."""
REST_S = 0.1
"""So long a page rests between two looks: nobody reads faster, and answers of a large room come many at a time."""
REST_TIMES = 3
"""It rests so many times as long as its look took, where that is longer: drawing never fills a kernel."""
_MOMENT_S = 0.01
"""Clocks differ by less: what changes at a time has changed so much after it."""


class Follower:
    """Looks when the watcher says so, and when the time comes at which something changes by itself.

    Everything happens in the loop of this thread. What comes while a page draws, it takes in with one look.
    """

    def __init__(self, view: View, show: Callable[[], None], feed: str | None, own: Participant | None) -> None:
        self._view, self._show = view, show
        self._mark = own.mark if own else view.mark
        self._seen, self._known = self._mark(), self._newest
        self._loop = IOLoop.current()
        self._timer: object = None
        self._will_look = self._over = False
        self._rested_at = 0.0
        self._line = self._connected(feed, hears_all=own is None)
        self._wait()

    def stop(self) -> None:
        """Look no more."""
        self._over = True
        if self._timer is not None:
            self._loop.remove_timeout(self._timer)
        self._hang_up()

    @property
    def _newest(self) -> bytes:
        return word(self._view.following.board.place, self._view.customers_by_link)

    def _connected(self, feed: str | None, *, hears_all: bool) -> Line | None:
        if feed is None:
            return None
        try:
            line = Line(feed, hears_all=hears_all)
        except OSError:
            log.exception("A page does not reach the server's watcher; it looks by itself")
            return None
        self._loop.add_handler(line.socket, self._heard, IOLoop.READ)
        self._view.when_written = line.poke
        return line

    def _hang_up(self) -> None:
        if self._line is not None:
            self._view.when_written = lambda: None
            self._loop.remove_handler(self._line.socket)
            self._line.close()
            self._line = None

    def _heard(self, _socket: object, _events: int) -> None:
        assert self._line is not None  # noqa: S101 - its handler goes with it
        try:
            newest = self._line.heard()
        except EOFError:
            self._hang_up()
            self._wait()
            return
        if self._will_look or not newest:
            return
        if newest == self._known:
            self._wait()
        else:
            self._will_look = True
            self._look_in(max(0.0, self._rested_at - time.monotonic()))

    def _wait(self) -> None:
        """Until the next word, or until something changes by itself."""
        now = self._view.now()
        seconds = POLL_S if self._line is None else PATIENCE_S * random.uniform(0.8, 1.2)  # noqa: S311 - no secret
        if now.changes_at:
            left = (now.changes_at - self._view.clock()).total_seconds()
            seconds = min(seconds, left + _MOMENT_S)
        self._look_in(seconds)

    def _look_in(self, seconds: float) -> None:
        if self._timer is not None:
            self._loop.remove_timeout(self._timer)
        self._timer = self._loop.call_later(seconds, self._look)

    def _look(self) -> None:
        began, self._will_look, self._timer = time.monotonic(), False, None
        try:
            self._view.refresh()
            self._known, mark = self._newest, self._mark()
            if mark != self._seen:
                self._seen = mark
                self._show()
        except Exception:
            log.exception("A page could not follow its session")
            self._known = b""
        if self._over:  # what was shown may have ended it
            return
        now = time.monotonic()
        self._rested_at = now + max(REST_S, REST_TIMES * (now - began))
        if self._known:
            self._wait()
        else:
            self._look_in(POLL_S)


def follow(view: View, show: Callable[[], None], feed: str | None, own: Participant | None = None) -> Follower:
    """Call `show` in this thread's loop whenever the page has something new to show, also a lock by time.

    feed: the watcher's address; None where no server of ours is near. own: whose page it is; without one it shows the
    whole room, and hears of everything at once.
    """
    return Follower(view, show, feed, own)
