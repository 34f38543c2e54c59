"""`journeykit rehearse` starts what it says, and refuses what makes no sense."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.errors import JourneykitError


@pytest.mark.parametrize("options", [["--people", "0"], ["--people", "201"], ["--speed", "0"], ["--seed", "x"]])
def test_a_crowd_that_cannot_be_is_a_wrong_use(options: list[str]):
    assert CliRunner().invoke(app, ["rehearse", *options]).exit_code == 2


def test_a_journey_that_is_not_there_is_refused_with_those_that_are():
    refused = CliRunner().invoke(app, ["rehearse", "moon_landing"])
    assert isinstance(refused.exception, JourneykitError)
    assert "clinic_visit" in str(refused.exception)


def test_the_help_says_that_nobody_real_is_in_it():
    told = " ".join(CliRunner().invoke(app, ["rehearse", "--help"]).output.split())
    assert "Practise a session alone" in told
    assert "says that its people are simulated" in told
