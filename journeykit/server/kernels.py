"""Kernels: each has an owner, there is one for a page, and what nobody is connected to does not pile up."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import uuid4

import zmq
import zmq.asyncio
from ipykernel.kernelspec import RESOURCES
from jupyter_client.kernelspec import NATIVE_KERNEL_NAME, KernelSpec, KernelSpecManager, NoSuchKernel
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.ioloop import IOLoop
from tornado.web import HTTPError
from traitlets import default

from journeykit.language import _
from journeykit.server import provisioner
from journeykit.server.admission import Pass, Refused
from journeykit.server.environment import kernel_environment
from journeykit.server.warm_tree import Copy
from journeykit.session.door import DoorKind

MOST_FOR_ONE = 3
"""Pages that one person may have open at the same time."""
SETTLE_S = 3.0
"""How long a page that lost its connection may come back before a younger page of the same owner replaces it."""
ALONE_S = 900.0
"""How long a kernel lives on when its page is gone: a phone that was locked meanwhile finds everything in the store."""
MAX_SOCKETS = 20_000  # libzmq's own limit of 1023 is reached at about 150 kernels

asking: ContextVar[Pass | None] = ContextVar("asking", default=None)
"""For whom the request in hand wants a kernel. Voilà starts kernels deep inside a page's rendering."""


class OwnPython(KernelSpecManager):
    """One kernelspec: the Python that runs the server. None that somebody installed elsewhere can stand in for it."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Only the native kernel."""
        return {NATIVE_KERNEL_NAME: RESOURCES}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """The native kernel, forked from a warm parent where there is one."""
        if kernel_name != NATIVE_KERNEL_NAME:
            raise NoSuchKernel(kernel_name)
        return KernelSpec(
            resource_dir=RESOURCES,
            argv=[sys.executable, "-m", "journeykit.server.cold_kernel", "-f", "{connection_file}"],
            display_name="Python 3",
            language="python",
            metadata={"kernel_provisioner": {"provisioner_name": provisioner.NAME}},
        )


@dataclass
class Owned:
    """A kernel and whose it is."""

    admitted: Pass
    rendering: bool = True
    """Its page is still being built, so that no browser can be connected yet."""
    alone_since: float = field(default_factory=time.monotonic)
    """When the last browser went; before the first one came, when it began."""
    listening: asyncio.Task[bool] | None = None
    """Whether a forked kernel can be connected to, once that is known; None for one that was not forked."""


