"""Every model comes back from JSON as it was: what the journal and the store rely on."""

from datetime import UTC, datetime
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from strategies import identifiers, journeys, lines, materials, picks, sayings_by_kind, texts

from journeykit.models.agenda import EXERCISES
from journeykit.models.counts import Counts, gate
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
from journeykit.models.material import Material
from journeykit.models.rating import Perspective, Rating
from journeykit.models.report import Report
from journeykit.models.rise import Rise
from journeykit.models.said import ActionCard, CheckItem, Commitment, TakenBack
from journeykit.models.scale import POINTS
from journeykit.models.session import Plan, Role, Seat, Session
from journeykit.models.votes import counted

slow = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
baselines = st.builds(Baseline, value=st.floats(-2, 2), label=texts(60, 1))
counts = st.builds(
    Counts,
    target_id=identifiers(),
    group=st.sampled_from(Perspective),
    counts=st.tuples(*[st.integers(0, 12)] * len(POINTS)),
)
plans = st.builds(Plan, held_on=st.none() | st.dates(), sponsor=texts(80))
BODIES = {
    Rating: st.builds(
        Rating, target_id=identifiers(), perspective=st.sampled_from(Perspective), value=st.sampled_from(POINTS)
    ),
    Joined: st.builds(Joined, role=st.sampled_from(Role)),
    Ready: st.builds(Ready, agrees_to_open_mode=st.booleans()),
    Looked: st.just(Looked()),
    TookOver: st.builds(TookOver, device=st.integers(2, 9)),
    Opened: st.builds(Opened, exercise=st.sampled_from(ExerciseId), ends_at=times),
    Extended: st.builds(Extended, seconds=st.integers(1, 3600)),
    Locked: st.just(Locked()),
    Revealed: st.just(Revealed()),
    Uncovered: st.builds(Uncovered, target_id=identifiers()),
    BaselineSet: st.builds(BaselineSet, baseline=baselines),
    Begun: st.builds(Begun, slot_minutes=st.integers(10, 480)),
    Shortened: st.builds(Shortened, exercise=st.sampled_from(ExerciseId), minutes=st.integers(0, 60)),
    Kept: st.builds(Kept, what=st.sampled_from(KeptWhat), id=identifiers(), kept=st.booleans()),
    ReviewSet: st.builds(ReviewSet, next_review_on=st.none() | st.dates(), no_action_because=texts(200)),
    Ended: st.just(Ended()),
    Prepared: st.builds(Prepared, version_id=st.integers(1), plan=plans),
    Erased: st.builds(Erased, lines=st.integers(0)),
    DeviceArrived: st.just(DeviceArrived()),
    TakenBack: st.builds(TakenBack, place=texts(80)),
    **sayings_by_kind(),
}
entries = st.builds(
    Entry,
    entry_id=st.uuids(),
    session_id=texts(30, 1),
    run_id=st.none() | texts(30),
    seat_id=st.none() | texts(30),
    author=st.sampled_from(Author),
    body=st.just(DeviceArrived()),
    said_at=times,
    place=st.none() | st.integers(1),
)


def comes_back(model: BaseModel) -> None:
    assert type(model).model_validate_json(model.model_dump_json()) == model
    assert type(model).model_validate(model.model_dump()) == model


@slow
@given(materials())
def test_material_comes_back_as_it_was(material):
    comes_back(material)


@pytest.mark.parametrize("kind", get_args(get_args(Body)[0]))
@settings(slow, max_examples=15)
@given(entries, st.data())
def test_every_line_of_the_journal_comes_back_as_it_was(kind, entry, data):
    comes_back(entry.model_copy(update={"body": data.draw(BODIES[kind])}))


@given(texts(20, 1), st.lists(st.sampled_from(ExerciseId), min_size=1).map(tuple), st.integers(3, 20), times)
def test_a_session_comes_back_as_it_was(code, agenda, k, at):
    comes_back(Session(session_id="s", code=code, agenda=agenda, k=k, rehearsal=k == 3, created_at=at))


@given(st.sampled_from(Role), times, st.integers(1, 9))
def test_a_seat_comes_back_as_it_was(role, at, device):
    comes_back(Seat(seat_id="s", session_id="t", role=role, return_code="abc234", device=device, created_at=at))


rises = st.builds(Rise, item=st.sampled_from(CheckItem), n=st.integers(0, 9), k=st.just(5))
cards = st.builds(
    ActionCard, card_id=identifiers(), what=lines(120), who=lines(60), due=st.dates(), first_step=lines(120)
)
commitments = st.builds(Commitment, if_text=lines(120), then_text=lines(120), share=st.just(True))


@st.composite
def reports(draw):
    """What a session may leave: everything of it, in any shape."""
    journey = draw(journeys())
    steps = st.sampled_from(journey.target_ids)
    picked = draw(st.lists(picks(steps), max_size=2))
    return Report(
        session_id="s",
        held_at=draw(times),
        made_at=draw(times),
        k=5,
        material=Material(journey=journey),
        revealed=draw(st.booleans()),
        people=draw(st.none() | st.integers(0, 200)),
        rehearsal=draw(st.booleans()),
        plan=draw(plans),
        ours=gate(draw(st.lists(counts, max_size=4))),
        felt=gate(draw(st.lists(counts, max_size=4))),
        votes=tuple(counted(each.question, [each.target_ids] * 5, journey.target_ids, 5) for each in picked),
        insights=tuple(draw(st.lists(lines(120), max_size=2))),
        actions=tuple(draw(st.lists(cards, max_size=2))),
        no_action_because=draw(texts(200)),
        commitments=tuple(draw(st.lists(commitments, max_size=2))),
        check_out=tuple(draw(st.lists(rises, max_size=2))),
        next_review_on=draw(st.none() | st.dates()),
    )


@settings(slow, max_examples=15)
@given(reports())
def test_a_report_comes_back_as_it_was(report):
    comes_back(report)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)
def test_an_exercise_comes_back_as_it_was(exercise):
    comes_back(exercise)


def test_a_body_is_known_by_its_kind():
    entry = Entry.model_validate_json(
        '{"entry_id": "00000000-0000-0000-0000-000000000001", "session_id": "s", "author": "facilitator",'
        ' "body": {"kind": "extended", "seconds": 60}, "said_at": "2026-05-31T12:00:00+02:00"}'
    )
    assert entry.body == Extended(seconds=60)
    assert entry.entry_id == UUID(int=1)
    assert entry.said_at == datetime(2026, 5, 31, 10, tzinfo=UTC)
