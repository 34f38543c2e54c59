"""Downloads: the facilitator's kernel puts a file into the spool folder, the facilitator's browser fetches it by id."""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from tornado import web

from journeykit.server.plain import Plain
from journeykit.store.spool import untaken

KEPT_S = 24 * 3600
_CHUNK = 64 * 1024
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".yaml": "application/yaml",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".zip": "application/zip",
}
# A map shown in the browser runs no script, sends nothing and knows no cookie of ours.
_SANDBOX = "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def sweep(spool: Path, *, now: float | None = None) -> None:
    """Remove files that have waited for more than a day, and uploads that no page took within an hour."""
    oldest = (time.time() if now is None else now) - KEPT_S
    old = [file.parent for file in untaken(spool, now=now)]
    for folder in spool.iterdir():
        with suppress(FileNotFoundError):  # its page has taken it in this moment
            if folder.is_dir() and folder.stat().st_mtime < oldest:
                old.append(folder)
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)


def spooled(spool: Path, file_id: str) -> Path | None:
    """The one file under an id; None where there is none."""
    folder = spool / file_id
    if folder.is_symlink() or not folder.is_dir():
        return None
    files = [each for each in folder.iterdir() if each.is_file() and not each.is_symlink()]
    return files[0] if len(files) == 1 else None


class Download(Plain):
    """Sends a file to the facilitator. The route lets through 32 hexadecimal digits and nothing else."""

    async def get(self, file_id: str) -> None:
        """The file to keep; a map can also be looked at, with ?view=1."""
        if not self.visitor.facilitator:
            raise web.HTTPError(403)
        file = spooled(self.house.spool, file_id)
        if file is None:
            raise web.HTTPError(404)
        view = file.suffix == ".html" and self.get_query_argument("view", "") == "1"
        self.set_header("Content-Type", _TYPES.get(file.suffix, "application/octet-stream"))
        self.set_header("Content-Length", str(file.stat().st_size))
        self.set_header("Content-Security-Policy", f"{_SANDBOX}; frame-ancestors 'none'")
        self.set_header(
            "Content-Disposition", f"{'inline' if view else 'attachment'}; filename*=UTF-8''{quote(file.name)}"
        )
        with file.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                self.write(chunk)
                await self.flush()
