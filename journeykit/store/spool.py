"""Uploads in the spool folder that nobody took: they may hold single customers' answers, and must not lie about."""

from __future__ import annotations

import time
from pathlib import Path

UPLOADED = "upload"
"""What every uploaded file is called in the spool: the name it had stays in the browser that sent it."""
TAKEN_S = 3600
"""How long an upload waits for its page, which takes it within seconds if it takes it at all."""


def untaken(spool: Path, *, now: float | None = None) -> list[Path]:
    """The uploads to which nothing has come for more than an hour."""
    oldest = (time.time() if now is None else now) - TAKEN_S
    return [file for file in spool.glob(f"*/{UPLOADED}") if _changed(file) < oldest]


def _changed(file: Path) -> float:
    """When a file was written to; never long ago for one that its page has taken in this moment."""
    try:
        return file.lstat().st_mtime
    except FileNotFoundError:
        return float("inf")
