"""What must hold in a warm parent before anybody may fork it, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import pytest
from samples import small_material
from warm import ONLY_WHERE_PAGES_FORK

from journeykit.server.environment import warm_environment
from journeykit.server.warm_parent import Threads, refuse_threads
from journeykit.session.invitation import new_session
from journeykit.store.engine import open_store

pytestmark = ONLY_WHERE_PAGES_FORK
_EXTRAS = ("pyarrow", "polars", "duckdb")
_LOAD = """
import json, os, sys
{before}
from journeykit.server.warm_parent import load
load()
held = [os.readlink(f"/proc/self/fd/{{each}}") for each in os.listdir("/proc/self/fd")
        if os.path.exists(f"/proc/self/fd/{{each}}")]
print(json.dumps({{"threads": len(os.listdir("/proc/self/task")), "held": held, "modules": sorted(sys.modules),
                   "debugger": sys.modules.get("debugpy") is not None}}))
"""


def loaded(folder: Path, before: str = "") -> dict:
    """What a process is like that has loaded all that a warm parent loads."""
    engine = open_store(f"sqlite:///{folder / 'store.sqlite'}")
    session = new_session(engine, small_material())
    environment = warm_environment({"PATH": "/usr/bin:/bin"}, engine.url, session.session_id)
    out = subprocess.check_output(
        [sys.executable, "-c", _LOAD.format(before=before)], env=environment, text=True, cwd=folder, timeout=120
    )
    return dict(json.loads(out))


def test_loading_all_that_pages_need_starts_no_thread_and_keeps_nothing_open(tmp_path: Path):
    found = loaded(tmp_path)
    assert found["threads"] == 1
    assert {"journeykit.screens.session", "numpy.random", "bqplot"} <= set(found["modules"])
    assert not found["debugger"]
    assert [each for each in found["held"] if "store.sqlite" in each or "socket:" in each or "history" in each] == []


def test_loading_starts_no_thread_where_every_extra_is_installed(tmp_path: Path):
    missing = [each for each in _EXTRAS if find_spec(each) is None]
    assert not missing, f"the extra `test` brings {missing}"
    found = loaded(
        tmp_path, "import pandas, duckdb"
    )  # pandas loads pyarrow; polars starts threads, and we never load it
    assert {"pandas", "pyarrow", "duckdb"} <= set(found["modules"])
    assert "polars" not in found["modules"]
    assert found["threads"] == 1


def test_a_process_in_which_a_second_thread_runs_is_not_forked():
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        with pytest.raises(Threads, match="threads run where only one may"):
            refuse_threads()
    finally:
        over.set()
        thread.join()
