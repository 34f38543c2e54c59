from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.errors import JourneykitError
from journeykit.interchange.journey_yaml import read_journey
from journeykit.interchange.material_folder import read_material
from journeykit.models.journey import Period
from journeykit.models.persona import EvidenceLevel
from journeykit.shipped import shipped


def new(*arguments: str) -> str:
    """The command, typed by somebody; what it prints."""
    done = CliRunner().invoke(app, ["new", *arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refusal(*arguments: str) -> str:
    """Why the command refuses."""
    refused = CliRunner().invoke(app, ["new", *arguments])
    assert isinstance(refused.exception, JourneykitError), refused.output
    return str(refused.exception)


def test_a_new_folder_can_be_served_at_once_and_the_next_command_is_told(tmp_path: Path):
    folder = tmp_path / "coffee-to-go"
    printed = new(str(folder))
    assert f"journeykit serve {folder}" in printed
    assert [each.name for each in folder.iterdir()] == ["journey.yaml"]
    journey = read_material(folder).journey
    assert journey.title == "Coffee to go"
    assert journey.id.startswith("coffee_to_go_")
    assert [stage.period for stage in journey.stages] == list(Period)
    assert not journey.invented


def test_the_command_that_is_told_can_be_typed_for_a_name_with_spaces(tmp_path: Path):
    assert f'journeykit serve "{tmp_path}/My first one"' in new(str(tmp_path / "My first one"))


def test_two_folders_of_one_name_are_two_journeys(tmp_path: Path):
    for parent in ("one", "two"):
        new(str(tmp_path / parent / "shop"))
    assert len({read_journey(tmp_path / parent / "shop" / "journey.yaml").id for parent in ("one", "two")}) == 2


@pytest.mark.parametrize("sample", ["clinic_visit", "coffee_shop", "airport_departure"])
def test_from_a_sample_come_its_person_and_steps_and_nothing_that_its_customers_said(tmp_path: Path, sample: str):
    new(str(tmp_path / "ours"), "--from", sample)
    ours, theirs = read_material(tmp_path / "ours"), read_material(shipped("sample_journeys") / sample)
    assert ours.journey.target_ids == theirs.journey.target_ids
    assert ours.journey.persona.name == theirs.journey.persona.name
    assert ours.journey.persona.evidence_level is EvidenceLevel.ASSUMPTION
    assert ours.journey.customers == theirs.journey.customers
    assert (ours.waves, ours.quotes) == ((), ())
    assert [step.asked for step in ours.journey.targets] == [None] * len(ours.journey.targets)
    assert (ours.journey.title, ours.journey.owner, ours.journey.invented) == ("Ours", "", False)
    assert ours.journey.id != theirs.journey.id


@pytest.mark.parametrize("there", ["a folder with something in it", "a file"])
def test_nothing_is_overwritten(tmp_path: Path, there: str):
    taken = tmp_path / "shop"
    mine = taken / "notes.txt" if there.startswith("a folder") else taken
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("mine")
    assert "is there already" in refusal(str(taken))
    assert mine.read_text() == "mine"
    assert not (taken / "journey.yaml").exists()


def test_a_sample_that_is_none_makes_no_folder_and_names_those_that_there_are(tmp_path: Path):
    assert "clinic_visit" in refusal(str(tmp_path / "shop"), "--from", "moon_landing")
    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize("name", ["---", "_"])
def test_a_name_without_a_letter_is_refused(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert "needs a name" in refusal("--", name)
