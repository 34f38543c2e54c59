"""Files between a facilitator's page and the server: put there for a download, taken from there after an upload."""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from journeykit.errors import JourneykitError
from journeykit.language import _

_ID = re.compile(r"[0-9a-f]{32}")


def put(spool: Path, name: str, content: bytes) -> str:
    """Put a file there for the facilitator's browser; returns the id by which the server hands it out."""
    file_id = secrets.token_hex(16)
    folder = spool / file_id
    folder.mkdir(mode=0o700)
    (folder / name).write_bytes(content)
    return file_id


@contextmanager
def taken(spool: Path, file_id: str) -> Iterator[Path]:
    """A file that was uploaded, for as long as it is read; then it is gone: it may hold single customers' answers.

    Raises JourneykitError where there is none under this id.
    """
    folder = spool / file_id
    files = []
    if _ID.fullmatch(file_id) and folder.is_dir() and not folder.is_symlink():
        files = [each for each in folder.iterdir() if each.is_file() and not each.is_symlink()]
    if len(files) != 1:
        raise JourneykitError(_("The file is no longer there. Please choose it again."))
    try:
        yield files[0]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
