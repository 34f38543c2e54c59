"""One real server for all attacks; each test brings its own browsers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from served import Served


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A running session on this computer only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JOURNEYKIT_HOME", str(tmp_path_factory.mktemp("home")))
        running = Served(tmp_path_factory.mktemp("served"))
    yield running
    if running.process.poll() is None:
        running.stop()
