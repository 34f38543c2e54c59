"""`/erase`: somebody deletes their answers, from the device that holds their seat, at any time."""

from __future__ import annotations

import asyncio
from http import HTTPStatus
from typing import cast

from tornado.ioloop import IOLoop

from journeykit.errors import JourneykitError
from journeykit.language import _, ngettext
from journeykit.server.admission import Refused
from journeykit.server.channels import hang_up
from journeykit.server.kernels import Kernels
from journeykit.server.plain import Plain
from journeykit.session.erasing import answers_of, erase_seat

LAST_WORD_S = 10.0
"""How long the pages of a seat that is gone may say so before their kernels end."""


async def _end(kernels: Kernels, kernel_id: str) -> None:
    """End a kernel, and tell its pages."""
    await kernels.end_if_there(kernel_id)
    hang_up(kernel_id)


class ErasePage(Plain):
    """Asks once, removes, and says what was removed."""

    def get(self) -> None:
        """What will be removed."""
        if self.visitor.seat is None:
            self.go("")
        elif self.visitor.stepped_aside:
            self.set_status(HTTPStatus.FORBIDDEN)
            self.finish(self.drawn("stepped_aside"))
        else:
            self.finish(self.drawn("erase", answers=answers_of(self.house.engine, self.visitor.seat)))

    async def post(self) -> None:
        """Remove the seat. Raises Refused when it is not this browser's."""
        seat = self.visitor.seat
        if seat is None:
            self.go("")
            return
        try:  # in a thread: cutting the store's log waits for those who read
            removed = await asyncio.to_thread(erase_seat, self.house.engine, seat)
        except JourneykitError as error:
            raise Refused(HTTPStatus.FORBIDDEN, str(error)) from error
        self.house.forget(seat)
        self.house.admission.let_go(self)
        kernels = cast(Kernels, self.settings["kernel_manager"])
        for kernel_id in kernels.of(seat.seat_id):
            self.house.ended_kernels.add(kernel_id)
            IOLoop.current().call_later(LAST_WORD_S, _end, kernels, kernel_id)
        told = ngettext("{n} answer was removed.", "{n} answers were removed.", removed).format(n=removed)
        if removed == 0:
            told = _("There were no answers to remove.")
        self.finish(self.drawn("erased", told=told))
