"""The link of a session as a picture to scan."""

from __future__ import annotations

import io

import segno
from tornado import web

from journeykit.server.plain import Plain


class QrCode(Plain):
    """`/qr.svg`. It holds the code, so only the facilitator's pages may show it."""

    def get(self) -> None:
        """A picture for the wall or for a sheet of paper."""
        if not self.visitor.facilitator:
            raise web.HTTPError(403)
        drawn = io.BytesIO()
        segno.make(self.house.links.participants_url, error="m").save(
            drawn, kind="svg", scale=8, border=4, light="#fff"
        )
        self.set_header("Content-Type", "image/svg+xml")
        self.finish(drawn.getvalue())
