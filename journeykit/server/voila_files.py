"""Voilà's own scripts and styles: the same for everybody, and nothing else of this computer."""

from __future__ import annotations

from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.web import HTTPError, RequestHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler

_POLICY = "default-src 'none'; frame-ancestors 'none'"


class _Quiet(RequestHandler):
    """Errors say nothing but their number: scripts and styles are read by no person."""

    def set_default_headers(self) -> None:
        """A browser guesses nothing."""
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Security-Policy", _POLICY)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 - the names are tornado's
        """Only the number."""
        self.finish(str(status_code))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """A file that is not there is no news."""
        if not isinstance(value, HTTPError):
            super().log_exception(typ, value, tb)


class TemplateFile(_Quiet, TemplateStaticFileHandler):
    """A file of a Voilà template."""

    def parse_url_path(self, path: str) -> str:
        """The file's path. Raises HTTPError 404 for a path that is none, where Voilà fails with 500."""
        if ".." in path.split("/"):
            raise HTTPError(404)
        try:
            return str(super().parse_url_path(path))  # type: ignore[no-untyped-call]
        except (AssertionError, ValueError) as error:
            raise HTTPError(404) from error


class VoilaFile(_Quiet, MultiStaticFileHandler):
    """A file of Voilà's front end."""


class LabFile(_Quiet, FileFindHandler):
    """A file of a widget library."""


class ThemeFile(_Quiet, ThemesHandler):
    """A file of Jupyter's theme."""
