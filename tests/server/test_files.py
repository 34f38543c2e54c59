"""Downloads from the spool folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from served import Served

from journeykit.server.files import KEPT_S, spooled, sweep
from journeykit.store.spool import TAKEN_S, UPLOADED


@pytest.fixture
def put(served: Served) -> Callable[[str, str], str]:
    """put(name, text): a file as the facilitator's kernel puts it; returns its id."""

    def put_one(name: str, text: str) -> str:
        file_id = uuid4().hex
        folder = served.spool / file_id
        folder.mkdir(parents=True)
        (folder / name).write_text(text)
        return file_id

    return put_one


def test_the_facilitator_gets_a_file_under_its_name(served: Served, put: Callable[[str, str], str]) -> None:
    answer = served.facilitator().send(f"files/{put('Größe.csv', 'a,b')}")
    assert answer.status == 200
    assert answer.text == "a,b"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe.csv"
    assert answer.headers["Content-Type"].startswith("text/csv")


def test_nobody_else_gets_it(served: Served, put: Callable[[str, str], str]) -> None:
    file_id = put("answers.csv", "a,b")
    assert served.participant().send(f"files/{file_id}").status == 403
    assert served.client().send(f"files/{file_id}").status == 403


def test_a_map_can_be_looked_at_in_a_sandbox(served: Served, put: Callable[[str, str], str]) -> None:
    file_id = put("map.html", "<script>alert(1)</script>")
    kept, looked = (served.facilitator().send(f"files/{file_id}{query}") for query in ("", "?view=1"))
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert looked.headers["Content-Disposition"].startswith("inline")
    assert looked.headers["Content-Security-Policy"].startswith("sandbox allow-popups; default-src 'none'")


def test_only_a_map_is_shown_inline(served: Served, put: Callable[[str, str], str]) -> None:
    answer = served.facilitator().send(f"files/{put('drawing.svg', '<svg/>')}?view=1")
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("file_id", ["..", "." * 32, "0" * 31, "0" * 33, "0" * 32, "%2e%2e", "A" * 32])
def test_an_id_that_is_none_is_not_found(served: Served, file_id: str) -> None:
    assert served.facilitator().send(f"files/{file_id}").status == 404


def test_a_link_out_of_the_folder_is_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x")
    spool = tmp_path / "spool"
    (spool / "a").mkdir(parents=True)
    (spool / "a" / "file.csv").symlink_to(secret)
    (spool / "b").symlink_to(tmp_path)
    assert spooled(spool, "a") is None
    assert spooled(spool, "b") is None


def test_files_that_waited_a_day_are_swept_away(tmp_path: Path) -> None:
    for name, age in (("old", KEPT_S + 60), ("new", KEPT_S - 60)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1_800_000_000 - age, 1_800_000_000 - age))
    sweep(tmp_path, now=1_800_000_000)
    assert [each.name for each in tmp_path.iterdir()] == ["new"]


def test_uploads_that_no_page_took_within_an_hour_are_swept_away_and_downloads_of_that_age_stay(tmp_path: Path) -> None:
    for folder, name, age in (
        ("old", UPLOADED, TAKEN_S + 60),
        ("new", UPLOADED, TAKEN_S - 60),
        ("map", "map.html", TAKEN_S + 60),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text("x")
        for path in (tmp_path / folder / name, tmp_path / folder):
            os.utime(path, (1_800_000_000 - age, 1_800_000_000 - age))
    sweep(tmp_path, now=1_800_000_000)
    assert {each.name for each in tmp_path.iterdir()} == {"new", "map"}
