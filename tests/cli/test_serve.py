from __future__ import annotations

import json
import os
import pty
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from served import Client
from sqlalchemy import update
from typer.testing import CliRunner

from journeykit.cli import serve
from journeykit.cli.app import app
from journeykit.errors import JourneykitError
from journeykit.interchange.material_folder import read_material
from journeykit.models.by_link import LinkAnswer
from journeykit.models.session import Plan, now_utc
from journeykit.session.customers import CustomersLink
from journeykit.session.invitation import new_session
from journeykit.session.preparing import Preparation
from journeykit.session.room import Room
from journeykit.session.view import View
from journeykit.shipped import shipped
from journeykit.store import tables
from journeykit.store.engine import open_store, writing
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
            "participants_url", "customers_url", "facilitator_url", "projector_url",
            "session_id", "code", "port", "pid",
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


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A folder of a journey of one's own."""
    folder = tmp_path / "shop"
    assert CliRunner().invoke(app, ["new", str(folder), "--from", "coffee_shop"]).exit_code == 0
    return folder


def prepared(folder: Path, *, days_ago: int, held_in_days: int | None, begun: bool = False) -> str:
    """The id of a session that was made some days ago and prepared since."""
    made = now_utc() - timedelta(days=days_ago)
    engine = open_store(default_store_url())
    session = new_session(engine, read_material(folder), clock=lambda: made)
    view = View(engine, session.session_id, clock=lambda: made)
    page = Preparation(engine, view)
    held_on = None if held_in_days is None else (now_utc() + timedelta(days=held_in_days)).astimezone().date()
    journey = page.material.journey.model_copy(update={"title": "Prepared on the page"})
    page.save(page.material.model_copy(update={"journey": journey}), Plan(held_on=held_on), seen=0)
    if begun:
        Room(engine, view).begin()
    engine.dispose()
    return session.session_id


@pytest.mark.parametrize("held_in_days", [None, -1, 0, 12])
def test_a_prepared_session_is_gone_on_with_however_late_so_that_printed_links_stay(
    shop: Path, held_in_days: int | None
):
    waiting = prepared(shop, days_ago=5, held_in_days=held_in_days)
    with served(str(shop)) as told:
        assert told["session_id"] == waiting


@pytest.mark.parametrize("days", [None, -1])
def test_people_are_told_when_the_day_of_the_session_that_goes_on_has_passed(
    shop: Path, days: int | None, capsys: pytest.CaptureFixture[str]
):
    prepared(shop, days_ago=5, held_in_days=days)
    engine = open_store(default_store_url())
    assert serve._earlier(engine, shop, newest=False)
    assert ("Its day has passed." in capsys.readouterr().err) is (days is not None)
    engine.dispose()


def test_a_session_that_customers_answered_by_its_link_is_gone_on_with_though_nobody_prepared_it(shop: Path):
    made = now_utc() - timedelta(days=5)
    engine = open_store(default_store_url())
    answered = new_session(engine, read_material(shop), clock=lambda: made)
    step = View(engine, answered.session_id).journey.target_ids[0]
    CustomersLink(engine, answered.session_id).say(LinkAnswer(felt={step: 1}))
    assert serve._earlier(engine, shop, newest=False) == answered
    engine.dispose()


def test_a_session_that_has_begun_is_not_gone_on_with_days_later_but_its_version_is_used(shop: Path):
    over = prepared(shop, days_ago=5, held_in_days=12, begun=True)
    with served(str(shop)) as told:
        assert told["session_id"] != over
        engine = open_store(default_store_url())
        assert View(engine, str(told["session_id"])).journey.title == "Prepared on the page"
        engine.dispose()


def test_new_leaves_a_prepared_session_alone(shop: Path):
    waiting = prepared(shop, days_ago=5, held_in_days=None)
    with served(str(shop), "--new") as told:
        assert told["session_id"] != waiting


def test_without_a_folder_a_prepared_session_is_offered_at_a_terminal_only(shop: Path):
    waiting = prepared(shop, days_ago=5, held_in_days=12)
    with served() as told:
        assert told["session_id"] != waiting
    engine = open_store(default_store_url())
    with writing(engine) as connection:  # or it would be the newest one, and of today
        connection.execute(
            update(tables.sessions).where(tables.sessions.c.session_id != waiting).values(rehearsal=True)
        )
    engine.dispose()
    with terminal("\n") as enter, served(stdin=enter) as told:
        assert told["session_id"] == waiting


def test_at_a_terminal_nobody_is_asked_about_a_rehearsal():
    engine = open_store(default_store_url())
    rehearsal = new_session(engine, read_material(shipped("sample_journeys") / "clinic_visit"), rehearsal=True)
    engine.dispose()
    with terminal("") as silent, served(stdin=silent) as told:
        assert told["session_id"] != rehearsal.session_id


def test_people_are_told_why_they_see_another_version_than_the_folders(shop: Path, capsys: pytest.CaptureFixture[str]):
    prepared(shop, days_ago=5, held_in_days=12)
    engine = open_store(default_store_url())
    assert serve._earlier(engine, shop, newest=False)
    assert "was prepared for" in capsys.readouterr().err
    serve._fresh(engine, shop)
    assert "This folder has not changed" in capsys.readouterr().err
    file = shop / "journey.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("title: Shop", "title: Our shop"), encoding="utf-8")
    assert serve._earlier(engine, shop, newest=False)
    assert "The folder has changed since." in capsys.readouterr().err
    serve._fresh(engine, shop)
    assert capsys.readouterr().err == ""
    engine.dispose()


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


@pytest.mark.parametrize("options", [["--continue"], ["clinic_visit", "--continue"]])
def test_a_rehearsal_is_never_gone_on_with(today: str, options: list[str]):
    engine = open_store(default_store_url())
    material = read_material(shipped("sample_journeys") / "clinic_visit")
    rehearsal = new_session(engine, material, rehearsal=True)
    engine.dispose()
    with served(*options) as told:
        assert told["session_id"] == today != rehearsal.session_id


def test_a_language_without_a_catalogue_is_refused_with_those_that_there_are():
    refused = CliRunner().invoke(app, ["serve", "--no-browser", "--language", "xx"])
    assert refused.exit_code == 2
    assert "There are: en." in " ".join(refused.output.split())


def test_too_many_people_for_this_computer_are_told_of_at_the_start_and_the_server_runs_with_fewer():
    with subprocess.Popen(
        [*SERVE, "--most", "40"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (256, 1000)),
    ) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        opener = build_opener(HTTPCookieProcessor())
        assert opener.open(told["facilitator_url"]).status == 200
        with opener.open(told["participants_url"].replace(f"j/{told['code']}", "healthz")) as health:
            assert json.load(health)["most"] == 31  # (1000 - 250) / 24
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[1]
    assert "only 1000 files open here, enough for 31 people" in said


def test_the_terminal_says_once_that_the_room_is_full():
    with subprocess.Popen(
        [*SERVE, "--most", "1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        people = [Client(told["participants_url"].removesuffix(f"j/{told['code']}")) for _ in range(3)]
        ways = [each.post("join", code=told["code"], role="leader").headers["Location"] for each in people]
        assert ways == ["/voila/render/session.ipynb", "/lobby", "/lobby"]
        assert [each.send("lobby").status for each in people[1:] * 2] == [503, 503, 503, 503]
        process.send_signal(signal.SIGTERM)
        said = process.communicate(timeout=60)[1]
    assert said.splitlines() == ["The room is full: 1 person has a page open, and others wait."]
