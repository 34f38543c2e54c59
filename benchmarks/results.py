"""What a benchmark found, as one JSON file for programs and one page for people."""

from __future__ import annotations

import argparse
import json
import math
import signal
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from machine import described, machine

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"
_BEGAN = time.monotonic()


def at(share: float, samples: Sequence[float]) -> float:
    """The sample that this share of all does not exceed (nearest rank); not a number without samples."""
    ranked = sorted(samples)
    return ranked[max(0, math.ceil(share * len(ranked)) - 1)] if ranked else math.nan


def spread(samples: Sequence[float], digits: int = 2) -> dict[str, float | int | None]:
    """n, median, 95th and 99th percentile and the most of some samples; only n where there are none."""
    if not samples:
        return {"n": 0, "median": None, "p95": None, "p99": None, "most": None}
    return {
        "n": len(samples),
        "median": round(statistics.median(samples), digits),
        "p95": round(at(0.95, samples), digits),
        "p99": round(at(0.99, samples), digits),
        "most": round(max(samples), digits),
    }


def middle(samples: Sequence[float], digits: int = 2) -> float | None:
    """The median, rounded; None without samples."""
    return round(statistics.median(samples), digits) if samples else None


def say(text: str) -> None:
    """One line of progress."""
    print(f"{time.monotonic() - _BEGAN:7.1f} s  {text}", file=sys.stderr, flush=True)


class Failed(Exception):
    """Why a benchmark cannot go on, for whoever started it."""


class Report:
    """Collects a benchmark's figures and writes them."""

    def __init__(self, name: str, title: str, command: argparse.Namespace) -> None:
        self._name, self._title, self._command = name, title, command
        self._machine = described()
        self._rows: list[tuple[str, ...]] = []
        self._notes: list[str] = []
        self.figures: dict[str, Any] = {}

    def row(self, *cells: object) -> None:
        """One line of the page's table; the first one holds its headings."""
        self._rows.append(tuple("-" if cell is None else str(cell) for cell in cells))

    def note(self, text: str) -> None:
        """A sentence under the table."""
        self._notes.append(text)

    def write(self) -> None:
        """Write NAME.json and NAME.md into the folder that was asked for."""
        folder: Path = self._command.results
        folder.mkdir(parents=True, exist_ok=True)
        content = {
            "name": self._name,
            "quick": self._command.quick,
            "machine": self._machine,
            "figures": self.figures,
            "notes": self._notes,
        }
        (folder / f"{self._name}.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
        head, *rows = self._rows
        table = ["| " + " | ".join(each) + " |" for each in (head, ("---",) * len(head), *rows)]
        text = "\n".join(
            [
                f"# {self._title}",
                "",
                f"`.venv/bin/python benchmarks/{self._name}.py`, {self._machine['measured_at']}, on",
                f"{machine(self._machine)}.",
                "",
                *table,
                "",
                *self._notes,
            ]
        )
        (folder / f"{self._name}.md").write_text(text.rstrip() + "\n", encoding="utf-8")
        sys.stdout.write(text.rstrip() + "\n")


def arguments(about: str, **numbers: tuple[int, int, str]) -> argparse.Namespace:
    """A benchmark's command line.

    numbers: for each option that takes a number its usual value, its value with --quick, and what it means.
    """
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="tiny numbers, only to see that it runs")
    parser.add_argument("--results", type=Path, default=None, help="the folder for the result; none is kept if quick")
    for name, (usual, _, meaning) in numbers.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=None, help=f"{meaning} (usually {usual})")
    found = parser.parse_args()
    for name, (usual, quick, _) in numbers.items():
        if getattr(found, name) is None:
            setattr(found, name, quick if found.quick else usual)
    if found.results is None:
        if found.quick:
            parser.error("--quick needs --results: its numbers are none that could stand beside the others")
        found.results = RESULTS
    return found


def run(main: Callable[[], None]) -> None:
    """Run a benchmark so that it takes its servers with it however it ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("ended by Ctrl-C")
    except Failed as failed:
        sys.exit(str(failed))
