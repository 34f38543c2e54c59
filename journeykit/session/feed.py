"""How a page hears that something is new: one watcher in the server reads what changed, and wakes who has to know."""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import Engine
from tornado.ioloop import IOLoop, PeriodicCallback
from tornado.netutil import add_accept_handler

from journeykit.models.entry import HEARD_LATER
from journeykit.store import customers, journal
from journeykit.store.engine import reading

POLL_S = 0.2
"""How often the watcher looks when nobody asks it to: one cheap read of SQLite's own change counter."""
LATER_S = 2.0
"""A participant's page hears at most this often of what others said for themselves."""
BEAT_S = 30.0
"""After so long without a word a page hears again how far the journal goes: what it missed it takes in then."""
TOLD_AT_ONCE = 8
"""So many pages hear of such things at each of these times, in turn: a room of 400 spends no more on it than 100."""
_WAITING = 1024
"""So many kernels may want to follow at the same moment."""
_ALL = b"a"
_LOOK = b"l"


@dataclass(eq=False)
class _Ear:
    """One page that follows."""

    line: socket.socket
    hears_all: bool = False
    """Whether everything is told at once: to a page that shows the whole room."""
    told: bytes = b""
    told_at: float = 0.0


class Watcher:
    """In the server, on its loop: tells pages how far the journal goes.

    What changes everybody's page is told to all at once, an answer only to those that show the whole room; the others
    hear of it a little later, one after the other. A word is two numbers, the newest place in the journal and how many
    customers have answered by the link: it says that something is new, never what.
    """

    def __init__(self, engine: Engine, session_id: str) -> None:
        self._engine = engine
        self._session_id = session_id
        self._door = socket.create_server(("127.0.0.1", 0), backlog=_WAITING)
        self._door.setblocking(False)
        self.address = f"tcp://127.0.0.1:{self._door.getsockname()[1]}"
        """What followers connect to."""
        self._ears: dict[socket.socket, _Ear] = {}
        self._place = self._customers = 0
        self._version: int | None = None
        self._started = False

    def start(self) -> None:
        """Watch from now on, in the loop of this thread."""
        self._loop = IOLoop.current()
        self._store = self._engine.raw_connection()
        self._stop_accepting = add_accept_handler(self._door, self._welcome)
        self._ticking = PeriodicCallback(self._tick, POLL_S * 1000)
        self._ticking.start()
        self._started = True

    def close(self) -> None:
        """Stop watching and give everything back."""
        if self._started:
            self._ticking.stop()
            self._stop_accepting()
            for ear in list(self._ears.values()):
                self._leave(ear)
            self._store.close()
            self._started = False
        self._door.close()

    def look(self) -> None:
        """Look whether something is new, and tell whoever has to know at once."""
        version = self._store.cursor().execute("PRAGMA data_version").fetchone()[0]
        if version == self._version:
            return
        with reading(self._engine) as connection:
            new = journal.kinds_since(connection, self._session_id, self._place)
            by_link = customers.how_many(connection, self._session_id)
        self._version = version
        if not new and by_link == self._customers:
            return
        self._place, self._customers = (new[-1][0] if new else self._place), by_link
        everybody = any(kind not in HEARD_LATER for _place, kind in new)
        for ear in list(self._ears.values()):
            if everybody or ear.hears_all:
                self._tell(ear)

    def _tick(self) -> None:
        self.look()
        word, now = self._word, time.monotonic()
        due = [ear for ear in self._ears.values() if now - ear.told_at > (BEAT_S if ear.told == word else LATER_S)]
        for ear in sorted(due, key=lambda ear: ear.told_at)[:TOLD_AT_ONCE]:
            self._tell(ear)

    @property
    def _word(self) -> bytes:
        return word(self._place, self._customers)

    def _tell(self, ear: _Ear) -> None:
        ear.told, ear.told_at = self._word, time.monotonic()
        try:
            ear.line.send(ear.told)
        except BlockingIOError:  # it has not read so many words before that this one would tell it nothing more
            pass
        except OSError:
            self._leave(ear)

    def _welcome(self, line: socket.socket, _address: object) -> None:
        line.setblocking(False)
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ear = self._ears[line] = _Ear(line)
        self._loop.add_handler(line, lambda _line, _events: self._hear(ear), IOLoop.READ)
        self.look()
        self._tell(ear)

    def _hear(self, ear: _Ear) -> None:
        try:
            said = ear.line.recv(4096)
        except BlockingIOError:
            return
        except OSError:
            said = b""
        if not said:
            self._leave(ear)
            return
        ear.hears_all = ear.hears_all or _ALL in said
        self.look()

    def _leave(self, ear: _Ear) -> None:
        if self._ears.pop(ear.line, None):
            self._loop.remove_handler(ear.line)
            ear.line.close()


class Line:
    """In a kernel: the line to the watcher.

    hears_all: whether everything is told at once. Raises OSError where no watcher answers.
    """

    def __init__(self, address: str, *, hears_all: bool) -> None:
        at = urlsplit(address)
        self.socket = socket.create_connection((at.hostname, at.port), timeout=5)
        """For the loop: it can be read when there is a word."""
        self.socket.setblocking(False)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if hears_all:
            self._say(_ALL)

    def heard(self) -> bytes:
        """The newest word; empty while none has come. Raises EOFError when the watcher is gone."""
        said = b""
        try:
            while more := self.socket.recv(4096):
                said = more
        except BlockingIOError:
            return said[said.rfind(b"\n", 0, -1) + 1 :]
        except OSError as error:
            raise EOFError from error
        raise EOFError

    def poke(self) -> None:
        """Have the watcher look at once: this page has written something."""
        self._say(_LOOK)

    def close(self) -> None:
        """Hang up."""
        self.socket.close()

    def _say(self, what: bytes) -> None:
        with suppress(OSError):  # the watcher looks by itself, too
            self.socket.send(what)


def word(place: int, customers_by_link: int) -> bytes:
    """What the watcher says about a session that has come so far."""
    return b"%d %d\n" % (place, customers_by_link)
