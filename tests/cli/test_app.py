from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.cli.app import main as run_main

COMMANDS = [command.callback.__name__ for command in app.registered_commands if command.callback]


def test_help_names_every_command_and_where_to_start():
    told = CliRunner().invoke(app, ["--help"])
    assert told.exit_code == 0
    assert "journeykit serve" in told.stdout
    for command in COMMANDS:
        assert command in told.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_says_what_it_is_for(command: str):
    told = CliRunner().invoke(app, [command, "--help"])
    assert told.exit_code == 0
    assert "Usage" in told.stdout


def test_a_command_that_does_not_exist_is_a_wrong_use():
    assert CliRunner().invoke(app, ["fly"]).exit_code == 2


def test_the_version_is_that_of_the_package():
    told = CliRunner().invoke(app, ["--version"])
    assert told.stdout.startswith("journeykit 0.")


def test_a_refusal_is_its_reason_alone_and_exit_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(sys, "argv", ["journeykit", "export", "last", "--format", "json", "-o", "map.json"])
    with pytest.raises(SystemExit) as ended:
        run_main()
    assert ended.value.code == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "There is no session yet. Start one with: journeykit serve\n"


def test_help_loads_no_heavy_library():
    code = (
        "import sys; from typer.testing import CliRunner; from journeykit.cli.app import app;"
        "CliRunner().invoke(app, ['--help']);"
        "heavy = {'pandas', 'numpy', 'scipy', 'sqlalchemy', 'voila', 'bqplot', 'pydantic'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
