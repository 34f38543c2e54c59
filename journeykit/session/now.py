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

    @property
    def changes_at(self) -> datetime | None:
        """When it changes by itself: what takes ratings locks when its time is up. None where it waits for somebody."""
        return self.ends_at if self.exercise.collects_ratings and self.state is RunState.OPEN else None


@dataclass(frozen=True)
class Progress:
    """How many seats are done with what is on, and how many are here."""

    done: int
    of: int
