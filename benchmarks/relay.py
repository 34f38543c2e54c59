"""A relay before a server that counts what goes over the wire, compressed as it is, websockets included."""

from __future__ import annotations

import contextlib
import socket
import threading

_CHUNK = 65_536


class Relay:
    """Passes connections on to a port of this machine. `received` is what the browser got, in bytes."""

    def __init__(self, to_port: int) -> None:
        self._to_port = to_port
        self._lock = threading.Lock()
        self.received = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Take no more connections; those that are there end with their browser."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self._to_port))
            threading.Thread(target=self._pass, args=(near, far, False), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, True), daemon=True).start()

    def _pass(self, source: socket.socket, to: socket.socket, counts: bool) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(_CHUNK):
                if counts:
                    with self._lock:
                        self.received += len(chunk)
                to.sendall(chunk)
        with contextlib.suppress(OSError):
            to.shutdown(socket.SHUT_RDWR)
