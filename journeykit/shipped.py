"""Where the files that come with journeykit lie, in a checkout or in the wheel: exercises, notebooks, samples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """The folder `exercises`, `notebooks` or `sample_journeys`. Raises FileNotFoundError where it is missing."""
    for place in (_PACKAGE / "_shared" / folder, _PACKAGE.parent / folder):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"journeykit is not installed whole: its folder {folder} is missing.")
