"""The published and independently computed values that the analysis is held to."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from journeykit.models.counts import Counts
from journeykit.models.scale import POINTS

ROOT = Path(__file__).parents[2]
DATA = ROOT / os.environ.get("JOURNEYKIT_DATA", "../shared/data")


def data_file(name: str) -> Path:
    """A file of the shared data; the test that needs it is skipped where it is missing."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"the shared data is not here: {name} (set JOURNEYKIT_DATA)")
    return path


def check(id_: str) -> dict[str, Any]:
    """One check with its inputs, expected values and tolerance."""
    checks = json.loads(data_file("published_statistics/expected.json").read_text(encoding="utf-8"))["checks"]
    return next(each for each in checks if each["id"] == id_)


def counted(ratings: Sequence[int], target_id: str = "step", group: str = "all") -> Counts:
    """Answers from -2 to +2 as counts."""
    found = Counter(ratings)
    return Counts(target_id=target_id, group=group, counts=tuple(found[point] for point in POINTS))
