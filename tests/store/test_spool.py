"""Uploads that nobody took."""

from __future__ import annotations

import os
from pathlib import Path

from journeykit.store.spool import TAKEN_S, UPLOADED, untaken

NOW = 1_800_000_000


def upload(spool: Path, file_id: str, *, age: int) -> Path:
    """An upload to which the last piece came some seconds ago."""
    file = spool / file_id / UPLOADED
    file.parent.mkdir()
    file.write_text("7,4")
    os.utime(file, (NOW - age, NOW - age))
    return file


def test_an_upload_is_untaken_when_nothing_has_come_to_it_for_an_hour(tmp_path: Path):
    old = upload(tmp_path, "a", age=TAKEN_S + 1)
    upload(tmp_path, "b", age=TAKEN_S)
    assert untaken(tmp_path, now=NOW) == [old]


def test_a_download_is_none(tmp_path: Path):
    upload(tmp_path, "a", age=TAKEN_S + 1).rename(tmp_path / "a" / "map.html")
    assert untaken(tmp_path, now=NOW) == []


def test_without_a_spool_folder_there_is_none(tmp_path: Path):
    assert untaken(tmp_path / "spool") == []
