"""Which folder somebody means who names a journey: one of theirs, or a sample that comes with journeykit."""

from __future__ import annotations

from pathlib import Path

from journeykit.errors import JourneykitError
from journeykit.language import _


def journey_folder(asked: str) -> Path:
    """The folder that is there under this name, else the sample journey. Raises JourneykitError, naming the samples."""
    if Path(asked).exists():
        return Path(asked)
    samples = _samples()
    if asked in samples:
        return samples[asked]
    raise JourneykitError(
        _("There is no folder and no sample journey {asked!r}. Sample journeys: {known}.").format(
            asked=asked, known=", ".join(samples)
        )
    )


def sample_folder(asked: str) -> Path:
    """The folder of a sample journey. Raises JourneykitError, naming the samples."""
    samples = _samples()
    if asked in samples:
        return samples[asked]
    raise JourneykitError(
        _("There is no sample journey {asked!r}. There are: {known}.").format(asked=asked, known=", ".join(samples))
    )


def _samples() -> dict[str, Path]:
    from journeykit.shipped import shipped

    return {path.name: path for path in sorted(shipped("sample_journeys").iterdir()) if path.is_dir()}
