"""The kernel of a page that no warm parent made."""

from __future__ import annotations

import json
from pathlib import Path

import psutil
import pytest
from served import Served
from warm import SHOWS, WAITS, by_label, cold_kernels, soon, states_of, waiting_pages

_ARRIVES = WAITS.replace("when_somebody_comes(arrive)", "arrive()")  # nobody is awaited, so nobody can copy it


def test_it_has_no_debugger_and_no_history_and_ends_with_its_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("DATABASE_PASSWORD", "a secret of the server")
    folder = waiting_pages(tmp_path / "exercises", session=_ARRIVES + SHOWS)
    served = Served(tmp_path / "served", notebooks=folder)
    try:
        client = served.participant()
        facts = json.loads(by_label(states_of(client, client.kernel_of()), "Facts")[1]["value"])
        (kernel,) = cold_kernels(served)
        assert kernel.pid == facts["pid"]
        assert (facts["debugger"], facts["history"]) == ([], False)
        assert facts["environment"]["JOURNEYKIT_DOOR"] == "participant"
        assert "a secret of the server" not in facts["environment"].values()
        assert not list(tmp_path.rglob("*history*"))
        served.process.kill()
        assert soon(lambda: not psutil.pid_exists(kernel.pid) or kernel.status() == psutil.STATUS_ZOMBIE)
    finally:
        served.process.kill()
        served.process.wait()
