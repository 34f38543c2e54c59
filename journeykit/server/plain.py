"""Pages without a kernel: how they are drawn, which headers they carry, and what an error looks like."""

from __future__ import annotations

import re
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

import jinja2
from tornado import web
from tornado.httputil import HTTPServerRequest
from tornado.log import access_log, app_log

from journeykit.language import _, ngettext, spoken
from journeykit.server.admission import Refused, Visitor
from journeykit.server.assets import SHELF
from journeykit.server.house import House

_HERE = Path(__file__).parent
_pages = jinja2.Environment(
    loader=jinja2.FileSystemLoader(_HERE / "pages"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)
_pages.globals.update(_=_, ngettext=ngettext, address=SHELF.address)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PLAIN_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
WAIT_S = 60
"""After how long somebody who was told to wait may try again."""
_SECRET_PATHS = re.compile(r"/(f|j|c|files)/[^/?]+")


def said_path(request: HTTPServerRequest) -> str:
    """A request's path as logs may hold it: no key, no code, no query."""
    return _SECRET_PATHS.sub(r"/\1/...", request.path)


def log_request(handler: web.RequestHandler) -> None:
    """Log what went wrong, and nothing else: no address, no key, no answer."""
    status = handler.get_status()
    if status >= 500 and status != HTTPStatus.SERVICE_UNAVAILABLE:  # which says on purpose that the room is full
        access_log.error("%d %s %s", status, handler.request.method, said_path(handler.request))
    elif status >= 400:
        access_log.info("%d %s %s", status, handler.request.method, said_path(handler.request))


def _error_words(status: int) -> tuple[str, str]:
    known = {
        400: (_("We did not understand that"), _("Please go back to the start and try again.")),
        403: (_("This page is not open to you"), _("Join with the code that the facilitator shows.")),
        404: (_("There is nothing here"), _("The link may be old or mistyped.")),
        429: (_("One moment"), _("Please try again in a few minutes.")),
        503: (_("The room is full"), _("Please try again in a minute.")),
    }
    return known.get(status, (_("Something went wrong here"), _("Your answers are kept. Please try again.")))


class Speaking(web.RequestHandler):
    """What every page of ours can do, those with a kernel too."""

    @property
    def house(self) -> House:
        """What this server shares."""
        return cast(House, self.settings["house"])

    @cached_property
    def visitor(self) -> Visitor:
        """Who asks."""
        return self.house.admission.visitor(self)

    def drawn(self, page: str, **values: Any) -> str:
        """A page of the folder pages/, filled."""
        return _pages.get_template(f"{page}.html").render(
            root=self.house.address.base_url,
            language=spoken(),
            journey=self.house.journey,
            rehearsal=self.house.session.rehearsal,
            xsrf=self.xsrf_form_html,
            **values,
        )

    def go(self, path: str) -> None:
        """Send the browser to another page of ours."""
        self.redirect(self.house.address.base_url + path, status=303)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """An error in plain words."""
        error = kwargs.get("exc_info", (None, None))[1]
        title, text = _error_words(status_code)
        if isinstance(error, Refused):
            text = error.text
        if status_code in (429, 503):
            self.set_header("Retry-After", str(WAIT_S))
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.finish(self.drawn("error", title=title, text=text, retry=status_code in (429, 500, 503)))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log an unexpected error without the request, which may hold a key or an answer."""
        if not isinstance(value, web.HTTPError):
            said = f"{self.request.method} {said_path(self.request)}"
            app_log.error("Unexpected error at %s", said, exc_info=(typ, value, tb))

    def check_xsrf_cookie(self) -> None:
        """Refuse a form that was not ours. Raises Refused."""
        try:
            super().check_xsrf_cookie()
        except web.HTTPError as error:
            raise Refused(
                403,
                _("Your browser did not send our cookie back. Allow cookies for this page, go back and try again."),
            ) from error


class Plain(Speaking):
    """A page without a kernel."""

    def set_default_headers(self) -> None:
        """Nothing from elsewhere, nothing kept, nothing told to others."""
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", PLAIN_POLICY)
        self.set_header("Cache-Control", "no-store")


class Nothing(Plain):
    """Every address that is not known here."""

    def prepare(self) -> None:
        """404, in plain words."""
        raise web.HTTPError(404)

    def check_xsrf_cookie(self) -> None:
        """Nothing happens here, so nothing needs protection; the answer stays 404."""


class ForeignHost(Nothing):
    """A request for a Host that is not ours."""

    def prepare(self) -> None:
        """400, with the way out."""
        raise Refused(
            400,
            _(
                "This server does not know that address. Open the link that the facilitator shows. Facilitators: behind"
                " a proxy or under another name, start with --public-url."
            ),
        )
