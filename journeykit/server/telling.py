"""The socket on which a page's kernel tells what is new."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import zmq
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream


class Telling:
    """The socket on which a kernel tells what is new. It sends at once, and notices each page that begins to hear.

    A zmq socket says only once that there is something to read, and sending may be what it says it to: whoever has
    subscribed at that moment would never be greeted, and wait for ever.
    """

    def __init__(self, socket: zmq.Socket[bytes], greet: Callable[[list[bytes]], None]) -> None:
        self._socket, self._stream = socket, ZMQStream(socket)
        self._stream.on_recv(greet)

    def send_multipart(self, frames: list[Any], **how: Any) -> Any:
        """Send, as the socket does."""
        sent = self._socket.send_multipart(frames, **how)
        if cast(int, self._socket.events) & zmq.POLLIN:
            IOLoop.current().add_callback(self._stream.flush, zmq.POLLIN)
        return sent
