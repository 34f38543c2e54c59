"""What all tests share: a data folder of their own, the packs of real data, and the programs that they drive."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import programs
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder for this test alone: no test reads or writes what the user of this computer keeps."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("JOURNEYKIT_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data packs; tests that need it are skipped where it is not there."""
    folder = (ROOT / os.environ.get("JOURNEYKIT_DATA", "../shared/data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"the data packs are not here: JOURNEYKIT_DATA names no folder ({folder})")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; without one a browser test fails, it never skips."""
    found = programs.find_chromium()
    assert found, "No Chromium was found. `make browser` installs one, or name yours in JOURNEYKIT_CHROMIUM."
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One Chromium for all tests, since playwright allows one at a time; each page comes in a context of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=programs.CHROMIUM_ARGS)
        yield opened
        opened.close()
