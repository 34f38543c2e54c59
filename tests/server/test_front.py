"""What is built of the pages' script is what its sources and its lock file give."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from build_front import FRONT, SOURCES, build

BUILT = FRONT / "built"


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((FRONT / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []
    assert all("integrity" in package for name, package in lock["packages"].items() if name)


def test_a_first_page_loads_less_than_a_tenth_of_a_megabyte_of_script() -> None:
    first = json.loads((BUILT / "first.json").read_text(encoding="utf-8"))
    assert sum((BUILT / f"{name}.br").stat().st_size for name in first) < 100_000


def test_every_package_inside_comes_with_its_licence() -> None:
    text = (BUILT / "licences.txt").read_text(encoding="utf-8")
    for name in (
        "@jupyter-widgets/base 6",
        "@lumino/widgets 2",
        "anywidget 0.11",
        "solid-js 1",
        "jquery 3",
        "backbone 1",
    ):
        assert f"\n{name}" in f"\n{text}"


@pytest.mark.install
def test_building_anew_gives_the_same_files(tmp_path: Path) -> None:
    for name in SOURCES:
        copy = shutil.copytree if (FRONT / name).is_dir() else shutil.copyfile
        copy(FRONT / name, tmp_path / name)
    build(tmp_path)
    anew = {path.name: path.read_bytes() for path in (tmp_path / "built").iterdir() if path.suffix != ".br"}
    assert anew == {path.name: path.read_bytes() for path in BUILT.iterdir() if path.suffix != ".br"}
