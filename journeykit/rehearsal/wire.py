"""A page's websocket to its kernel, in the protocol that browsers speak."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from tornado.httpclient import HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from journeykit.server.frames import PROTOCOL, parts

_LARGEST_MESSAGE = 100_000_000
_CONTROL = "jupyter.widget.control"
_CONTROL_VERSION = "1.0.0"


@dataclass(frozen=True)
class Message:
    """One message of a kernel."""

    kind: str
    content: dict[str, Any]


class Wire:
    """Says what a page says to its widgets, and hears what they say."""

    def __init__(self, connection: WebSocketClientConnection) -> None:
        self._connection = connection
        self._session = uuid4().hex

    @classmethod
    async def opened(cls, root: str, kernel_id: str, cookies: str) -> Wire:
        """Connect to a page's kernel. Raises tornado's HTTPClientError when the server refuses.

        root: the address of the join page. cookies: as a request's header carries them.
        """
        url = f"{root.replace('http', 'ws', 1)}api/kernels/{kernel_id}/channels?session_id={uuid4().hex}"
        connection = await websocket_connect(
            HTTPRequest(url, headers={"Cookie": cookies}),
            subprotocols=[PROTOCOL],
            max_message_size=_LARGEST_MESSAGE,
        )
        return cls(connection)

    async def states(self) -> dict[str, dict[str, Any]] | None:
        """The state of every widget of the page, as a page asks for it; None when the connection ends before."""
        comm_id = uuid4().hex
        opening = {"comm_id": comm_id, "target_name": _CONTROL, "data": {}}
        await self._say("comm_open", opening, version=_CONTROL_VERSION)
        await self._say("comm_msg", {"comm_id": comm_id, "data": {"method": "request_states"}})
        while message := await self.hear():
            if message.kind == "comm_msg" and message.content["comm_id"] == comm_id:
                return dict(message.content["data"]["states"])
        return None

    async def set(self, widget_id: str, **state: Any) -> None:
        """Set traits of a widget."""
        data = {"method": "update", "state": state, "buffer_paths": []}
        await self._say("comm_msg", {"comm_id": widget_id, "data": data})

    async def send(self, widget_id: str, content: dict[str, Any]) -> None:
        """Send a widget a message of its own."""
        await self._say("comm_msg", {"comm_id": widget_id, "data": {"method": "custom", "content": content}})

    async def hear(self) -> Message | None:
        """The next message; None when the connection has ended."""
        frame = await self._connection.read_message()
        if not isinstance(frame, bytes):
            return None
        _channel, header, _parent, _metadata, content, *_buffers = parts(frame)
        return Message(json.loads(header)["msg_type"], json.loads(content))

    def close(self) -> None:
        """As a browser that goes away."""
        self._connection.close()

    async def _say(self, kind: str, content: dict[str, Any], **metadata: Any) -> None:
        header = {
            "msg_id": uuid4().hex,
            "msg_type": kind,
            "session": self._session,
            "username": "",
            "version": "5.3",
            "date": datetime.now(UTC).isoformat(),
        }
        body = [json.dumps(each).encode() for each in (header, {}, metadata, content)]
        await self._connection.write_message(framed([b"shell", *body]), binary=True)


def framed(body: list[bytes]) -> bytes:
    """Parts as one v1 frame: the number of offsets, the offsets, the parts."""
    offsets = [8 * (len(body) + 2)]
    for each in body:
        offsets.append(offsets[-1] + len(each))
    return b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets)) + b"".join(body)
