"""Files that commands write: whole or not at all, and a refusal in words when it cannot be done."""

from __future__ import annotations

import tempfile
from pathlib import Path

from journeykit.errors import JourneykitError
from journeykit.language import _


def write_text(path: Path, text: str) -> None:
    """Write a text as UTF-8. Raises JourneykitError where the file cannot be written."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, content: bytes, *, private: bool = False) -> None:
    """Write a file; one that was there stays as it was until the new one is whole.

    private: only this user may read it. Raises JourneykitError where the file cannot be written.
    """
    try:
        if path.exists() and not path.is_file():  # /dev/stdout and the like
            path.write_bytes(content)
            return
        mode = path.stat().st_mode if path.exists() else 0o644
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as draft:
            draft.write(content)
        try:
            Path(draft.name).chmod(0o600 if private else mode)
            Path(draft.name).replace(path)
        finally:
            Path(draft.name).unlink(missing_ok=True)
    except OSError as error:
        raise JourneykitError(
            _("{file} cannot be written: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
