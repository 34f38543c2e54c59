"""A real server for the tests of this folder; some start their own beside it."""

from __future__ import annotations

from collections.abc import Iterator
from tempfile import TemporaryDirectory

import pytest
from served import Served
from warm import STEADY, waiting_pages


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running session on this computer only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYKIT_HOME", str(tmp_path_factory.mktemp("home")))
        running = Served(tmp_path_factory.mktemp("served"))
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running session whose pages stand ready, with a secret in its environment and files of its own."""
    folder = tmp_path_factory.mktemp("ready")
    with TemporaryDirectory(prefix="jk") as short, pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYKIT_HOME", str(folder / "home"))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        patch.setenv("TMPDIR", short)
        patch.setenv("DATABASE_PASSWORD", "a secret of the server")
        running = Served(folder / "served", notebooks=waiting_pages(folder / "exercises"), first=STEADY)
        yield running
        if running.process.poll() is None:
            running.stop()
