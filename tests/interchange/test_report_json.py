"""A report comes back from the file that it was taken home as."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reports import agreed_report, sample_report
from samples import small_material

from journeykit.analysis.outcome import outcome
from journeykit.errors import BadFile
from journeykit.interchange.report_json import read_report
from journeykit.render.exports import EXPORTS
from journeykit.render.summary import html_summary

ROOT = Path(__file__).parents[2]


def test_what_was_taken_home_is_what_is_read(tmp_path: Path):
    report = sample_report("clinic_visit")
    file = tmp_path / "taken_home.json"
    file.write_bytes(EXPORTS["json"].write(report))
    again = read_report(file)
    assert again.ours == report.ours
    assert again.theirs == report.theirs
    assert again.material.journey == report.material.journey


def test_a_whole_session_comes_back_with_all_that_was_agreed(tmp_path: Path):
    report = agreed_report(small_material())
    file = tmp_path / "taken_home.json"
    file.write_bytes(EXPORTS["json"].write(report))
    again = read_report(file)
    assert again.model_copy(update={"material": report.material}) == report
    assert outcome(again) == outcome(report)
    assert html_summary(again) == html_summary(report)


OLD = ("session_id", "held_at", "made_at", "k", "material", "revealed", "ours", "own", "theirs", "notices")
"""What a file of version 0.1.0 had."""


def test_a_file_of_the_first_version_still_opens(tmp_path: Path):
    data = json.loads(EXPORTS["json"].write(sample_report("clinic_visit")))
    file = tmp_path / "old.json"
    file.write_text(json.dumps({name: data[name] for name in OLD}), encoding="utf-8")
    old = read_report(file)
    assert old.ours == sample_report("clinic_visit").ours
    assert (old.people, old.votes, old.actions, old.rehearsal, old.next_review_on) == (None, (), (), False, None)
    assert "12 people took part" in html_summary(old)


def test_the_example_of_the_notebooks_is_such_a_file():
    report = read_report(ROOT / "notebooks" / "clinic_session.json")
    assert report.material.journey.invented
    assert {shown.n for shown in report.ours} == {9}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1"),
        ("[1, 2]", "the file"),
        (json.dumps({"session_id": "x"}), "held_at"),
        (json.dumps({"k": 0, "surprise": 1}), "surprise"),
    ],
)
def test_another_file_is_refused_and_says_where(tmp_path: Path, text: str, says: str):
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFile, match=says):
        read_report(file)
