"""Limits of the operating system, set in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from journeykit.server.limits import Space, Stock, cgroup_left

ONLY_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the limits are Linux's")
_ASK = """
import json, os, resource
from journeykit.server import limits
{first}
found = limits.space({asked})
print(json.dumps([found.most, *found.said, resource.getrlimit(resource.RLIMIT_NOFILE)[0]]))
"""


def space_where(first: str, asked: int | None) -> tuple[Space, int]:
    """What is found in a process that did this first, and how many files it may open then."""
    program = _ASK.format(first=first, asked=asked)
    most, *said, files = json.loads(subprocess.check_output([sys.executable, "-c", program], text=True))
    return Space(most, tuple(said)), files


def test_what_is_left_after_ours_is_shared_and_one_person_always_comes_in() -> None:
    files = Stock(1024, ours=250, each=24)
    assert files.people == 32  # 774 / 24 = 32.25
    assert files.needed(32) == 1018
    assert Stock(100, ours=250, each=24).people == 1
    assert Stock(None, ours=250, each=24).people > 10**9


@ONLY_LINUX
def test_open_files_are_raised_as_far_as_they_may_be() -> None:
    found, files = space_where("resource.setrlimit(resource.RLIMIT_NOFILE, (256, 4096))", asked=100)
    assert files == 4096
    assert found == Space(100)


@ONLY_LINUX
def test_too_few_open_files_make_it_fewer_people_and_say_what_to_do() -> None:
    found, _ = space_where("resource.setrlimit(resource.RLIMIT_NOFILE, (256, 1024))", asked=100)
    assert found.most == 32
    (said,) = found.said
    assert "1024" in said
    assert "`ulimit -n 2650`" in said  # 250 + 100 * 24


@ONLY_LINUX
def test_too_few_processes_make_it_fewer_people_and_say_what_to_do() -> None:
    nobody = "os.setuid(65534)" if os.geteuid() == 0 else ""  # no limit holds for root
    used = sum(
        sum(1 for _thread in (process / "task").iterdir())
        for process in Path("/proc").glob("[0-9]*")
        if process.stat().st_uid == (65534 if nobody else os.getuid())
    )
    limit = used + 60 + 14 * 20 + 7  # room for 20; the process that asks is one, and a few may come or go meanwhile
    found, _ = space_where(f"{nobody}; resource.setrlimit(resource.RLIMIT_NPROC, ({limit}, {limit}))", asked=100)
    assert 15 <= found.most <= 25
    (said,) = found.said
    assert "TasksMax" in said


@ONLY_LINUX
def test_a_number_that_needs_more_memory_than_there_is_stays_with_a_warning() -> None:
    first = "limits.MB_A_PAGE = 10**9"
    found, _ = space_where(first, asked=3)
    assert found.most == 3
    (said,) = found.said
    assert "MB of memory are free" in said


@ONLY_LINUX
def test_without_a_number_there_are_as_many_people_as_memory_suffices_for_and_nothing_is_said() -> None:
    found, _ = space_where("limits.MB_A_PAGE = 10**9", asked=None)
    assert found == Space(1)
    found, _ = space_where("limits.MB_A_PAGE = 0.001", asked=None)
    assert found.most == 300


def group(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("_", ".", 1)).write_text(text + "\n")


def test_a_container_has_what_the_tightest_of_its_groups_has_left(tmp_path: Path) -> None:
    own, groups = tmp_path / "own", tmp_path / "groups"
    own.write_text("0::/workshops/kit\n")
    group(groups / "workshops" / "kit", pids_max="max", pids_current="12")
    group(groups / "workshops", pids_max="500", pids_current="80")
    group(groups / "workshops", memory_max="2000000000", memory_current="900000000")
    group(groups / "workshops", memory_stat="anon 500000000\ninactive_file 400000000")
    group(tmp_path, pids_max="1", pids_current="1")  # outside
    assert cgroup_left("pids", groups=groups, own=own) == 420
    assert cgroup_left("memory", groups=groups, own=own) == 1_500_000_000


def test_where_no_group_sets_a_limit_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("4:memory:/old\n0::/\n")
    assert cgroup_left("memory", groups=tmp_path, own=tmp_path / "own") is None
    assert cgroup_left("pids", groups=tmp_path, own=tmp_path / "nothing") is None
