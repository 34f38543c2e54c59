"""A small journey of four steps, its customers, and people who take part: what many tests begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, func, select

from journeykit.models.entry import Ready
from journeykit.models.evidence import Quote, Source, Wave, WaveCount
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Journey, Period, Stage, Step
from journeykit.models.material import Material
from journeykit.models.persona import Persona
from journeykit.models.rating import Perspective, Rating
from journeykit.models.said import ActionCard, CheckAnswer, CheckItem, CheckWhen, Picked, Question, StepProposed
from journeykit.models.scale import Scale
from journeykit.models.session import Role
from journeykit.session.invitation import join, new_session
from journeykit.session.room import Room
from journeykit.session.seat import Participant
from journeykit.session.view import View
from journeykit.store.engine import reading
from journeykit.store.tables import entries

STEPS = ("book", "wait", "talk", "pay")
BEGIN = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


def lines(engine: Engine) -> int:
    """How many lines were ever written into a store's journal."""
    with reading(engine) as connection:
        return connection.scalar(select(func.max(entries.c.place))) or 0


class SetClock:
    """A clock that stands still until somebody moves it."""

    def __init__(self, at: datetime = BEGIN) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """Move on by a timedelta's `minutes`, `seconds` and so on."""
        self.at += timedelta(**by)


def small_journey() -> Journey:
    """Four steps in three stages; the last stage has none, so it is rated itself."""
    return Journey(
        id="small_visit",
        title="A small visit",
        scenario="Somebody books, waits, talks to us and pays.",
        invented=True,
        persona=Persona(name="Ada", goal="Be done before noon"),
        stages=(
            Stage(id="before", label="Before", period=Period.BEFORE, steps=(Step(id="book", label="Booking"),)),
            Stage(
                id="there",
                label="There",
                period=Period.DURING,
                steps=(Step(id="wait", label="Waiting"), Step(id="talk", label="Talking")),
            ),
            Stage(id="pay", label="Paying", period=Period.AFTER),
        ),
    )


def small_wave(wave: str = "2026", **counted: Mapping[int, int]) -> Wave:
    """Customers asked on a scale from 1 to 5: how many gave which answer, a keyword for each step."""
    return Wave(
        wave=wave,
        scale=Scale(scale_min=1, scale_max=5),
        source=Source(name="Invented", question="How was it?", period=wave),
        counts=tuple(
            WaveCount(target_id=step, value=value, count=count)
            for step, counts in sorted(counted.items())
            for value, count in sorted(counts.items())
        ),
    )


def small_material() -> Material:
    """The journey and ten customers: +1 on book and talk, -2 on wait; only four answered on pay, with 0."""
    return Material(
        journey=small_journey(),
        waves=(small_wave(book={4: 10}, wait={1: 10}, talk={4: 10}, pay={3: 4}),),
        quotes=(
            Quote(step_id="wait", text="Nobody told me why.", date=date(2026, 3, 1), consent_to_show=True),
            Quote(step_id="wait", text="Not for others.", date=date(2026, 3, 2), consent_to_show=False),
        ),
    )


class Played:
    """A session in play: its room, its people, and the clock that all of them share."""

    def __init__(self, engine: Engine, material: Material | None = None) -> None:
        self.engine = engine
        self.clock = SetClock()
        self.session = new_session(engine, material or small_material(), clock=self.clock)
        self.view = self.fresh_view()
        self.room = Room(engine, self.view)
        self.people: list[Participant] = []

    def fresh_view(self) -> View:
        """What another process would see: everything read anew."""
        return View(self.engine, self.session.session_id, clock=self.clock)

    def joined(self, *roles: Role) -> list[Participant]:
        """Some more people, in their seats."""
        seats = [join(self.engine, self.session.code, role, clock=self.clock) for role in roles]
        self.view.refresh()
        new = [Participant(self.engine, seat, self.view) for seat in seats]
        self.people += new
        return new

    def all_ready(self, *, agree: bool = False) -> None:
        """Everybody reads the welcome."""
        for person in self.people:
            person.say(Ready(agrees_to_open_mode=agree))

    def come_to(self, id_: ExerciseId) -> None:
        """The facilitator goes on until an exercise is on."""
        while self.view.now().exercise.id is not id_:
            self.room.next()

    def rate(self, person: Participant, value: int, steps: Iterable[str] = STEPS) -> None:
        """Somebody gives the same answer to some steps."""
        for step in steps:
            person.say(rating(step, value, self.view.perspective(person.seat.seat_id)))


def rating(step: str, value: int, perspective: Perspective = Perspective.PREDICTED_CUSTOMER) -> Rating:
    """One answer."""
    return Rating(target_id=step, perspective=perspective, value=value)


def picked(question: Question, *steps: str) -> Picked:
    """One pick."""
    return Picked(question=question, target_ids=steps)


def proposed(step: str, *, after: str, label: str = "") -> StepProposed:
    """A missing step, called like its id unless it has another label."""
    return StepProposed(step_id=step, label=label or step.capitalize(), after_id=after)


def card(card_id: str, **changes: Any) -> ActionCard:
    """An action, due four weeks after the beginning."""
    known = {"what": "Say how long it takes", "who": "Jo", "due": date(2026, 12, 1), "first_step": "Ask the desk"}
    return ActionCard(card_id=card_id, **{**known, **changes})


def check(item: CheckItem, then: int, now: int) -> tuple[CheckAnswer, CheckAnswer]:
    """One item of the check-out, answered for both moments."""
    return (
        CheckAnswer(item=item, when=CheckWhen.LOOKING_BACK, value=then),
        CheckAnswer(item=item, when=CheckWhen.AFTER, value=now),
    )
