"""What may be seen of a session: the only reader for screens, server and exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from math import ceil

from sqlalchemy import Connection, Engine

from journeykit.errors import NotRevealed
from journeykit.models.agenda import exercise
from journeykit.models.counts import Counts, Shown, gate
from journeykit.models.exercise import ExerciseId, RunState
from journeykit.models.journey import Journey
from journeykit.models.material import Material
from journeykit.models.rating import Perspective
from journeykit.models.report import Report
from journeykit.models.run import Presence, Run, counted
from journeykit.models.session import Plan, Role, now_utc
from journeykit.session.following import Following
from journeykit.session.invitation import session_by_id
from journeykit.session.now import Now, Progress
from journeykit.session.pace import Pace, pace
from journeykit.session.standing import Standing
from journeykit.session.told import Told
from journeykit.store.engine import reading


class View:
    """A session as it stands at the last `refresh`. Answers of others come out gated, and only after the reveal."""

    def __init__(self, engine: Engine, session_id: str, *, clock: Callable[[], datetime] = now_utc) -> None:
        self.session = session_by_id(engine, session_id)
        self.clock = clock
        self._engine = engine
        self._standing = Standing(session_id)
        self.following = Following(engine, session_id)
        """Only for this room's siblings: it holds everybody's answers."""
        self.when_written: Callable[[], None] = lambda: None
        """Who tells the others that this page has written something."""
        self.refresh()

    def refresh(self, connection: Connection | None = None) -> bool:
        """Take in what is new; True when there was something. connection: an open transaction to read in."""
        if connection is None:
            with reading(self._engine) as own:
                return self.refresh(own)
        new = self.following.refresh(connection)
        told = self._standing.refresh(connection, self.following.board)
        return new or told

    def written(self) -> None:
        """Take in what this page has written, and have the others told."""
        self.refresh()
        self.when_written()

    @property
    def material(self) -> Material:
        """The journey as it stands, what its customers answered and what they said, by the link, too."""
        return self._standing.material

    def mark(self) -> tuple[int, RunState, int]:
        """Changes whenever something on a page may have to change: an entry, a lock by time, a customer by the link."""
        return self.following.board.place, self._current().state(self.clock()), self.customers_by_link

    @property
    def customers_by_link(self) -> int:
        """How many customers have answered by their link."""
        return self._standing.by_link.customers

    @property
    def link_is_open(self) -> bool:
        """Whether customers may answer by their link: until the room looks at what they say, or the session ends."""
        return self.following.board.last_run(ExerciseId.REVEAL_CUSTOMERS) is None and not self.following.board.has_ended

    @property
    def journey(self) -> Journey:
        """The journey as it stands: with the line that the facilitator set and the steps that were kept."""
        return self.material.journey

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

    @property
    def prepared_journey(self) -> Journey:
        """The journey as it was prepared, also with the steps that the room has left out since."""
        return self._standing.prepared.journey

    def here(self) -> dict[Role, int]:
        """How many have come, by role; every role is there."""
        found = Counter(seat.role for seat in self.following.board.seats.values())
        return {role: found[role] for role in Role}

    def progress(self) -> Progress:
        """How many are done with what is on: every step rated, or the page looked at."""
        run, seats = self._current(), self.following.board.seats
        if exercise(run.exercise).collects_ratings:
            steps = set(self.journey.target_ids)
            rated = Counter(seat_id for seat_id, target_id in run.answers if target_id in steps)
            done = {seat_id for seat_id, n in rated.items() if n == len(steps)}
            done |= {seat_id for seat_id, seat in seats.items() if not seat.is_asked(run.exercise, "rating")}
        elif run.exercise is ExerciseId.WELCOME:
            done = {seat_id for seat_id, seat in seats.items() if seat.ready}
        else:
            done = {seat_id for seat_id, _ in run.said if seat_id}
        return Progress(len((done | run.looked) & seats.keys()), len(seats))

    def own(self, seat_id: str, id_: ExerciseId = ExerciseId.PREDICT) -> dict[str, int]:
        """One seat's own answers to the steps that are there: points by step id."""
        run = self.following.board.last_run(id_)
        answers, there = run.answers.items() if run else (), set(self.journey.target_ids)
        return {target: rating.value for (seat, target), rating in answers if seat == seat_id and target in there}

    def is_ready(self, seat_id: str) -> bool:
        """Whether a seat has read the welcome."""
        return self._presence(seat_id).ready

    def has_looked(self, seat_id: str) -> bool:
        """Whether a seat has said that it looked at what is on."""
        return seat_id in self._current().looked

    def device(self, seat_id: str) -> int:
        """Which device holds a seat now."""
        return self._presence(seat_id).device

    def perspective(self, seat_id: str, id_: ExerciseId = ExerciseId.PREDICT) -> Perspective:
        """Whose feeling a seat tells in an exercise."""
        return self._presence(seat_id).perspective(id_)

    def is_asked(self, seat_id: str, id_: ExerciseId, what: str) -> bool:
        """Whether an exercise asks a seat for something: a place (models/said.py), or "rating"."""
        return self._presence(seat_id).is_asked(id_, what)

    def has_seat(self, seat_id: str) -> bool:
        """Whether a seat is still there: somebody who deleted their answers has none."""
        return seat_id in self.following.board.seats

    def pace(self) -> Pace | None:
        """The session against the clock; None before it was started and after the end."""
        return pace(self.following.board, self.session.agenda, self.clock())

    def minutes(self, id_: ExerciseId) -> int:
        """How long an exercise may take; 0 when it is left out."""
        return self.following.board.minutes(id_)

    @property
    def plan(self) -> Plan:
        """What was fixed beforehand: the day, the sponsor."""
        return self.following.board.plan

    @property
    def begun(self) -> bool:
        """Whether the session's clock runs."""
        return self.following.board.begun_at is not None

    @property
    def ended(self) -> bool:
        """Whether the session is over."""
        return self.following.board.ended

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
        return self.following.board.is_shown(ExerciseId.PREDICT)

    def ours(self) -> tuple[Shown, ...]:
        """What we thought, a step each. Raises NotRevealed before the reveal."""
        return self._gated(ExerciseId.PREDICT, Perspective.PREDICTED_CUSTOMER)

    def own_experience(self) -> tuple[Shown, ...]:
        """What customers in the room felt, a step each. Raises NotRevealed before the reveal."""
        return self._gated(ExerciseId.PREDICT, Perspective.OWN_EXPERIENCE)

    def own_feelings(self) -> tuple[Shown, ...]:
        """What those felt themselves who have been through it, a step each. Raises NotRevealed before the reveal."""
        return self._gated(ExerciseId.OWN_FEELING, Perspective.OWN_EXPERIENCE)

    def taken_ids(self) -> set[str]:
        """The ids that a new step or card may not have."""
        proposed = {each.step_id for each in self.told.proposals().new_steps}
        cards = {card.card_id for card in self.told.cards(kept_only=False)}
        return {*self.prepared_journey.ids, *proposed, *cards}

    @property
    def told(self) -> Told:
        """What was said besides ratings, as others may see it."""
        return Told(self.following.board, self.k, self.journey.target_ids)

    @property
    def next_review_on(self) -> date | None:
        """When the room looks at it again."""
        return self.following.board.next_review_on

    @property
    def no_action_because(self) -> str:
        """Why the room takes no action; empty while nobody has said so."""
        return self.following.board.no_action_because

    def theirs(self, *, uncovered_only: bool = True) -> tuple[Shown, ...]:
        """What customers say in the latest wave: a step each that is uncovered, or every step.

        They did not agree to the room's open mode, so the session's own k holds for them.
        """
        shown = self._customers(self.material)
        return tuple(each for each in shown if each.target_id in self.uncovered()) if uncovered_only else shown

    def uncovered(self) -> tuple[str, ...]:
        """The steps whose customers everybody has seen, in the order of uncovering; without those left out since."""
        run, there = self.following.board.last_run(ExerciseId.REVEAL_CUSTOMERS), set(self.journey.target_ids)
        return tuple(step for step in run.uncovered if step in there) if run else ()

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
        """The session as it may leave the room.

        Customers by the link are in it when their round is closed: two reports between which one of them answered would
        give that one's answers away.
        """
        told, material = self.told, self._standing.without_link if self.link_is_open else self.material
        return Report(
            session_id=self.session.session_id,
            held_at=self.following.board.begun_at or self.session.created_at,
            made_at=self.clock(),
            k=self.k,
            material=material,
            revealed=self.revealed,
            people=sum(self.here().values()),
            rehearsal=self.session.rehearsal,
            plan=self.plan,
            ours=self.ours() if self.revealed else (),
            own=self.own_experience() if self.revealed else (),
            theirs=self._customers(material),
            felt=self.own_feelings() if told.is_shown(ExerciseId.OWN_FEELING) else (),
            **told.for_report(),
        )

    def _customers(self, material: Material) -> tuple[Shown, ...]:
        wave = material.latest_wave
        return gate(map(wave.of, self.journey.target_ids), self.session.k) if wave else ()

    def _current(self) -> Run:
        run = self.following.board.current
        assert run is not None  # noqa: S101 - a session begins with its first run
        return run

    def _gated(self, id_: ExerciseId, perspective: Perspective) -> tuple[Shown, ...]:
        return gate((self._seen(id_, target_id, perspective) for target_id in self.journey.target_ids), self.k)

    def _seen(self, id_: ExerciseId, target_id: str, perspective: Perspective) -> Counts:
        ratings = self.following.board.seen(id_, self.k, lambda run: run.rated(target_id, perspective))
        if ratings is None:
            raise NotRevealed
        return counted(target_id, perspective, ratings)

    def _presence(self, seat_id: str) -> Presence:
        """A seat as the room knows it; one that is gone as if it had just come, so that its page can be drawn."""
        return self.following.board.seats.get(seat_id, Presence(Role.UNSAID))
