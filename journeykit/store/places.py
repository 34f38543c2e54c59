"""Where this computer keeps what must last: the store, the secret, files on their way out. Nothing here is served."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path

import platformdirs

SECRET_BYTES = 32


def data_folder() -> Path:
    """The folder for everything that must last, closed to other users; JOURNEYKIT_HOME puts it elsewhere."""
    home = os.environ.get("JOURNEYKIT_HOME")
    folder = Path(home) if home else Path(platformdirs.user_data_dir("journeykit", appauthor=False))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def default_store_url() -> str:
    """The address of this computer's own store."""
    return f"sqlite:///{(data_folder() / 'journeykit.sqlite').as_posix()}"


def rehearsal_store_url() -> str:
    """The address of the store of rehearsals: simulated people never come near real ones."""
    return f"sqlite:///{(data_folder() / 'rehearsal.sqlite').as_posix()}"


def spool_folder() -> Path:
    """The folder in which files wait for their download."""
    folder = data_folder() / "spool"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def secret() -> bytes:
    """The secret of this computer, made at the first call: it signs cookies and makes facilitators' keys."""
    file = data_folder() / "secret"
    if not file.exists():
        handle, draft = tempfile.mkstemp(dir=file.parent)  # mkstemp makes it 0600
        with os.fdopen(handle, "wb") as opened:
            opened.write(secrets.token_bytes(SECRET_BYTES))
        try:
            os.link(draft, file)
        except FileExistsError:  # another process was first: its secret stands
            pass
        except OSError:  # a file system without links, as on a memory stick
            shutil.copyfile(draft, file)
            file.chmod(0o600)
        Path(draft).unlink()
    return file.read_bytes()
