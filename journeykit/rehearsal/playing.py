"""A rehearsal beside its server, in one process."""

from __future__ import annotations

import asyncio
import threading

from tornado.ioloop import IOLoop

from journeykit.rehearsal.crowd import Crowd


class Playing:
    """A crowd at play in a thread of its own; made in the server's thread, whose loop ends when the crowd does."""

    def __init__(self, crowd: Crowd, participants_url: str, *, leads: bool) -> None:
        self.crowd = crowd
        self.failed: Exception | None = None
        """What ended the play too early, if anything did."""
        self._url, self._leads = participants_url, leads
        self._server = IOLoop.current()
        self._own: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Send everybody home."""
        if self._own is not None and self._task is not None and self._thread.is_alive():
            self._own.call_soon_threadsafe(self._task.cancel)
        self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            asyncio.run(self._play())
        except asyncio.CancelledError:
            pass
        except Exception as error:
            self.failed = error
        self._server.add_callback(self._server.stop)

    async def _play(self) -> None:
        self._own, self._task = asyncio.get_running_loop(), asyncio.current_task()
        await self.crowd.play(self._url, leads=self._leads)
