"""Every model comes back from JSON as it was: what the journal and the store rely on."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from strategies import identifiers, journeys, materials, texts

from journeykit.models.agenda import EXERCISES
from journeykit.models.counts import Counts, gate
from journeykit.models.entry import (
    Author,
    BaselineSet,
    DeviceArrived,
    Entry,
    Extended,
    Joined,
    Locked,
    Looked,
    Opened,
    Ready,
    Revealed,
    TookOver,
    Uncovered,
)
from journeykit.models.exercise import ExerciseId
from journeykit.models.journey import Baseline
from journeykit.models.material import Material
from journeykit.models.rating import Perspective, Rating
from journeykit.models.report import Report
from journeykit.models.scale import POINTS
from journeykit.models.session import Role, Seat, Session

slow = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
times = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
baselines = st.builds(Baseline, value=st.floats(-2, 2), label=texts(60, 1))
counts = st.builds(
    Counts,
    target_id=identifiers(),
    group=st.sampled_from(Perspective),
    counts=st.tuples(*[st.integers(0, 12)] * len(POINTS)),
)
bodies = st.one_of(
    st.builds(Rating, target_id=identifiers(), perspective=st.sampled_from(Perspective), value=st.sampled_from(POINTS)),
    st.builds(Joined, role=st.sampled_from(Role)),
    st.builds(Ready, agrees_to_open_mode=st.booleans()),
    st.builds(TookOver, device=st.integers(2, 9)),
    st.builds(Opened, exercise=st.sampled_from(ExerciseId), ends_at=times),
    st.builds(Extended, seconds=st.integers(1, 3600)),
    st.builds(Uncovered, target_id=identifiers()),
    st.builds(BaselineSet, baseline=baselines),
    st.sampled_from([Looked(), Locked(), Revealed(), DeviceArrived()]),
)
entries = st.builds(
    Entry,
    entry_id=st.uuids(),
    session_id=texts(30, 1),
    run_id=st.none() | texts(30),
    seat_id=st.none() | texts(30),
    author=st.sampled_from(Author),
    body=bodies,
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


@given(entries)
def test_every_line_of_the_journal_comes_back_as_it_was(entry):
    comes_back(entry)


@given(texts(20, 1), st.lists(st.sampled_from(ExerciseId), min_size=1).map(tuple), st.integers(3, 20), times)
def test_a_session_comes_back_as_it_was(code, agenda, k, at):
    comes_back(Session(session_id="s", code=code, agenda=agenda, k=k, created_at=at))


@given(st.sampled_from(Role), times, st.integers(1, 9))
def test_a_seat_comes_back_as_it_was(role, at, device):
    comes_back(Seat(seat_id="s", session_id="t", role=role, return_code="abc234", device=device, created_at=at))


@slow
@given(journeys(), st.lists(counts, max_size=4), times)
def test_a_report_comes_back_as_it_was(journey, counted, at):
    comes_back(
        Report(
            session_id="s",
            held_at=at,
            made_at=at,
            k=5,
            material=Material(journey=journey),
            revealed=True,
            ours=gate(counted),
        )
    )


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
