from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.errors import JourneykitError
from journeykit.interchange.material_folder import read_material
from journeykit.session.invitation import new_session
from journeykit.shipped import shipped
from journeykit.store.engine import open_store
from journeykit.store.places import default_store_url

SERVE = [
    sys.executable,
    "-c",
    "from journeykit.cli.app import main; main()",
    "serve",
    "--json",
    "--local",
    "--port",
    "0",
]


@contextmanager
def served(*options: str, stdin: int = subprocess.DEVNULL) -> Iterator[dict[str, str | int]]:
    """What a started server says of itself; it is ended with SIGTERM, and must then end well and silent."""
    with subprocess.Popen([*SERVE, *options], stdin=stdin, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)
            more = process.communicate(timeout=60)[0]
        assert (process.returncode, more) == (0, "")


@contextmanager
def terminal(typed: str) -> Iterator[int]:
    """The standard input of somebody who sits at a terminal and types this."""
    keyboard, stdin = pty.openpty()
    os.write(keyboard, typed.encode())
    try:
        yield stdin
    finally:
        os.close(stdin)
        os.close(keyboard)


@pytest.fixture
def today() -> str:
    """The id of a session of today on the clinic visit, in this test's own store."""
    engine = open_store(default_store_url())
    session = new_session(engine, read_material(shipped("sample_journeys") / "clinic_visit"))
    engine.dispose()
    return session.session_id


def test_one_json_line_tells_scripts_the_way_in_and_nobody_is_asked(today: str):
    with served() as told:
        assert set(told) == {
            "participants_url", "facilitator_url", "projector_url", "session_id", "code", "port", "pid",
        }  # fmt: skip
        assert told["session_id"] != today
        with urlopen(str(told["participants_url"])) as page:
            assert page.status == 200
            assert str(told["code"]) in page.read().decode()


def test_a_script_can_go_on_with_the_newest_session(today: str):
    with served("--continue") as told:
        assert told["session_id"] == today


def test_enter_at_a_terminal_goes_on_with_todays_session(today: str):
    with terminal("\n") as enter, served(stdin=enter) as told:
        assert told["session_id"] == today


def test_n_at_a_terminal_starts_a_new_session(today: str):
    with terminal("n\n") as no, served(stdin=no) as told:
        assert told["session_id"] != today


def test_a_session_of_another_journey_than_the_one_named_is_not_gone_on_with(today: str):
    with served("coffee_shop", "--continue") as told:
        assert told["session_id"] != today


@pytest.mark.parametrize(
    "options", [["--new", "--continue"], ["--local", "--host", "127.0.0.1"], ["--port", "99999"], ["--fly"]]
)
def test_options_that_make_no_sense_are_a_wrong_use(options: list[str]):
    assert CliRunner().invoke(app, ["serve", *options]).exit_code == 2


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["moon_landing"], "clinic_visit"),
        (["--store", "postgresql://localhost/journeys"], "not supported yet"),
        (["--public-url", "example.org", "--port", "0"], "https://"),
    ],
)
def test_what_cannot_be_served_is_refused_with_the_reason(options: list[str], reason: str):
    refused = CliRunner().invoke(app, ["serve", "--no-browser", *options])
    assert isinstance(refused.exception, JourneykitError)
    assert reason in str(refused.exception)
