"""How a page hears that something is new: one watcher in the server wakes every kernel."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

import zmq
from sqlalchemy import Engine

_log = logging.getLogger(__name__)

POLL_S = 0.1
"""How often the server's watcher looks: one cheap read of SQLite's own change counter."""
PATIENCE_MS = 1000
"""How long a follower waits for word before it looks by itself: a lock by time says no word."""


class Watcher:
    """In the server: looks whether the store has changed, and says so to all who follow. Carries no content."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._over = threading.Event()
        self._context = zmq.Context()
        self._socket = self._context.socket(zmq.PUB)
        port = self._socket.bind_to_random_port("tcp://127.0.0.1")
        self.address = f"tcp://127.0.0.1:{port}"
        """What followers connect to."""
        self._thread = threading.Thread(target=self._watch, name="journeykit-watcher", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching and give everything back."""
        self._over.set()
        self._thread.join()
        self._socket.close(linger=0)
        self._context.term()

    def _watch(self) -> None:
        connection = self._engine.raw_connection()
        seen = None
        try:
            while not self._over.wait(POLL_S):
                version = connection.cursor().execute("PRAGMA data_version").fetchone()[0]
                if version != seen:
                    seen = version
                    self._socket.send(b"new")
        finally:
            connection.close()


class Follower:
    """In a kernel: calls back, from a thread of its own, when something may be new in the store.

    address: the watcher's; without one (no server of ours) only the patience counts.
    """

    def __init__(self, on_change: Callable[[], None], address: str | None = None) -> None:
        self._on_change = on_change
        self._address = address
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow, name="journeykit-follower", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Call back no more."""
        self._over.set()
        if threading.current_thread() is not self._thread:  # a callback may be the one that stops
            self._thread.join()

    def _call_back(self) -> None:
        try:
            self._on_change()
        except Exception:  # a page that could not be drawn once must still hear the next word
            _log.exception("A page could not take in what is new.")

    def _follow(self) -> None:
        if self._address is None:
            while not self._over.wait(PATIENCE_MS / 1000):
                self._call_back()
            return
        with zmq.Context() as context, context.socket(zmq.SUB) as socket:
            socket.linger = 0
            socket.subscribe(b"")
            socket.connect(self._address)
            while not self._over.is_set():
                if socket.poll(PATIENCE_MS):
                    while socket.poll(0):  # many words at once are one
                        socket.recv()
                if not self._over.is_set():
                    self._call_back()
