"""A link that can be cut: a TCP relay in a thread, between one browser and the server."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading


class Cable:
    """Relays connections to a port of this machine. While it is cut, open ones are reset and new ones refused."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._lock = threading.Lock()
        self._over, self._frozen = threading.Event(), threading.Event()
        self._listener: socket.socket | None = None
        self.port = 0
        self.mend()
        self._thread = threading.Thread(target=self._relay, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """Nothing gets through any more."""
        with self._lock:
            self._listener.close()
            self._listener = None
            for each in list(self._pairs):
                self._drop(each)

    def freeze(self) -> None:
        """Nothing gets through, and nobody is told: connections stay as they are."""
        self._frozen.set()

    def thaw(self) -> None:
        """What has waited gets through."""
        self._frozen.clear()

    def mend(self) -> None:
        """Connections get through again, on the same port as before."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen()
        self.port = listener.getsockname()[1]
        with self._lock:
            self._listener = listener

    def close(self) -> None:
        """The end."""
        self._over.set()
        self._thread.join()
        with contextlib.suppress(AttributeError):
            self.cut()

    def _relay(self) -> None:
        while not self._over.wait(0.002):
            if not self._frozen.is_set():
                with self._lock:
                    self._once()

    def _once(self) -> None:
        with selectors.DefaultSelector() as ready:
            for each in (self._listener, *self._pairs):
                if each is not None:
                    ready.register(each, selectors.EVENT_READ)
            if not ready.get_map():
                return
            for key, _ in ready.select(timeout=0.02):
                if key.fileobj is self._listener:
                    self._accept()
                elif key.fileobj in self._pairs:
                    self._pass_on(key.fileobj)

    def _accept(self) -> None:
        near, _ = self._listener.accept()
        try:
            far = socket.create_connection(("127.0.0.1", self._to_port))
        except OSError:
            near.close()
            return
        self._pairs |= {near: far, far: near}

    def _pass_on(self, source: socket.socket) -> None:
        try:
            chunk = source.recv(65536)
            if chunk:
                self._pairs[source].sendall(chunk)
                return
        except OSError:
            pass
        self._drop(source)

    def _drop(self, one: socket.socket) -> None:
        other = self._pairs.pop(one, None)
        if other is not None:
            self._pairs.pop(other, None)
            other.close()
        one.close()
