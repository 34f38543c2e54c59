"""The benchmarks' own arithmetic."""

from __future__ import annotations

import importlib
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

HERE = str(Path(__file__).parents[2] / "benchmarks")


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch):
    """A module of the benchmarks by its name, as its scripts import it."""

    def imported(name: str) -> ModuleType:
        monkeypatch.syspath_prepend(HERE)
        return importlib.import_module(name)

    return imported


def test_a_percentile_is_the_sample_of_the_nearest_rank(module):
    samples = list(range(1, 201))
    assert module("results").at(0.95, samples) == 190
    assert module("results").spread(samples) == {"n": 200, "median": 100.5, "p95": 190, "p99": 198, "most": 200}


def test_one_sample_is_its_own_spread_and_none_has_none(module):
    assert module("results").spread([0.123]) == {"n": 1, "median": 0.12, "p95": 0.12, "p99": 0.12, "most": 0.12}
    assert module("results").spread([])["median"] is None


def test_nobody_gives_a_step_the_same_answer_twice_running(module):
    points_of = module("saving").points_of
    for steps in (7, 8):
        given = [points_of(number, steps) for number in range(6 * steps)]
        assert set(given) == {-2, -1, 0, 1, 2}
        assert all(before != after for before, after in zip(given, given[steps:], strict=False))


_FAMILY = """
import subprocess, sys, time
holds = "x = bytearray(50_000_000)\\nprint(flush=True)\\nimport time\\ntime.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", holds], stdout=subprocess.PIPE)
child.stdout.readline()
subprocess.run([sys.executable, "-c", "import time\\nwhile time.process_time() < 0.5: pass"])
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="the system tells no shares of memory")
def test_a_tree_counts_children_that_live_and_those_that_have_ended(module):
    family = subprocess.Popen([sys.executable, "-c", _FAMILY], stdout=subprocess.PIPE, text=True)
    try:
        tree = module("tree").Tree(family.pid)
        assert family.stdout.readline() == "ready\n"
        assert len(tree.processes()) == 2
        assert tree.cpu_s() >= 0.5  # the child that has ended
        assert tree.pss_mb() > 50  # the child that lives
    finally:
        for process in tree.processes():
            os.kill(process.pid, 9)
        family.wait()


def test_the_relay_counts_what_the_browser_receives(module):
    with socket.create_server(("127.0.0.1", 0)) as server:
        relay = module("relay").Relay(server.getsockname()[1])
        with socket.create_connection(("127.0.0.1", relay.port)) as near:
            far, _ = server.accept()
            with far:
                near.sendall(b"a question")
                assert far.recv(100) == b"a question"
                far.sendall(b"x" * 3000)
                got = b""
                while len(got) < 3000:
                    got += near.recv(4096)
        assert relay.received == 3000
        relay.close()
