"""How a page keeps step with its session: the feed's word is brought to the kernel's own thread."""

from __future__ import annotations

from collections.abc import Callable

from tornado.ioloop import IOLoop

from journeykit.screens.guard import log
from journeykit.session.feed import Follower
from journeykit.session.view import View


def follow(view: View, show: Callable[[], None], feed: str | None) -> Follower:
    """Call `show` in this thread's loop whenever the session has something new, also a lock by time.

    feed: the watcher's address; None where no server of ours is near.
    """
    loop = IOLoop.current()
    seen = [view.mark()]

    def look() -> None:
        try:
            view.refresh()
            if view.mark() != seen[0]:
                seen[0] = view.mark()
                show()
        except Exception:
            log.exception("A page could not follow its session")

    return Follower(lambda: loop.add_callback(look), feed)
