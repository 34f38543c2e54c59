"""`journeykit erase`."""

from __future__ import annotations

from pathlib import Path

import pytest
from samples import Played
from sqlalchemy import Engine
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.models.by_link import LinkAnswer
from journeykit.models.session import Role
from journeykit.session.customers import CustomersLink
from journeykit.session.invitation import sessions
from journeykit.store.engine import open_store
from journeykit.store.places import spool_folder


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{(tmp_path / 'store.sqlite').as_posix()}"


@pytest.fixture
def engine(url: str) -> Engine:
    return open_store(url)


@pytest.fixture
def played(engine: Engine) -> Played:
    played = Played(engine)
    played.joined(Role.LEADER, Role.LEADER)
    return played


def run(*arguments: str, typed: str = "") -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["erase", *arguments], input=typed)
    return done.exit_code, done.stdout, done.stderr


def test_it_says_what_goes_and_asks_and_no_means_no(played: Played, url: str):
    code, out, told = run("last", "--store", url, typed="n\n")
    assert code == 1
    assert "Deleted" not in out
    assert f"the session {played.session.code}" in told
    assert "2 participants" in told
    assert "3 lines of its journal" in told
    assert "its journey" in told
    assert sessions(played.engine) == [played.session]


def test_yes_deletes_and_says_what_was_deleted(played: Played, url: str):
    CustomersLink(played.engine, played.session.session_id).say(LinkAnswer(felt={"wait": 1}))
    folder = spool_folder() / ("0" * 32)
    folder.mkdir()
    (folder / f"small_visit-{played.session.code}.html").write_text("the map")
    code, out, told = run(played.session.code, "--yes", "--store", url)
    assert (code, told) == (0, "")
    assert out.splitlines() == [
        f"Deleted the session {played.session.code}:",
        "  2 participants",
        "  3 lines of its journal",
        "  the answers of 1 customer by the link",
        "  1 file beside the store",
        "  its journey, with the customers' answers and quotes that came with it",
    ]
    assert sessions(played.engine) == []
    assert not folder.exists()


def test_a_typed_yes_is_enough(played: Played, url: str):
    assert run("last", "--store", url, typed="y\n")[0] == 0
    assert sessions(played.engine) == []


def test_without_an_answer_nothing_is_deleted(played: Played, url: str):
    assert run("last", "--store", url)[0] == 1
    assert sessions(played.engine) == [played.session]
