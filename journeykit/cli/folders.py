"""Which folder somebody means who names a journey: one of theirs, or a sample that comes with journeykit."""

from __future__ import annotations

from pathlib import Path

from journeykit.errors import JourneykitError
from journeykit.language import _


def journey_folder(asked: str) -> Path:
    """The folder that is there under this name, else the sample journey. Raises JourneykitError, naming the samples."""
    from journeykit.shipped import shipped

    if Path(asked).exists():
        return Path(asked)
    samples = {path.name: path for path in sorted(shipped("sample_journeys").iterdir()) if path.is_dir()}
    if asked in samples:
        return samples[asked]
    raise JourneykitError(
        _("There is no folder and no sample journey {asked!r}. Sample journeys: {known}.").format(
            asked=asked, known=", ".join(samples)
        )
    )
