"""What a page may say to its kernel and hear from it: owners only, whole frames only, known kinds of messages only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Awaitable
from itertools import pairwise
from typing import Any, cast
from urllib.parse import urlsplit

from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError

from journeykit.server.house import House
from journeykit.server.kernels import Kernels

PROTOCOL = "v1.kernel.websocket.jupyter.org"
MAY_SAY = ("comm_open", "comm_close", "comm_msg", "comm_info_request", "kernel_info_request")
NEVER_SENT = ("execute_input", "error", "stream")
"""Sources and tracebacks stay on the server."""
LARGEST_MESSAGE = 1_000_000
_MOST_PARTS = 4096  # a page with charts asks for the states of all its widgets in one message: a buffer an array


class BadFrame(ValueError):
    """A websocket message that does not keep to the protocol."""


def parts(frame: bytes) -> list[bytes]:
    """The parts of a v1 frame: channel, header, parent header, metadata, content, buffers.

    A frame begins with the number of its offsets, then the offsets, each an unsigned 64-bit little-endian number.
    Raises BadFrame for anything else: the number is the sender's, and believing it would hang the server.
    """
    count = int.from_bytes(frame[:8], "little")
    if not 6 <= count <= _MOST_PARTS or len(frame) < 8 * (count + 1):
        raise BadFrame(f"a frame of {len(frame)} bytes cannot have {count} offsets")
    offsets = [int.from_bytes(frame[8 * i : 8 * (i + 1)], "little") for i in range(1, count + 1)]
    if offsets != sorted(offsets) or offsets[0] < 8 * (count + 1) or offsets[-1] > len(frame):
        raise BadFrame("the offsets do not lie inside the frame, in order")
    return [frame[start:end] for start, end in pairwise(offsets)]


def message_type(frame: bytes) -> str:
    """The kind of message in a v1 frame. Raises BadFrame where there is none."""
    try:
        kind = json.loads(parts(frame)[1])["msg_type"]
    except (ValueError, KeyError, TypeError) as error:
        raise BadFrame(str(error)) from error
    return str(kind)


def refuse_stranger(handler: Any, kernel_id: str) -> None:
    """Raises HTTPError 403 unless the request comes from the kernel's owner, 404 when the kernel is gone."""
    house, kernels = cast(House, handler.settings["house"]), cast(Kernels, handler.settings["kernel_manager"])
    visitor = house.admission.visitor(handler)
    if visitor.participant is None and not visitor.facilitator:
        raise HTTPError(403)
    owner = kernels.owner(kernel_id)
    if owner is None:
        raise HTTPError(404)
    if not visitor.owns(owner):
        raise HTTPError(403)


class KernelPage(KernelHandler):
    """Tells the owner that the kernel lives; a page asks before it draws. Nothing can be changed here."""

    SUPPORTED_METHODS = ("GET",)

    async def prepare(self) -> None:  # type: ignore[override] # as Jupyter's own handlers do
        """Only the owner goes on."""
        refuse_stranger(self, self.path_kwargs["kernel_id"])
        await super().prepare()


_open: defaultdict[str, set[Channels]] = defaultdict(set)
"""The websockets that are open, by their kernel."""


def hang_up(kernel_id: str) -> None:
    """End the websockets to a kernel that has ended: their pages then ask what became of it."""
    for each in tuple(_open.get(kernel_id, ())):
        each.close()


class Channels(KernelWebsocketHandler):
    """The websocket between a page and its kernel."""

    def prepare(self, *args: Any, **kwargs: Any) -> Awaitable[None] | None:  # type: ignore[override] # as Jupyter's do
        """Only the owner goes on, and only with the protocol whose frames are checked here."""
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in [each.strip() for each in offered.split(",")]:
            raise HTTPError(400)
        refuse_stranger(self, self.path_kwargs["kernel_id"])
        return cast("Awaitable[None] | None", super().prepare(*args, **kwargs))

    async def open(self, kernel_id: str) -> None:
        """A page has connected."""
        _open[kernel_id].add(self)
        await super().open(kernel_id)  # type: ignore[no-untyped-call]

    def on_close(self) -> None:
        """A page has gone."""
        _open[self.kernel_id].discard(self)
        if not _open[self.kernel_id]:
            del _open[self.kernel_id]
        super().on_close()  # type: ignore[no-untyped-call]

    def check_origin(self, origin: str | None = None) -> bool:
        """A page of ours, or no page at all; never another site's."""
        asked = origin or self.request.headers.get("Origin")
        if asked is None:
            return True
        house = cast(House, self.settings["house"])
        return urlsplit(asked.lower()).netloc in {self.request.host.lower(), house.address.netloc.lower()}

    def on_message(self, ws_message: str | bytes) -> None:
        """A message from the page. One that is no frame ends the connection."""
        try:
            if not isinstance(ws_message, bytes):
                raise BadFrame("text")
            kind = message_type(ws_message)
        except BadFrame:
            self.close(1002)
            return
        if kind in MAY_SAY:
            super().on_message(ws_message)  # type: ignore[no-untyped-call]

    def write_message(self, message: bytes | str | dict[str, Any], binary: bool = False) -> Any:
        """A message to the page, unless it is one that no page may see."""
        if not isinstance(message, bytes) or message_type(message) in NEVER_SENT:
            return None
        return super().write_message(message, binary)
