"""The kernel of one page: it carries what widgets say, and runs no code that anybody sends.

ipykernel's own base class without its shell, debugger, history, heartbeat and threads. All of it lives in one thread,
so that a forked copy of a warm parent costs a few megabytes and some milliseconds.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import comm
import zmq
from ipykernel.ipkernel import IPythonKernel  # its module makes comm's comms ipykernel's
from ipykernel.kernelbase import Kernel
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from zmq.eventloop.zmqstream import ZMQStream

from journeykit.server.frames import MAY_SAY
from journeykit.server.telling import Telling

_SUBSCRIBED = b"\x01"


class PageKernel(Kernel):
    """Answers for comms and says who it is. Everything else is refused, whoever asks."""

    implementation = "journeykit"
    implementation_version = "1"
    language_info = IPythonKernel.language_info
    banner = "A page of journeykit"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        manager = comm.get_comm_manager()
        handlers = {kind: getattr(manager, kind) for kind in ("comm_open", "comm_msg", "comm_close")}
        self.shell_handlers = {kind: handlers.get(kind) or getattr(self, kind) for kind in MAY_SAY}
        self.control_handlers = {kind: getattr(self, kind) for kind in ("kernel_info_request", "shutdown_request")}
        self.comm_manager = manager
        for each in manager.comms.values():  # opened before there was a kernel: without one a widget sends no change
            each.kernel = self  # type: ignore[attr-defined] # they are ipykernel's, which have one
        self.iopub_socket = Telling(self.iopub_socket, self._greet)

    def _greet(self, frames: list[bytes]) -> None:
        """Tell a page that has just subscribed that it hears: whoever connects waits for a first message."""
        if frames[0].startswith(_SUBSCRIBED):
            self._publish_status("idle", "shell", parent={})  # type: ignore[no-untyped-call]

    async def do_shutdown(self, restart: bool) -> dict[str, Any]:
        """End the process; nothing in it is not in the store already."""
        IOLoop.current().add_callback(IOLoop.current().stop)
        return {"status": "ok", "restart": restart}


def serve(connection_file: Path, ready: Callable[[], None], arrive: Callable[[], None]) -> None:
    """Be a page's kernel until it is told to end.

    connection_file: Jupyter's, with the addresses to listen on and the key. ready: called when somebody may connect.
    arrive: fills the page for its visitor; what connects meanwhile waits.
    """
    asyncio.set_event_loop(asyncio.new_event_loop())
    told = json.loads(connection_file.read_text(encoding="utf-8"))
    context = zmq.Context()

    def bound(kind: int, channel: str) -> zmq.Socket[bytes]:
        socket = context.socket(kind)
        socket.linger = 1000
        port, address = told[f"{channel}_port"], f"{told['transport']}://{told['ip']}"
        socket.bind(f"{address}-{port}" if told["transport"] == "ipc" else f"{address}:{port}")
        return socket

    shell, control, iopub = bound(zmq.ROUTER, "shell"), bound(zmq.ROUTER, "control"), bound(zmq.XPUB, "iopub")
    stdin = bound(zmq.ROUTER, "stdin")  # nobody is asked for anything, but who connects must find it
    shell.router_handover = control.router_handover = 1
    iopub.xpub_verbose = 1
    ready()
    arrive()  # before there is a kernel: what widgets say meanwhile goes to nobody, and is not even written
    kernel = PageKernel.instance(
        session=Session(key=told["key"].encode(), signature_scheme=told["signature_scheme"]),
        shell_stream=ZMQStream(shell),
        control_stream=ZMQStream(control),
        iopub_socket=iopub,
        stdin_socket=stdin,
        log=logging.getLogger("journeykit.kernel"),
    )
    kernel.start()  # type: ignore[no-untyped-call]
    IOLoop.current().start()
