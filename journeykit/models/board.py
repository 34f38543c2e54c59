"""What stands after everything that was said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from journeykit.models.agenda import SLOT_MINUTES, exercise
from journeykit.models.counts import OPEN_K, K
from journeykit.models.entry import KeptWhat
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Baseline
from journeykit.models.run import Presence, Run
from journeykit.models.session import Plan

_T = TypeVar("_T")


@dataclass(frozen=True)
class Board:
    """The state of a session. Built by fold.py, never changed."""

    seats: Mapping[str, Presence] = field(default_factory=dict)
    runs: Mapping[str, Run] = field(default_factory=dict)
    current_run_id: str | None = None
    baseline: Baseline | None = None
    """The baseline that the facilitator set; None while the journey's own stands."""
    device_arrived: bool = False
    begun_at: datetime | None = None
    """When the facilitator started the clock; None before."""
    slot_minutes: int = SLOT_MINUTES
    shortened: Mapping[ExerciseId, int] = field(default_factory=dict)
    kept: frozenset[tuple[KeptWhat, str]] = frozenset()
    next_review_on: date | None = None
    no_action_because: str = ""
    ended: bool = False
    has_ended: bool = False
    """Whether it was ever over, also when it was taken up again since."""
    prepared: int = 0
    """How often the session got another version of its journey or another plan."""
    plan: Plan = field(default_factory=Plan)
    place: int = 0
    """The last entry that went in."""
    moved: int = 0
    """The last entry that went in and changes everybody's page."""
    heard: Mapping[str, int] = field(default_factory=dict)
    """The last entry of each seat."""

    @property
    def current(self) -> Run | None:
        """The run that is on now; None before the first one is opened."""
        return self.runs[self.current_run_id] if self.current_run_id else None

    def last_run(self, id_: ExerciseId) -> Run | None:
        """The newest run of an exercise; None when it never ran."""
        return newest(self.runs, id_)

    def is_shown(self, id_: ExerciseId) -> bool:
        """Whether what was answered or said in an exercise was revealed, and is not being thought over again.

        What is shown in place hides again only while it is on: going back and on again loses nothing.
        """
        runs = [run for run in self.runs.values() if run.exercise is id_]
        if exercise(id_).shows_in_place and runs and runs[-1].run_id != self.current_run_id:
            return any(run.revealed for run in runs)
        return bool(runs) and runs[-1].revealed

    def seen(self, id_: ExerciseId, k: int, look: Callable[[Run], Mapping[str, _T]]) -> Mapping[str, _T] | None:
        """What the seats said at one place of an exercise, as others may see it counted; None before they may.

        It is the picture of the newest run shown that differs from the one seen before by at least k seats, or by
        none: after fewer changes the difference of both pictures would be the answers of those few.

        look: what each seat said at that place in a run.
        """
        runs = [run for run in self.runs.values() if run.exercise is id_]
        if exercise(id_).counted_when_over:
            pictures = [look(run) for run in runs if run.over] if runs and runs[-1].over else []
        else:
            pictures = [look(run) for run in runs if run.revealed] if self.is_shown(id_) else []
        if not pictures:
            return None
        shown, *later = pictures
        for picture in later:
            if sum(shown.get(seat) != picture.get(seat) for seat in shown.keys() | picture.keys()) >= k:
                shown = picture
        return shown

    def kept_ids(self, what: KeptWhat) -> frozenset[str]:
        """The ids of what was kept."""
        return frozenset(id_ for kind, id_ in self.kept if kind is what)

    def minutes(self, id_: ExerciseId) -> int:
        """How long an exercise may take here; 0 when it is left out."""
        return self.shortened.get(id_, exercise(id_).minutes)

    def k(self, k: int = K) -> int:
        """The smallest group that may be shown: smaller in open mode, which needs the consent of all who are here."""
        everybody_agrees = bool(self.seats) and all(seat.agrees_to_open_mode for seat in self.seats.values())
        return min(k, OPEN_K) if everybody_agrees else k


def newest(runs: Mapping[str, Run], id_: ExerciseId) -> Run | None:
    """The newest run of an exercise; None when it never ran."""
    return next((run for run in reversed(list(runs.values())) if run.exercise == id_), None)
