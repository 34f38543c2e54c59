from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.errors import JourneykitError
from journeykit.interchange.journey_yaml import read_journey, to_json
from journeykit.shipped import shipped


def test_the_schema_is_valid_and_takes_a_sample_journey():
    told = CliRunner().invoke(app, ["schema"])
    schema = json.loads(told.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    journey = read_journey(shipped("sample_journeys") / "clinic_visit" / "journey.yaml")
    jsonschema.validate(json.loads(to_json(journey)), schema)


def test_the_schema_goes_into_a_file_as_it_would_be_printed(tmp_path: Path):
    file = tmp_path / "schema.json"
    assert CliRunner().invoke(app, ["schema", "-o", str(file)]).stdout == ""
    assert file.read_text(encoding="utf-8") == CliRunner().invoke(app, ["schema"]).stdout


def test_a_file_in_a_folder_that_is_missing_is_refused_with_its_name(tmp_path: Path):
    told = CliRunner().invoke(app, ["schema", "-o", str(tmp_path / "nowhere" / "schema.json")])
    assert isinstance(told.exception, JourneykitError)
    with pytest.raises(JourneykitError, match=r"nowhere.*cannot be written"):
        raise told.exception
