"""Reports of sessions that never were: what drawings and exports are tested on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from samples import small_material

from journeykit.interchange.material_folder import read_material
from journeykit.models.counts import Counts, gate
from journeykit.models.material import Material
from journeykit.models.rating import Perspective
from journeykit.models.report import Report

SAMPLES = Path(__file__).parents[1] / "sample_journeys"
HELD = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

GUESSES = {
    "book": (0, 0, 2, 4, 0),  # mean +0.7
    "wait": (0, 1, 2, 3, 0),  # mean +0.3
    "talk": (3, 1, 0, 1, 3),  # mean 0, two pictures
    "pay": (0, 0, 4, 0, 0),  # four only: hidden
}
"""What a room of eight thought of the small journey, counted from -2 to +2."""


def report_of(material: Material, guesses: Mapping[str, Sequence[int]] | None, *, k: int = 5) -> Report:
    """A session on some material. guesses: counts from -2 to +2 by step; None while nothing is revealed."""
    journey, wave = material.journey, material.latest_wave
    group = Perspective.PREDICTED_CUSTOMER
    thought = [Counts(target_id=step, group=group, counts=tuple(counts)) for step, counts in (guesses or {}).items()]
    return Report(
        session_id="session-1",
        held_at=HELD,
        made_at=HELD,
        k=k,
        material=material,
        revealed=guesses is not None,
        ours=gate(thought, k),
        theirs=gate([wave.of(step) for step in journey.target_ids]) if wave else (),
    )


def small_report(material: Material | None = None) -> Report:
    """The small journey after a session of eight people."""
    return report_of(material or small_material(), GUESSES)


def sample_report(name: str) -> Report:
    """A shipped sample journey after a session in which twelve people were, on the whole, too hopeful."""
    material = read_material(SAMPLES / name)
    return report_of(material, dict.fromkeys(material.journey.target_ids, (1, 1, 4, 4, 2)))
