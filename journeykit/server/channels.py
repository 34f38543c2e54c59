"""What a page may say to its kernel and hear from it: owners only, whole frames only, known kinds of messages only."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable
from typing import Any, cast
from urllib.parse import urlsplit

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.services.kernels.websocket import KernelWebsocketHandler
from tornado.web import HTTPError

from journeykit.server.frames import MAY_SAY, NEVER_SENT, PROTOCOL, BadFrame, message_type
from journeykit.server.house import House
from journeykit.server.kernels import Kernels


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


class PageConnection(ZMQChannelsWebsocketConnection):
    """What a websocket has of its kernel; of a copy of a warm parent what a page needs, without any waiting."""

    _is_copy: bool | None = None
    _is_new = False

    @property
    def _kernels(self) -> Kernels:
        return cast(Kernels, self.multi_kernel_manager)

    async def prepare(self) -> None:
        """Wait until the kernel listens. Raises HTTPError 404 for one that ended before."""
        self._is_copy = await self._kernels.listening(self.kernel_id)
        if self._is_copy is None:
            await super().prepare()  # type: ignore[no-untyped-call]
        elif self._is_copy:
            self.session.key = self.kernel_manager.session.key
            await self._register_session()  # type: ignore[no-untyped-call]
        else:
            raise HTTPError(404)

    def create_stream(self) -> None:
        """Connect. A page has nothing to say on the other channels."""
        if self._is_copy is None:
            super().create_stream()  # type: ignore[no-untyped-call]
            return
        for name in ("iopub", "shell"):
            self.channels[name] = getattr(self.kernel_manager, f"connect_{name}")(identity=self.session.bsession)
            self.channels[name].channel = name
        self._is_new = True

    def nudge(self) -> asyncio.Future[None]:
        """Done when the page hears its kernel: a copy greets whoever subscribes, another one has to be asked."""
        if self._is_copy is None:
            return super().nudge()
        heard: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if not self._is_new:  # a page that comes back is given the sockets that it had: they hear already
            heard.set_result(None)
            return heard
        iopub = self.channels["iopub"]

        def hear(_frames: list[bytes]) -> None:
            iopub.stop_on_recv()
            if not heard.done():
                heard.set_result(None)

        iopub.on_recv(hear)
        return heard


_EXTENSIONS = "Sec-WebSocket-Extensions"
_open: defaultdict[str, set[Channels]] = defaultdict(set)
"""The websockets that are open, by their kernel."""


def hang_up(kernel_id: str) -> None:
    """End the websockets to a kernel that has ended: their pages then ask what became of it."""
    for each in tuple(_open.get(kernel_id, ())):
        each.close()


class Channels(KernelWebsocketHandler):
    """The websocket between a page and its kernel."""

    @property
    def kernel_websocket_connection_class(self) -> type[PageConnection]:
        """Ours, where Jupyter would take one from its settings."""
        return PageConnection

    def prepare(self, *args: Any, **kwargs: Any) -> Awaitable[None] | None:  # type: ignore[override] # as Jupyter's do
        """Only the owner goes on, and only with the protocol whose frames are checked here."""
        offered = self.request.headers.get("Sec-WebSocket-Protocol", "")
        if PROTOCOL not in [each.strip() for each in offered.split(",")]:
            raise HTTPError(400)
        refuse_stranger(self, self.path_kwargs["kernel_id"])
        self._compress_each_by_itself()
        return cast("Awaitable[None] | None", super().prepare(*args, **kwargs))

    def _compress_each_by_itself(self) -> None:
        """Answer as if the page had asked for it: what was said before is not kept, 0.3 MB for each page."""
        if "permessage-deflate" in self.request.headers.get(_EXTENSIONS, ""):
            self.request.headers[_EXTENSIONS] = (
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
            )

    async def open(self, kernel_id: str) -> None:
        """A page has connected."""
        self.set_nodelay(True)  # or each answer of two frames waits 40 ms for the page to confirm the first one
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
