from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from samples import STEPS, Played
from typer.testing import CliRunner, Result

from journeykit.cli.app import app
from journeykit.errors import JourneykitError, NotRevealed, UnknownSession
from journeykit.interchange.journey_yaml import read_journey
from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Role, Session
from journeykit.render.exports import EXPORTS
from journeykit.store.engine import open_store
from journeykit.store.places import default_store_url


def hold_a_session(people: int = 6, *, reveal: bool = True) -> Session:
    """A session in this test's own store: everybody gives every step 1."""
    engine = open_store(default_store_url())
    played = Played(engine)
    played.joined(*[Role.FRONT_LINE] * people)
    played.come_to(ExerciseId.PREDICT)
    for person in played.people:
        played.rate(person, 1)
    if reveal:
        played.come_to(ExerciseId.REVEAL_OURSELVES)
    engine.dispose()
    return played.session


def export(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["export", *map(str, arguments)])


@pytest.mark.parametrize("format_", list(EXPORTS))
def test_every_format_of_a_session_can_be_taken_home(format_: str, tmp_path: Path):
    session = hold_a_session()
    file = tmp_path / "home"
    assert export(session.code, "--format", format_, "-o", file).exit_code == 0
    assert file.stat().st_size > 0


def test_a_session_is_found_by_its_code_its_id_and_as_the_last_one(tmp_path: Path):
    session = hold_a_session()
    for asked in (session.code.lower(), session.session_id, "last"):
        file = tmp_path / "journey.yaml"
        assert export(asked, "-o", file).exit_code == 0, "the end of the file's name tells the format"
        assert read_journey(file).id == "small_visit"


def test_a_session_that_is_not_there_is_refused_with_the_codes_that_are(tmp_path: Path):
    session = hold_a_session(1)
    refused = export("WRONG-99", "--format", "json", "-o", tmp_path / "journey.json")
    assert isinstance(refused.exception, UnknownSession)
    assert session.code in str(refused.exception)
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_is_not_there_is_a_wrong_use_that_names_the_formats(tmp_path: Path):
    refused = export("last", "--format", "pdq", "-o", tmp_path / "map.pdq")
    assert refused.exit_code == 2
    assert "html" in refused.stderr


def test_the_counts_of_four_people_stay_hidden_in_a_file_that_leaves_the_room(tmp_path: Path):
    hold_a_session(4)
    file = tmp_path / "counts.csv"
    assert export("last", "--format", "csv", "-o", file).exit_code == 0
    with file.open(encoding="utf-8", newline="") as opened:
        ours = [row for row in csv.DictReader(opened) if row["perspective"] == "predicted_customer"]
    assert [(row["count"], row["hidden_reason"]) for row in ours] == [("", "too_few")] * len(STEPS)


def test_raw_answers_come_with_a_warning_and_a_line_in_the_log(tmp_path: Path, home: Path):
    session = hold_a_session(4)
    file = tmp_path / "answers.csv"
    done = export(session.code, "--raw", "-o", file)
    assert done.exit_code == 0
    assert "Warning" in done.stderr
    assert done.stdout == ""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == 4 * len(STEPS)
    assert {row["value"] for row in rows} == {"1"}
    assert file.stat().st_mode & 0o077 == 0
    (line,) = (home / "raw_exports.log").read_text(encoding="utf-8").splitlines()
    noted = json.loads(line)
    assert (noted["session_id"], noted["rows"], noted["file"]) == (session.session_id, 4 * len(STEPS), str(file))


def test_raw_answers_are_refused_before_the_reveal_and_nothing_is_written(tmp_path: Path, home: Path):
    hold_a_session(reveal=False)
    refused = export("last", "--raw", "-o", tmp_path / "answers.csv")
    assert isinstance(refused.exception, NotRevealed)
    assert list(tmp_path.iterdir()) == []
    assert not (home / "raw_exports.log").exists()


def test_raw_answers_are_csv_only(tmp_path: Path):
    assert export("last", "--raw", "--format", "html", "-o", tmp_path / "map.html").exit_code == 2


def test_a_store_that_is_no_address_is_refused(tmp_path: Path):
    refused = export("last", "--format", "json", "-o", tmp_path / "journey.json", "--store", "nonsense")
    assert isinstance(refused.exception, JourneykitError)
