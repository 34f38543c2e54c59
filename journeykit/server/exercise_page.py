"""A notebook of the exercises as a page: who may open it, when its turn comes, and whose its kernel is."""

from __future__ import annotations

from collections.abc import Awaitable
from pathlib import Path
from typing import Any, cast

from jupyter_client.kernelspec import NATIVE_KERNEL_NAME
from tornado import web
from tornado.iostream import StreamClosedError
from voila.tornado.handler import TornadoVoilaHandler

from journeykit.language import _
from journeykit.server.admission import Pass, Refusal, Refused, may_open
from journeykit.server.first_words import PLACE, first_words
from journeykit.server.kernels import Kernels, asking
from journeykit.server.plain import Speaking
from journeykit.server.warm_tree import CannotFork
from journeykit.session.door import DoorKind


class ExercisePage(Speaking, TornadoVoilaHandler):
    """Renders a notebook for somebody who was admitted."""

    SUPPORTED_METHODS = ("GET",)
    _admitted: Pass | None = None

    @property
    def content_security_policy(self) -> str:
        """Widgets need inline scripts and blobs; nothing comes from or goes to another machine."""
        host = self.request.host
        return (
            "default-src 'self'; script-src 'self' 'unsafe-inline' blob:; style-src 'self' 'unsafe-inline'; "
            f"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws://{host} wss://{host} blob:; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )

    async def prepare(self) -> None:  # type: ignore[override] # as Jupyter's own handlers do
        """Only those who may open the notebook go on. The query belongs to nobody: Voilà must not read it."""
        self._admitted = self._pass()
        if self._finished:
            return
        self.request.arguments.clear()
        self.request.query_arguments.clear()
        self.request.query = ""
        await super().prepare()

    async def get(self, path: str | None = None) -> None:
        """Start the kernel and send the page as it is built."""
        admitted = self._admitted
        if admitted is None:
            return
        waits = admitted.door is DoorKind.PARTICIPANT
        if waits and not self.house.turns.claim(admitted.owner):
            self.go("lobby?again=1")
            return
        token = asking.set(admitted)
        try:
            if not await self._send_ready(path or ""):
                await cast("Awaitable[None]", super().get(path))
        except StreamClosedError:  # the browser has gone on; the next page finds everything in the store
            pass
        finally:
            asking.reset(token)
            if waits:
                self.house.turns.done(admitted.owner)
            cast(Kernels, self.kernel_manager).rendered(admitted.owner)

    async def _send_ready(self, path: str) -> bool:
        """Send the page that stands ready, with a kernel forked for it; False where there is none."""
        if (branch := await self.house.warm.page(self.house.exercises / path)) is None:
            return False
        page = await self.house.ready_pages.of(branch, path)
        words = first_words(self.house, self._admitted) if self._admitted else ""
        try:
            kernel_id = await cast(Kernels, self.kernel_manager).start_kernel(
                kernel_name=NATIVE_KERNEL_NAME, path=str(Path(path).parent), warm=branch
            )
        except CannotFork as error:
            self.house.warm.cannot(str(error))
            return False
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        await self.finish(page.of(kernel_id, PLACE, words))
        return True

    def write(self, chunk: str | bytes | dict[str, Any]) -> None:
        """A part of the page; what the visitor reads first comes into its place."""
        if isinstance(chunk, str) and self._admitted is not None and PLACE in chunk:
            chunk = chunk.replace(PLACE, first_words(self.house, self._admitted))
        super().write(chunk)

    def _pass(self) -> Pass | None:
        answer = may_open(self.path_args[0] if self.path_args else "", self.visitor)
        if isinstance(answer, Pass):
            return answer
        if answer is Refusal.STEPPED_ASIDE:
            self.set_status(403)
            self.finish(self.drawn("stepped_aside"))
            return None
        if answer is Refusal.JOIN_FIRST:
            raise Refused(403, _("Join first, with the code that the facilitator shows."))
        if answer is Refusal.FACILITATOR_ONLY:
            raise Refused(403, _("This page is for the facilitator. It opens with the facilitator's link."))
        raise web.HTTPError(404)

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Not Jupyter's log, which prints the request."""
        Speaking.log_exception(self, typ, value, tb)
