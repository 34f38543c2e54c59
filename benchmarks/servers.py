"""Servers under test: ours, stock Voilà, and any other one; each in processes of its own that end with it."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Self

import psutil  # type: ignore[import-untyped]
from results import ROOT, Failed, say
from sqlalchemy import Engine
from tree import Tree

from journeykit.interchange.material_folder import read_material
from journeykit.models.entry import Ready
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role, Session
from journeykit.session.invitation import join, new_session, session_by_id
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.store.engine import open_store

JOURNEY = "airport_departure"
"""The sample journey of eight steps that every server asks about."""
APPS = ROOT / "benchmarks" / "apps"
_STARTS_IN_S = 120.0
_ENDS_IN_S = 60.0
_AN_HOUR_S = 3600


class NotStarted(Failed):
    """A server that did not come up; its last words."""


class Server:
    """A program that serves pages on a port of this machine."""

    def __init__(self, command: list[str], *, port: int, path: str = "/", environment: dict[str, str] | None = None):
        self.port, self.url = port, f"http://127.0.0.1:{port}{path}"
        self._command, self._environment = command, environment or {}
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        self.folder, self.log = folder, folder / "server.log"
        try:
            self._start()
            self.tree = Tree(self.process.pid)
            self._wait()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is not None:
            say(f"ended by itself: {self.last_words()}")
        elif "ERROR" in self.log.read_text(errors="replace"):
            say(f"said of an error: {self.last_words()}")
        self._stack.close()

    def _start(self) -> None:
        home = {"JOURNEYKIT_HOME": str(self.folder / "home")}
        out = self._stack.enter_context(self.log.open("wb"))
        self.process = subprocess.Popen(
            [each.format(folder=self.folder) for each in self._command],
            stdin=subprocess.DEVNULL,
            stdout=self._output() or out,
            stderr=out,
            env={**os.environ, **home, **self._environment},
            cwd=self.folder,
        )
        self._stack.callback(self._stop)

    def _output(self) -> int | None:
        """Where its standard output goes; None for the log."""
        return None

    def _wait(self) -> None:
        ends = time.monotonic() + _STARTS_IN_S
        while time.monotonic() < ends:
            if self.process.poll() is not None:
                break
            if answers(self.url):
                return
            time.sleep(0.1)
        raise NotStarted(self.last_words())

    def _stop(self) -> None:
        """End it and whatever it leaves behind."""
        family = self.tree.processes() if self.process.poll() is None and hasattr(self, "tree") else []
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_ENDS_IN_S)
        for each in [each for each in family if each.is_running()]:
            with contextlib.suppress(psutil.NoSuchProcess):
                each.kill()
        self.process.kill()
        self.process.wait()

    def last_words(self) -> str:
        """The end of the server's log."""
        return f"{self._command[0]}: {self.log.read_text(errors='replace')[-2000:]}"


class Ours(Server):
    """`journeykit serve` with a new session, whose room is at the predict exercise.

    most: how many pages it may hold, where the usual number does not do. page: what `url` leads to.
    """

    def __init__(self, *, most: int | None = None, page: str = "") -> None:
        program = str(Path(sys.executable).with_name("journeykit"))
        more = ["--most", str(most)] if most else []
        store = "sqlite:///{folder}/store.sqlite"
        command = [program, "serve", JOURNEY, "--json", "--no-browser", "--new", "--local", "--port", "0"]
        super().__init__([*command, "--store", store, *more], port=0)
        self._page = page

    def _output(self) -> int:
        return subprocess.PIPE

    def _wait(self) -> None:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise NotStarted(self.last_words())
        self.links: dict[str, Any] = json.loads(line)
        self.code: str = self.links["code"]
        self.root = self.links["participants_url"].removesuffix(f"j/{self.code}")
        self.port, self.url = self.links["port"], self.root + self._page
        self.engine = open_store(f"sqlite:///{self.folder}/store.sqlite")
        self._stack.callback(self.engine.dispose)
        self.session = session_by_id(self.engine, self.links["session_id"])
        _lead_to_predict(self.engine, self.session)

    def seated(self) -> str:
        """Somebody new who has read the welcome; the return code, with which a browser takes the seat."""
        seat = join(self.engine, self.code, Role.BACK_OFFICE)
        Participant(self.engine, seat, View(self.engine, seat.session_id)).say(Ready(agrees_to_open_mode=False))
        return seat.return_code


class Stock(Server):
    """The `voila` program with its own template, serving one notebook to whoever comes."""

    def __init__(self, notebook: Path, environment: dict[str, str] | None = None) -> None:
        port = free_port()
        program = str(Path(sys.executable).with_name("voila"))
        command = [program, str(notebook), "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1"]
        super().__init__(command, port=port, environment=environment)

    def _wait(self) -> None:
        """Any page of it but the notebook, which would start a kernel."""
        notebook, self.url = self.url, f"{self.url}voila/static/not_there"
        try:
            super()._wait()
        finally:
            self.url = notebook

    @property
    def root(self) -> str:
        """The address of its page."""
        return self.url


class StockForm(Stock):
    """Stock Voilà with the predict exercise's two widgets: no session, no store, no other screen."""

    def __init__(self) -> None:
        super().__init__(APPS / "stock_voila.ipynb")


class StockSession(Stock):
    """Stock Voilà with the very notebook that our participants get; all who come are at the same seat."""

    def __init__(self) -> None:
        super().__init__(ROOT / "exercises" / "session.ipynb")

    def _start(self) -> None:
        store = f"sqlite:///{self.folder}/store.sqlite"
        engine = open_store(store)
        session = new_session(engine, read_material(ROOT / "sample_journeys" / JOURNEY))
        _lead_to_predict(engine, session)
        seat = join(engine, session.code, Role.BACK_OFFICE)
        engine.dispose()
        self._environment = {
            "JOURNEYKIT_DOOR": "participant",
            "JOURNEYKIT_STORE": store,
            "JOURNEYKIT_SESSION": session.session_id,
            "JOURNEYKIT_SEAT": seat.seat_id,
            "JOURNEYKIT_DEVICE": str(seat.device),
        }
        super()._start()


def _lead_to_predict(engine: Engine, session: Session) -> None:
    """The room begins and goes on to the exercise, which stays open for an hour."""
    room = Room(engine, View(engine, session.session_id))
    room.begin()
    while room.view.now().exercise.id is not ExerciseId.PREDICT:
        room.next()
    room.extend(_AN_HOUR_S)


def answers(url: str) -> bool:
    """Whether a server says anything at an address."""
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            answer.read()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_room() -> None:
    """Raise this program's limit of open files: it holds a connection for everybody."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
