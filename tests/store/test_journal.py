"""The journal."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from pydantic import ValidationError
from samples import BEGIN, lines, rating, small_material
from sqlalchemy import Engine, delete, func, select
from sqlalchemy.exc import IntegrityError

from journeykit.models.counts import K
from journeykit.models.entry import (
    Author,
    BaselineSet,
    Begun,
    Body,
    DeviceArrived,
    Ended,
    Entry,
    Erased,
    Extended,
    Joined,
    Kept,
    KeptWhat,
    Line,
    Locked,
    Looked,
    Opened,
    Prepared,
    Ready,
    Revealed,
    ReviewSet,
    Shortened,
    TookOver,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Baseline
from journeykit.models.said import (
    ActionCard,
    CheckAnswer,
    CheckItem,
    CheckWhen,
    Commitment,
    DidNotHappen,
    LastTime,
    Note,
    Picked,
    Question,
    StepProposed,
    TakenBack,
    Topic,
    WasCustomer,
)
from journeykit.models.session import Plan, Role, Seat, Session
from journeykit.store import journal, journeys, seats, sessions
from journeykit.store.engine import reading, writing
from journeykit.store.journal import NewerLine
from journeykit.store.tables import entries

EVERY_KIND: tuple[Body, ...] = (
    rating("wait", -2),
    Joined(role=Role.LEADER),
    Ready(agrees_to_open_mode=True),
    Looked(),
    TookOver(device=2),
    Opened(exercise=ExerciseId.PREDICT, ends_at=BEGIN),
    Extended(seconds=60),
    Locked(),
    Revealed(),
    Uncovered(target_id="wait"),
    BaselineSet(baseline=Baseline(value=1.0, label="the visit as a whole")),
    DeviceArrived(),
    Begun(slot_minutes=45),
    Shortened(exercise=ExerciseId.STEPS, minutes=0),
    Kept(what=KeptWhat.NEW_STEP, id="queue", kept=False),
    ReviewSet(next_review_on=None, no_action_because="no budget"),
    Ended(),
    Prepared(version_id=2, plan=Plan(held_on=date(2026, 11, 6), sponsor="Bo")),
    Erased(lines=14),
    Note(topic=Topic.WORRY, text="Too late again"),
    Picked(question=Question.LEAST_SURE, target_ids=("wait", "pay")),
    WasCustomer(when=LastTime.NEVER),
    StepProposed(step_id="queue", label="Queueing", after_id="book"),
    DidNotHappen(target_id="talk"),
    ActionCard(card_id="c1", what="Call back", who="Bo", due=date(2026, 11, 30), first_step="Write the list"),
    Commitment(if_text="the phone rings", then_text="I say my name", share=False),
    CheckAnswer(item=CheckItem.HOW_THEY_FEEL, when=CheckWhen.AFTER, value=5),
    TakenBack(place="commitment"),
)


@pytest.fixture
def kept(engine: Engine) -> Engine:
    """A store with the sessions s1 and s2, and a seat in the first."""
    with writing(engine) as connection:
        version_id = journeys.put(connection, small_material(), BEGIN)
        for id_ in ("s1", "s2"):
            sessions.add(connection, Session(session_id=id_, code=f"{id_}-10", k=K, created_at=BEGIN), version_id)
        seats.add(
            connection, Seat(seat_id="a", session_id="s1", role=Role.LEADER, return_code="abcdef", created_at=BEGIN)
        )
    return engine


def entry(body: Body, session_id: str = "s1", seat_id: str | None = None) -> Entry:
    return Entry(
        entry_id=uuid4(),
        session_id=session_id,
        run_id="r1",
        seat_id=seat_id,
        author=Author.SERVER,
        body=body,
        said_at=BEGIN + timedelta(microseconds=1),
    )


def test_every_kind_of_line_comes_back_as_it_was_said(kept: Engine):
    said = [entry(body, seat_id="a") for body in EVERY_KIND]
    with writing(kept) as connection:
        places = [journal.append(connection, each) for each in said]
    with reading(kept) as connection:
        found = journal.since(connection, "s1", 0)
    assert found == [
        Line(place, each.run_id, each.seat_id, each.author, each.body, each.said_at)
        for each, place in zip(said, places, strict=True)
    ]
    kinds = {each.body.kind for each in said}
    assert len(kinds) == len(EVERY_KIND) == len(Body.__origin__.__args__)


def test_since_gives_only_later_lines_of_one_session_in_order(kept: Engine):
    with writing(kept) as connection:
        first = journal.append(connection, entry(Locked()))
        elsewhere = journal.append(connection, entry(Locked(), "s2"))
        second = journal.append(connection, entry(Revealed()))
        assert first < elsewhere < second
        assert [each.place for each in journal.since(connection, "s1", 0)] == [first, second]
        assert [each.place for each in journal.since(connection, "s1", first)] == [second]
        assert journal.since(connection, "s1", second) == []


def test_kinds_since_gives_places_and_kinds_of_later_lines_of_one_session(kept: Engine):
    with writing(kept) as connection:
        first = journal.append(connection, entry(Locked()))
        journal.append(connection, entry(Locked(), "s2"))
        second = journal.append(connection, entry(rating("wait", 1), seat_id="a"))
        assert journal.kinds_since(connection, "s1", 0) == [(first, "locked"), (second, "rating")]
        assert journal.kinds_since(connection, "s1", first) == [(second, "rating")]


@pytest.mark.parametrize(
    "body", ['{"kind":"rating","target_id":"wait","perspective":"predicted_customer","value":3}', "{}"]
)
def test_a_reader_refuses_what_no_writer_may_say_each_time_it_meets_it(kept: Engine, body: str):
    with writing(kept) as connection:
        journal.append(connection, entry(rating("wait", 1), seat_id="a"))
        connection.execute(entries.update().values(body=body))
    for _ in range(2):
        with reading(kept) as connection, pytest.raises(ValidationError):
            journal.since(connection, "s1", 0)


def test_a_line_that_only_a_newer_version_writes_is_said_to_be_one(kept: Engine):
    with writing(kept) as connection:
        journal.append(connection, entry(Locked()))
        connection.execute(entries.update().values(kind="danced", body='{"kind": "danced", "how": "slowly"}'))
    with (
        reading(kept) as connection,
        pytest.raises(NewerLine, match="of the kind 'danced'"),
    ):
        journal.since(connection, "s1", 0)


def test_a_repeat_is_no_second_line_and_keeps_its_place(kept: Engine):
    once = entry(Locked())
    with writing(kept) as connection:
        place = journal.append(connection, once)
        journal.append(connection, entry(Revealed()))
    with writing(kept) as connection:
        assert journal.append(connection, once) == place
        assert connection.scalar(select(func.count()).select_from(entries)) == 2


def test_a_line_of_an_unknown_session_or_seat_is_refused(kept: Engine):
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(kept) as connection:
        journal.append(connection, entry(Locked(), "nobody_s"))
    with pytest.raises(IntegrityError, match="FOREIGN KEY"), writing(kept) as connection:
        journal.append(connection, entry(Looked(), seat_id="nobody"))
    assert lines(kept) == 0


def test_a_place_that_was_erased_is_never_given_again(kept: Engine):
    with writing(kept) as connection:
        erased = journal.append(connection, entry(Locked()))
        connection.execute(delete(entries))
        assert journal.append(connection, entry(Locked())) > erased
