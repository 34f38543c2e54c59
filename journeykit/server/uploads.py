"""Uploads: the facilitator's browser streams a file into the spool folder, the facilitator's kernel reads it by id."""

from __future__ import annotations

import secrets
import shutil
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

from tornado import web

from journeykit.language import _
from journeykit.server.admission import Refused
from journeykit.server.files import sweep
from journeykit.server.plain import Plain
from journeykit.store.spool import UPLOADED

LARGEST = 5_000_000
"""The most bytes of one file."""
HEADER = "X-Journeykit"
"""Only a script of our own pages can send it: a form cannot, and a browser does not let another site's script."""


@web.stream_request_body
class Upload(Plain):
    """Takes one file as the body of a request, and answers with the id under which it waits."""

    SUPPORTED_METHODS = ("POST",)
    _file: BinaryIO | None = None
    _folder: Path | None = None

    def check_xsrf_cookie(self) -> None:
        """The header stands in for the token, which a script cannot read here. Raises Refused without it."""
        if self.request.headers.get(HEADER) != "1":
            raise Refused(HTTPStatus.FORBIDDEN, _("This address takes files from the prepare page only."))

    def prepare(self) -> None:
        """Refuse before the first byte is taken. Raises HTTPError 403, 411 or 413."""
        if not self.visitor.facilitator:
            raise web.HTTPError(HTTPStatus.FORBIDDEN)
        length = self.request.headers.get("Content-Length", "")
        if not length.isdecimal():
            raise web.HTTPError(HTTPStatus.LENGTH_REQUIRED)
        if int(length) > LARGEST:
            raise Refused(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                _("This file is too large. There is room for {n} MB.").format(n=LARGEST // 1_000_000),
            )
        self.request.connection.set_max_body_size(LARGEST)  # type: ignore[union-attr] # a request that came has one
        sweep(self.house.spool)
        self._id = secrets.token_hex(16)
        self._folder = self.house.spool / self._id
        self._folder.mkdir(mode=0o700)
        self._file = (self._folder / UPLOADED).open("xb")

    def data_received(self, chunk: bytes) -> None:
        """A piece of the file."""
        if self._file is not None:
            self._file.write(chunk)

    def post(self) -> None:
        """All is there: JSON with the id."""
        self._close()
        self._folder = None  # from now on it is the kernel's
        self.finish({"id": self._id})

    def on_finish(self) -> None:
        """What did not arrive whole is removed."""
        self._give_up()

    def on_connection_close(self) -> None:
        """The browser went away in the middle."""
        self._give_up()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _give_up(self) -> None:
        self._close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
