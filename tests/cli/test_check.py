from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from samples import small_material
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.cli.check import findings
from journeykit.errors import BadFile, JourneykitError
from journeykit.shipped import shipped


def test_a_folder_is_told_with_its_customers_and_quotes():
    assert list(findings(small_material())) == [
        "A small visit: the journey of Ada",
        "It is invented, and every page will say so.",
        "4 steps to rate in 3 stages",
        "No line for doing, thinking or expecting: book, wait, talk, pay",
        "Customers:",
        "  2026: 4 to 10 answers a step at 4 steps. Scale: 1 to 5 shown as −2 to +2 by a straight line.",
        "Quotes: 2, of which 1 may be shown",
    ]


def test_what_is_missing_is_told_too():
    told = list(findings(small_material().model_copy(update={"waves": (), "quotes": ()})))
    assert told[-2:] == [
        "No customers.csv: pages will say that it is our view, not yet checked with customers.",
        "No quotes.csv: the reveal will have no customers' own words.",
    ]


@pytest.mark.parametrize("sample", ["airport_departure", "clinic_visit", "coffee_shop"])
def test_a_sample_journey_is_found_by_its_name(sample: str):
    told = CliRunner().invoke(app, ["check", sample])
    assert told.exit_code == 0
    assert "Customers:" in told.stdout


def test_a_broken_file_is_refused_with_its_place(tmp_path: Path):
    shutil.copytree(shipped("sample_journeys") / "clinic_visit", tmp_path / "clinic")
    file = tmp_path / "clinic" / "journey.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("period: before", "period: befor"), encoding="utf-8")
    refused = CliRunner().invoke(app, ["check", str(tmp_path / "clinic")])
    assert isinstance(refused.exception, BadFile)
    assert "befor" in str(refused.exception)


def test_an_unknown_name_is_refused_with_the_samples_that_there_are():
    refused = CliRunner().invoke(app, ["check", "moon_landing"])
    assert isinstance(refused.exception, JourneykitError)
    assert "clinic_visit" in str(refused.exception)
