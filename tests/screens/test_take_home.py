"""Files are made in the facilitator's kernel, put where the server finds them, and hold what the gate lets through."""

from __future__ import annotations

import logging
from pathlib import Path

import pages
import pytest
from samples import Played

from journeykit.models.exercise import ExerciseId
from journeykit.render.exports import EXPORTS
from journeykit.screens.take_home import TakeHome
from journeykit.session.door import Door, DoorKind


@pytest.fixture
def take_home(played: Played, tmp_path: Path) -> TakeHome:
    links = {"files_url": "/files/"}
    door = Door(kind=DoorKind.FACILITATOR, engine=played.engine, view=played.view, spool=tmp_path, links=links)
    made = TakeHome()
    made.take(played.view, door)
    made.show()
    return made


def made(take_home: TakeHome) -> list[dict]:
    return [block for block in take_home.sheet.blocks if block["kind"] == "link"]


@pytest.mark.parametrize("name", EXPORTS)
def test_every_format_becomes_a_file_and_a_link_to_it(played: Played, take_home: TakeHome, tmp_path, name):
    pages.taps(take_home.sheet, name)
    (link,) = made(take_home)
    (folder,) = tmp_path.iterdir()
    (file,) = folder.iterdir()
    assert link["href"] == f"/files/{folder.name}"
    assert link["download"]
    assert file.name == f"small_visit-{played.session.code}{EXPORTS[name].suffix}"
    assert link["text"] == f"Save {file.name}"
    assert file.stat().st_size > 100
    assert folder.stat().st_mode & 0o777 == 0o700


def test_before_the_reveal_no_file_holds_an_answer(played: Played, take_home: TakeHome, tmp_path):
    for person in played.people:
        played.rate(person, 1)
    pages.taps(take_home.sheet, "csv")
    (file,) = tmp_path.glob("*/*.csv")
    assert "predicted_customer" not in file.read_text()
    played.come_to(ExerciseId.REVEAL_OURSELVES)
    pages.taps(take_home.sheet, "csv")
    assert any("predicted_customer" in file.read_text() for file in tmp_path.glob("*/*.csv"))
    assert len(made(take_home)) == 1  # the newer one


def test_a_format_that_is_not_offered_makes_nothing(take_home: TakeHome, tmp_path):
    pages.taps(take_home.sheet, "../../etc/passwd")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_told_in_words(take_home: TakeHome, tmp_path, caplog):
    tmp_path.rmdir()
    with caplog.at_level(logging.CRITICAL):
        pages.taps(take_home.sheet, "csv")
    assert "Something went wrong here." in " ".join(pages.texts(take_home.sheet))
    assert str(tmp_path) not in " ".join(pages.texts(take_home.sheet))


def test_a_preview_has_nothing_to_hand_out(played: Played):
    shown = TakeHome()
    shown.take(played.view, None)
    shown.show()
    assert all(action["disabled"] for action in shown.sheet.actions)
    pages.taps(shown.sheet, "csv")
    assert made(shown) == []
