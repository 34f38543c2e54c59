"""What is on in a session, and how far people are with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from journeykit.models.exercise import Exercise, RunState


@dataclass(frozen=True)
class Now:
    """What is on."""

    run_id: str
    exercise: Exercise
    state: RunState
    ends_at: datetime
    seconds_left: int
    number: int
    """Its place in the agenda, from 1."""
    of: int


@dataclass(frozen=True)
class Progress:
    """How many seats are done with what is on, and how many are here."""

    done: int
    of: int
