"""Each benchmark runs in its quick form against a real server: nothing fails, and its result has its keys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parents[2]
KEYS = {
    "burst": {"3 at once"},
    "memory": {"ours", "stock"},
    "everybody": {"came", "save_ms", "errors", "pss_mb", "client_cores_used"},
    "counted": {"counted_s", "save_ms", "errors"},
    "idle": {"no_page", "idle_pages", "ms_per_page_and_minute", "errors"},
}


def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """One benchmark as its command line runs it."""
    command = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, check=False)


def figures(name: str, folder: Path) -> dict[str, Any]:
    """What a benchmark's quick form found."""
    kept = sorted((ROOT / "benchmarks" / "results").glob("*"))
    done = run(name, "--quick", "--results", str(folder))
    assert done.returncode == 0, done.stderr
    assert sorted((ROOT / "benchmarks" / "results").glob("*")) == kept
    assert (folder / f"{name}.md").read_text("utf-8").startswith("# ")
    found = json.loads((folder / f"{name}.json").read_text("utf-8"))
    assert found["quick"] is True
    assert {"measured_at", "processor", "cores", "versions"} <= found["machine"].keys()
    return found["figures"]


def errors(found: Any) -> list[int]:
    """Every number of errors in a result, at any depth."""
    if isinstance(found, dict):
        own = [found["errors"]] if "errors" in found else []
        return own + [each for value in found.values() for each in errors(value)]
    return [each for value in found for each in errors(value)] if isinstance(found, list) else []


@pytest.mark.parametrize("name", KEYS)
def test_a_benchmark_runs_and_nobody_fails_in_it(name: str, tmp_path: Path):
    found = figures(name, tmp_path)
    assert found.keys() >= KEYS[name]
    counted = errors(found)
    assert counted
    assert not any(counted), found


@pytest.mark.browser
def test_the_cold_page_is_opened_weighed_and_usable(tmp_path: Path):
    ours = figures("cold_page", tmp_path)["ours"]
    assert ours["errors"] == 0, ours["first_errors"]
    assert ours["usable_s"]["n"] == 1
    assert ours["wire"]["requests"] >= 1
    assert ours["wire"]["bytes"] >= ours["wire"]["bytes_until_usable"] > 0
    assert ours["wire"]["elsewhere"] == 0


def test_quick_numbers_never_go_where_the_real_ones_are():
    done = run("idle", "--quick")
    assert done.returncode == 2
    assert "--quick needs --results" in done.stderr


def test_the_picture_shows_every_server_with_its_number(tmp_path: Path):
    results = {
        "cold_page": {"ours": {"usable_s": {"median": 1.21}}, "Panel": {"usable_s": {"median": 2.5}}, "versions": {}},
        "burst": {
            "20 at once": {
                "ours": {"people": 20, "all_ready_s": {"median": 1.9}},
                "stock": {"people": 20, "all_ready_s": {"median": 21.4}},
            }
        },
        "memory": {"ours": {"each_mb": 13.1}, "stock": {"each_mb": 74.2}},
    }
    for name, found in results.items():
        (tmp_path / f"{name}.json").write_text(json.dumps({"figures": found}))
    done = run("chart", "--results", str(tmp_path), "--picture", str(tmp_path / "speed.svg"))
    assert done.returncode == 0, done.stderr
    picture = ElementTree.parse(tmp_path / "speed.svg").getroot()
    texts = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[1:5] == ["journeykit", "1.2 s", "Panel", "2.5 s"]  # the quickest first
    assert {"20 people at the same moment: until all can begin", "1.9 s", "21 s", "13 MB", "74 MB"} <= set(texts)


def test_a_picture_without_results_says_what_to_run(tmp_path: Path):
    done = run("chart", "--results", str(tmp_path), "--picture", str(tmp_path / "speed.svg"))
    assert done.returncode == 1
    assert "run benchmarks/cold_page.py first" in done.stderr