class Kernels(AsyncMappingKernelManager):
    """Starts a kernel only for somebody who was admitted, and takes it back when its page is gone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self._owned: dict[str, Owned] = {}

    @default("context")
    def _roomy_context(self) -> zmq.asyncio.Context:
        self._created_context = True
        context = zmq.asyncio.Context()
        context.set(zmq.MAX_SOCKETS, MAX_SOCKETS)
        return context

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override] # the base only is not async
        """A kernel for whom the current request was admitted; `warm` among the arguments is the branch to fork it from.

        Raises Refused when there are too many, CannotFork when the warm parent makes no copy.
        """
        admitted = asking.get()
        if admitted is None:
            raise HTTPError(403)
        for kernel_id in self.of(admitted.owner):
            if not self._owned[kernel_id].rendering and not self.connected(kernel_id):
                await self.end(kernel_id)
        if len(self.of(admitted.owner)) >= MOST_FOR_ONE:
            raise Refused(429, _("You have this page open several times. Close one and try again."))
        inside, most = self.participants(), cast("Any", self.parent).house.most
        if admitted.door is DoorKind.PARTICIPANT and admitted.owner not in inside and len(inside) >= most:
            raise Refused(503, _("The room is full just now. Your place is kept; please try again in a minute."))
        kernel_id = str(uuid4())
        self._owned[kernel_id] = Owned(admitted)
        environment = kernel_environment(os.environ, cast("Any", self.parent).house, admitted)
        try:
            # What a kernel prints belongs to its page; the server's own standard output carries nothing else.
            await super().start_kernel(
                **{**kwargs, "kernel_id": kernel_id, "env": environment, "stdout": subprocess.DEVNULL}
            )
        except BaseException:
            self._owned.pop(kernel_id, None)
            raise
        if (copy := self._copy(kernel_id)) is not None:
            self._owned[kernel_id].listening = asyncio.ensure_future(copy.listening())
            copy.process.when_ended(lambda: asyncio.ensure_future(self._has_ended(kernel_id)))
        return kernel_id

    def pre_start_kernel(self, kernel_name: str | None, kwargs: Any) -> Any:
        """Nobody has to look every few seconds whether a copy still runs: the system tells."""
        manager, *rest = super().pre_start_kernel(kernel_name, kwargs)
        manager.autorestart = kwargs.get("warm") is None
        return manager, *rest

    def start_watching_activity(self, kernel_id: str) -> None:
        """Read along with kernels that need it: of a copy nothing is asked that only its messages tell."""
        if self._copy(kernel_id) is None:
            super().start_watching_activity(kernel_id)  # type: ignore[no-untyped-call]
        else:
            self._kernels[kernel_id].execution_state = "idle"

    async def listening(self, kernel_id: str) -> bool | None:
        """Wait until a copy can be connected to: False when it ended before; None for a kernel that is no copy."""
        owned = self._owned.get(kernel_id)
        return None if owned is None or owned.listening is None else await asyncio.shield(owned.listening)

    def _copy(self, kernel_id: str) -> Copy | None:
        return cast("Copy | None", getattr(self._kernels[kernel_id].provisioner, "copy", None))

    async def _has_ended(self, kernel_id: str) -> None:
        """A copy has ended, by itself or because it was ended."""
        if kernel_id in self and not self._kernels[kernel_id].shutting_down:
            await self.end(kernel_id)
        cast("Any", self.parent).house.warm.tidy()

    async def end(self, kernel_id: str) -> None:
        """End a kernel at once: nothing in it is not in the store already."""
        await self.shutdown_kernel(kernel_id, now=True)  # type: ignore[no-untyped-call]

    async def end_if_there(self, kernel_id: str) -> None:
        """End a kernel that may have ended by itself."""
        if kernel_id in self:
            await self.end(kernel_id)

    def of(self, owner: str) -> list[str]:
        """The kernels of an owner, oldest first."""
        return [kernel_id for kernel_id, owned in self._owned.items() if owned.admitted.owner == owner]

    def owner(self, kernel_id: str) -> str | None:
        """Whose a kernel is; None for an unknown one."""
        owned = self._owned.get(kernel_id)
        return owned.admitted.owner if owned and kernel_id in self else None

    def connected(self, kernel_id: str) -> bool:
        """Whether a browser holds a connection to a kernel."""
        return bool(self._kernel_connections.get(kernel_id, 0) > 0)

    def participants(self) -> set[str]:
        """The seats that have a page."""
        return {owned.admitted.owner for owned in self._owned.values() if owned.admitted.door is DoorKind.PARTICIPANT}

    def count(self) -> int:
        """How many kernels there are."""
        return len(self._owned)

    def rendered(self, owner: str) -> None:
        """The pages of an owner are built, or given up."""
        for kernel_id in self.of(owner):
            self._owned[kernel_id].rendering = False
            IOLoop.current().call_later(ALONE_S, self._end_if_alone, kernel_id)
        self._settle_soon(owner)

    def notify_connect(self, kernel_id: str) -> None:
        """A browser has connected."""
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]
        self._settle_soon(self.owner(kernel_id))

    def notify_disconnect(self, kernel_id: str) -> None:
        """A browser's connection has ended."""
        super().notify_disconnect(kernel_id)  # type: ignore[no-untyped-call]
        if owned := self._owned.get(kernel_id):
            owned.alone_since = time.monotonic()
            IOLoop.current().call_later(ALONE_S, self._end_if_alone, kernel_id)
        self._settle_soon(self.owner(kernel_id))

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that has ended. Its page is told by the end of its connection, and loads itself anew."""
        self._owned.pop(kernel_id, None)
        removed = super().remove_kernel(kernel_id)
        for connection in list(ZMQChannelsWebsocketConnection._open_sockets):
            if connection.kernel_id == kernel_id:
                connection.websocket_handler.close()
        return removed

    def _settle_soon(self, owner: str | None) -> None:
        if owner is not None:
            IOLoop.current().call_later(SETTLE_S, self._settle, owner)

    async def _end_if_alone(self, kernel_id: str) -> None:
        """End what no browser has held for long.

        Jupyter's own culling waits for a kernel to be silent, and one that follows its session never is.
        """
        owned = self._owned.get(kernel_id)
        if owned is None or kernel_id not in self or self.connected(kernel_id):
            return
        if time.monotonic() - owned.alone_since >= ALONE_S - 0.1:
            await self.end(kernel_id)

    async def _settle(self, owner: str) -> None:
        """Keep what is in use: an older page without connection gives way to a younger one that has one."""
        kernel_ids = self.of(owner)
        in_use = [each for each in kernel_ids if self.connected(each)]
        if not in_use:
            return
        for kernel_id in kernel_ids[: kernel_ids.index(in_use[-1])]:
            if not self.connected(kernel_id) and not self._owned[kernel_id].rendering and kernel_id in self:
                await self.end(kernel_id)
