"""The exercise that every server asks: how do customers like this one feel at each of eight steps?"""

from __future__ import annotations

from pathlib import Path

import yaml

CHOICES = ["very unhappy", "unhappy", "neither", "happy", "very happy"]
_FILE = Path(__file__).parents[2] / "sample_journeys" / "airport_departure" / "journey.yaml"
_JOURNEY = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
TITLE = f"How do {_JOURNEY['customers']['many']} like {_JOURNEY['persona']['name']} feel at each step?"
STEPS = [(step["id"], step["label"], step["thinking"]) for stage in _JOURNEY["stages"] for step in stage["steps"]]
"""Of each step its id, its label and the line that is shown under it."""


def answered(number: int) -> str:
    """The line that counts."""
    return f"{number} of {len(STEPS)} answered"
