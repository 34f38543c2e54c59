"""What may be seen of a session: the only reader for screens, server and exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import Engine

from journeykit.errors import NotRevealed
from journeykit.models.board import Run
from journeykit.models.counts import Shown, gate
from journeykit.models.exercise import Exercise, ExerciseId, RunState, exercise
from journeykit.models.journey import Journey
from journeykit.models.rating import Perspective
from journeykit.models.report import Report
from journeykit.models.session import Role, now_utc
from journeykit.session.following import Following
from journeykit.session.invitation import session_by_id
from journeykit.store import sessions
from journeykit.store.engine import reading


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


class View:
    """A session as it stands at the last `refresh`. Answers of others come out gated, and only after the reveal."""

    def __init__(self, engine: Engine, session_id: str, *, clock: Callable[[], datetime] = now_utc) -> None:
        self.session = session_by_id(engine, session_id)
        self.clock = clock
        with reading(engine) as connection:
            self.material = sessions.material(connection, session_id)
        self.following = Following(engine, session_id)
        """Only for this room's siblings: it holds everybody's answers."""
        self.refresh()

    def refresh(self) -> bool:
        """Take in what is new; True when there was something."""
        return self.following.refresh()

    def mark(self) -> tuple[int, RunState]:
        """Changes whenever something on a page may have to change: with every entry, and with a lock by time."""
        return self.following.board.place, self._current().state(self.clock())

    @property
    def journey(self) -> Journey:
        """The journey, with the baseline that the facilitator set."""
        baseline = self.following.board.baseline
        return self.material.journey.model_copy(update={"baseline": baseline} if baseline else {})

    def now(self, at: datetime | None = None) -> Now:
        """What is on, and how much time is left, at a moment: this one without another."""
        run = self._current()
        at = at or self.clock()
        agenda = self.session.agenda
        return Now(
            run_id=run.run_id,
            exercise=exercise(run.exercise),
            state=run.state(at),
            ends_at=run.ends_at,
            seconds_left=max(0, ceil((run.ends_at - at).total_seconds())),
            number=agenda.index(run.exercise) + 1,
            of=len(agenda),
        )

    def here(self) -> dict[Role, int]:
        """How many have come, by role; every role is there."""
        found = Counter(seat.role for seat in self.following.board.seats.values())
        return {role: found[role] for role in Role}

    def progress(self) -> Progress:
        """How many are done with what is on: every step rated, or the page looked at."""
        run, seats = self._current(), self.following.board.seats
        if exercise(run.exercise).collects_ratings:
            rated = Counter(seat_id for seat_id, _ in run.answers)
            steps = len(self.material.journey.target_ids)
            return Progress(sum(n == steps for n in rated.values()), len(seats))
        readers = [seat for seat in seats.values() if seat.ready]
        done = len(readers if run.exercise is ExerciseId.WELCOME else run.looked)
        return Progress(done, len(seats))

    def own(self, seat_id: str) -> dict[str, int]:
        """One seat's own answers: points by step id."""
        run = self.following.board.last_run(ExerciseId.PREDICT)
        answers = run.answers.items() if run else ()
        return {target: rating.value for (seat, target), rating in answers if seat == seat_id}

    def is_ready(self, seat_id: str) -> bool:
        """Whether a seat has read the welcome."""
        return self.following.board.seats[seat_id].ready

    def has_looked(self, seat_id: str) -> bool:
        """Whether a seat has said that it looked at what is on."""
        return seat_id in self._current().looked

    def device(self, seat_id: str) -> int:
        """Which device holds a seat now."""
        return self.following.board.seats[seat_id].device

    def perspective(self, seat_id: str) -> Perspective:
        """Whose feeling a seat tells."""
        return self.following.board.seats[seat_id].perspective

    @property
    def device_arrived(self) -> bool:
        """Whether another device has reached the join page."""
        return self.following.board.device_arrived

    @property
    def k(self) -> int:
        """The smallest group that is shown now."""
        return self.following.board.k(self.session.k)

    def open_mode(self) -> tuple[int, int]:
        """How many agree to open mode, and how many are here."""
        seats = self.following.board.seats.values()
        return sum(seat.agrees_to_open_mode for seat in seats), len(seats)

    @property
    def revealed(self) -> bool:
        """Whether the room has been shown to itself."""
        run = self.following.board.last_run(ExerciseId.PREDICT)
        return run is not None and run.revealed

    def ours(self) -> tuple[Shown, ...]:
        """What we thought, a step each. Raises NotRevealed before the reveal."""
        return self._gated(Perspective.PREDICTED_CUSTOMER)

    def own_experience(self) -> tuple[Shown, ...]:
        """What customers in the room felt, a step each. Raises NotRevealed before the reveal."""
        return self._gated(Perspective.OWN_EXPERIENCE)

    def theirs(self, *, uncovered_only: bool = True) -> tuple[Shown, ...]:
        """What customers say in the latest wave: a step each that is uncovered, or every step.

        They did not agree to the room's open mode, so the session's own k holds for them.
        """
        wave = self.material.latest_wave
        if wave is None:
            return ()
        wanted = self.uncovered() if uncovered_only else self.journey.target_ids
        return gate(
            (wave.of(target_id) for target_id in self.journey.target_ids if target_id in wanted), self.session.k
        )

    def uncovered(self) -> tuple[str, ...]:
        """The steps whose customers everybody has seen, in the order of uncovering."""
        run = self.following.board.last_run(ExerciseId.REVEAL_CUSTOMERS)
        return run.uncovered if run else ()

    def uncover_order(self) -> tuple[str, ...]:
        """The steps in the order of their reveal, biggest difference first; those without one follow as in the journey.

        Raises NotRevealed before the room was shown to itself.
        """
        ours = {shown.target_id: shown.counts for shown in self.ours()}
        theirs = {shown.target_id: shown.counts for shown in self.theirs(uncovered_only=False)}

        def distance(target_id: str) -> float:
            we, they = ours.get(target_id), theirs.get(target_id)
            return round(abs(we.mean - they.mean), 9) if we and they else -1.0  # equal ones as in the journey

        return tuple(sorted(self.journey.target_ids, key=distance, reverse=True))

    def report(self) -> Report:
        """The session as it may leave the room."""
        return Report(
            session_id=self.session.session_id,
            held_at=self.session.created_at,
            made_at=self.clock(),
            k=self.k,
            material=self.material.model_copy(update={"journey": self.journey}),
            revealed=self.revealed,
            ours=self.ours() if self.revealed else (),
            own=self.own_experience() if self.revealed else (),
            theirs=self.theirs(uncovered_only=False),
        )

    def _current(self) -> Run:
        run = self.following.board.current
        assert run is not None  # noqa: S101 - a session begins with its first run
        return run

    def _gated(self, perspective: Perspective) -> tuple[Shown, ...]:
        if not self.revealed:
            raise NotRevealed
        run = self._shown_run()
        return gate((run.counts(target_id, perspective) for target_id in self.journey.target_ids), self.k)

    def _shown_run(self) -> Run:
        """The newest revealed run that differs from the one shown before it by at least k seats, or by none.

        Shown after fewer changes, the difference of both pictures would be the answers of those few.
        """
        first, *later = (
            run for run in self.following.board.runs.values() if run.exercise is ExerciseId.PREDICT and run.revealed
        )
        shown = first
        for run in later:
            both = run.answers.keys() | shown.answers.keys()
            changed = {
                seat for seat, target in both if run.answers.get((seat, target)) != shown.answers.get((seat, target))
            }
            if len(changed) >= self.k:
                shown = run
        return shown
