"""A small invented journey and its answers, for tests of findings."""

from __future__ import annotations

from journeykit.models.counts import Counts, K, Shown, gate
from journeykit.models.journey import Baseline, CustomerWords, Journey, Period, Stage, Step
from journeykit.models.persona import Persona

CLINIC = Journey(
    id="clinic",
    title="A clinic visit",
    scenario="Amina sees a doctor.",
    persona=Persona(name="Amina", goal="Know what happens next."),
    customers=CustomerWords(one="patient", many="patients"),
    baseline=Baseline(),
    stages=(
        Stage(id="before", label="Before", period=Period.BEFORE, steps=(Step(id="booking", label="Booking"),)),
        Stage(
            id="there",
            label="There",
            period=Period.DURING,
            steps=(Step(id="waiting", label="Waiting"), Step(id="doctor", label="With the doctor")),
        ),
        Stage(id="results", label="Results", period=Period.AFTER),
    ),
)
"""Four things are rated: booking, waiting, doctor, and the stage without steps, results."""


def ours(k: int = K, **counts: tuple[int, ...]) -> tuple[Shown, ...]:
    """What we thought, gated: the counts from -2 to +2 by step."""
    return _gated("predicted_customer", k, counts)


def theirs(k: int = K, **counts: tuple[int, ...]) -> tuple[Shown, ...]:
    """What patients say, gated."""
    return _gated("2026", k, counts)


def _gated(group: str, k: int, counts: dict[str, tuple[int, ...]]) -> tuple[Shown, ...]:
    return gate((Counts(target_id=id_, group=group, counts=each) for id_, each in counts.items()), k)
