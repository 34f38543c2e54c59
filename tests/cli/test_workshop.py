"""`make workshop` at a terminal: the first of the two commands that anybody has to know."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from served import free_port

pytestmark = pytest.mark.install

ROOT = Path(__file__).parents[2]
CONTROL_C = b"\x03"
LONG_S = 120
INTERRUPTED = {-signal.SIGINT, 128 + signal.SIGINT}
"""How make ends when somebody presses Ctrl-C, whatever the program under it says."""


class Terminal:
    """Somebody at a terminal: what they read so far, and what they type."""

    def __init__(self, screen: int, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._screen = screen
        self._read = b""

    @property
    def text(self) -> str:
        """All that was printed, without colours."""
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self._read.decode("utf-8", "replace")).replace("\r", "")

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._screen, keys)

    def read_until(self, words: str) -> str:
        """Wait until words are there; what stands there by then."""
        deadline = time.monotonic() + LONG_S
        while words not in self.text:
            assert time.monotonic() < deadline, self.text
            assert self._more(), self.text
        return self.text

    def ends(self) -> int:
        """Wait for the end; how it ended."""
        while self._more():
            pass
        return self.process.wait(timeout=LONG_S)

    def _more(self) -> bool:
        ready, _, _ = select.select([self._screen], [], [], LONG_S)
        try:
            new = os.read(self._screen, 65536) if ready else b""
        except OSError:  # nobody has the other side open any more
            new = b""
        self._read += new
        return bool(new)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what make reads, with an environment that is ready: this one, so that nothing is installed again."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copyfile(ROOT / name, folder / name)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (folder / ".venv" / ".installed").touch()
    return folder


@contextmanager
def workshop(checkout: Path, port: int) -> Iterator[Terminal]:
    """`make workshop`, typed at a terminal of its own."""
    screen, keyboard = pty.openpty()
    with subprocess.Popen(
        ["make", "workshop", f"ARGS=--local --no-browser --port {port}"],
        cwd=checkout,
        stdin=keyboard,
        stdout=keyboard,
        stderr=keyboard,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that Ctrl-C is heard by all that run in it
        env={**os.environ, "TERM": "xterm", "PYTHONUTF8": "1"},
    ) as process:
        os.close(keyboard)
        try:
            yield Terminal(screen, process)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            os.close(screen)


def code_in(text: str) -> str:
    """The session code that was printed."""
    found = re.search(r"Session code: (\S+)", text)
    assert found, text
    return found[1]


def test_make_workshop_shows_the_way_in_ends_with_ctrl_c_and_goes_on_with_enter(checkout: Path) -> None:
    port = free_port()
    with workshop(checkout, port) as first:
        shown = first.read_until("Ctrl-C ends it.")
        code = code_in(shown)
        link = f"http://127.0.0.1:{port}/j/{code}"
        assert link in shown.split()
        assert f"http://127.0.0.1:{port}/f/" in shown
        assert len(re.findall("[█▀▄]{8,}", shown)) > 10  # the rows of the QR code
        assert "Installing" not in shown
        with urlopen(link) as page:
            assert code in page.read().decode()
        first.type(CONTROL_C)
        assert first.ends() in {0, *INTERRUPTED}
        assert "Traceback" not in first.text

    with workshop(checkout, port) as second:
        asked = second.read_until("or start a new one (n)?")
        assert f"There is a session of today, with the code {code}." in asked
        second.type(b"\n")
        assert code_in(second.read_until("Ctrl-C ends it.")) == code
        second.type(CONTROL_C)
        assert second.ends() in {0, *INTERRUPTED}
        assert "Traceback" not in second.text
