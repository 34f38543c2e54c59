"""A whole rehearsal: the command, its own server, and people who come by the join page and the websocket."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

from journeykit.cli.app import app
from journeykit.interchange.report_json import read_report
from journeykit.session.invitation import sessions
from journeykit.store.engine import open_store
from journeykit.store.places import default_store_url, rehearsal_store_url

pytestmark = pytest.mark.browser

REHEARSE = [sys.executable, "-c", "from journeykit.cli.app import main; main()", "rehearse"]


def test_four_people_play_a_whole_session_that_says_everywhere_that_it_was_a_rehearsal(tmp_path: Path) -> None:
    command = [*REHEARSE, "--people", "4", "--speed", "600", "--auto", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as playing:
        assert playing.stdout is not None
        links = json.loads(playing.stdout.readline())
        with urlopen(links["participants_url"]) as page:
            assert "Rehearsal: these people are simulated" in page.read().decode()
        out, errors = playing.communicate(timeout=420)
    assert playing.returncode == 0, errors
    told = json.loads(out)
    assert told["code"] == links["code"]
    assert (told["people"], told["joined"], told["answered"], told["ended"]) == (4, 4, 4, True)
    assert told["errors"] == []
    assert told["answers"] > 4 * 20
    assert "refused" not in errors

    file = tmp_path / "report.json"
    exported = CliRunner().invoke(
        app, ["export", links["code"], "--output", str(file), "--store", rehearsal_store_url()]
    )
    assert exported.exit_code == 0, exported.output
    report = read_report(file)
    assert (report.people, report.rehearsal, report.revealed) == (4, True, True)
    assert report.check_out or report.commitments
    assert [each.rehearsal for each in sessions(open_store(rehearsal_store_url()))] == [True]
    assert sessions(open_store(default_store_url())) == []
