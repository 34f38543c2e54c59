from __future__ import annotations

from pathlib import Path

from journeykit.cli.lab import copy_notebooks


def test_the_notebooks_are_copied_and_what_was_changed_there_stays(tmp_path: Path):
    copy_notebooks(tmp_path)
    changed = tmp_path / "exercises" / "session.ipynb"
    assert (tmp_path / "sample_journeys" / "clinic_visit" / "journey.yaml").is_file()
    changed.write_text("my own", encoding="utf-8")
    copy_notebooks(tmp_path)
    assert changed.read_text(encoding="utf-8") == "my own"
