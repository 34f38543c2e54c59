from __future__ import annotations

from pathlib import Path

import pytest

from journeykit.cli.files import write_bytes, write_text
from journeykit.errors import JourneykitError


def test_a_private_file_is_for_this_user_alone(tmp_path: Path):
    file = tmp_path / "answers.csv"
    write_bytes(file, b"private", private=True)
    assert file.stat().st_mode & 0o777 == 0o600
    write_text(file, "again")
    assert file.stat().st_mode & 0o777 == 0o600, "a file that was closed to others stays closed"


def test_what_was_there_stays_whole_when_the_new_file_cannot_take_its_place(tmp_path: Path):
    (tmp_path / "map.html").mkdir()
    with pytest.raises(JourneykitError, match=r"map\.html cannot be written"):
        write_text(tmp_path / "map.html", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
