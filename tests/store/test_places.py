"""Where this computer keeps what must last."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from another_process import finished, started

from journeykit.store.engine import open_store
from journeykit.store.places import data_folder, default_store_url, secret, spool_folder

TELL_THE_SECRET = """
import sys
from journeykit.store.places import secret
print("ready", flush=True)
sys.stdin.readline()
print(secret().hex())
"""

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no such mode")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home that nobody has made yet."""
    folder = tmp_path / "not" / "there" / "yet"
    monkeypatch.setenv("JOURNEYKIT_HOME", str(folder))
    return folder


@on_unix
def test_folders_and_the_secret_are_closed_to_others_whatever_the_umask(fresh: Path):
    before = os.umask(0)
    try:
        secret()
        assert data_folder() == fresh
        assert (mode(fresh), mode(spool_folder()), mode(fresh / "secret")) == (0o700, 0o700, 0o600)
    finally:
        os.umask(before)


@on_unix
def test_the_store_of_this_computer_is_closed_to_others_in_a_folder_that_is_open(fresh: Path):
    fresh.mkdir(parents=True, mode=0o755)
    open_store(default_store_url()).dispose()
    assert mode(fresh / "journeykit.sqlite") == 0o600


def test_without_a_name_the_folder_is_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("JOURNEYKIT_HOME")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name, appauthor: str(tmp_path / name))
    assert data_folder() == tmp_path / "journeykit"
    assert data_folder().is_dir()


def test_the_secret_is_long_and_stays_the_same(fresh: Path):
    first = secret()
    assert len(first) == 32
    assert secret() == first
    assert [each.name for each in fresh.iterdir()] == ["secret"]  # no draft is left behind


def test_every_computer_has_a_secret_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    found = set()
    for name in ("one", "another"):
        monkeypatch.setenv("JOURNEYKIT_HOME", str(tmp_path / name))
        found.add(secret())
    assert len(found) == 2


def test_processes_that_start_at_once_agree_on_one_secret(fresh: Path):
    tellers = [started(TELL_THE_SECRET) for _ in range(4)]
    for teller in tellers:
        assert teller.stdout is not None
        assert teller.stdout.readline() == "ready\n", teller.communicate()
    for teller in tellers:
        assert teller.stdin is not None
        teller.stdin.write("go\n")
        teller.stdin.flush()
    assert {finished(teller).strip() for teller in tellers} == {secret().hex()}
    assert [each.name for each in fresh.iterdir()] == ["secret"]
