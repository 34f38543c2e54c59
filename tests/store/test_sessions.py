"""Sessions, as the store keeps them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from samples import BEGIN, small_material, small_wave
from sqlalchemy import Engine

from journeykit.models.exercise import ExerciseId
from journeykit.models.session import Session
from journeykit.store import journeys, sessions
from journeykit.store.engine import reading, writing


def session(session_id: str, minutes: int = 0) -> Session:
    return Session(
        session_id=session_id,
        code=f"{session_id}-10",
        agenda=(ExerciseId.WELCOME, ExerciseId.PREDICT),
        k=6,
        created_at=BEGIN + timedelta(minutes=minutes),
    )


@pytest.fixture
def version_id(engine: Engine) -> int:
    with writing(engine) as connection:
        return journeys.put(connection, small_material(), BEGIN)


def test_a_session_comes_back_as_it_was_kept(engine: Engine, version_id: int):
    with writing(engine) as connection:
        sessions.add(connection, session("s1"), version_id)
    with reading(engine) as connection:
        assert sessions.get(connection, "s1") == session("s1")
        assert sessions.get(connection, "s2") is None


def test_the_newest_session_comes_first(engine: Engine, version_id: int):
    with writing(engine) as connection:
        for id_, minutes in (("middle", 5), ("new", 9), ("old", 1)):
            sessions.add(connection, session(id_, minutes), version_id)
        assert [each.session_id for each in sessions.newest_first(connection)] == ["new", "middle", "old"]


def test_a_new_survey_never_changes_an_old_session(engine: Engine, version_id: int):
    asked_again = small_material().model_copy(update={"waves": (small_wave("2027", book={1: 99}),)})
    with writing(engine) as connection:
        sessions.add(connection, session("before"), version_id)
        sessions.add(connection, session("after"), journeys.put(connection, asked_again, BEGIN))
    with reading(engine) as connection:
        assert sessions.material(connection, "before") == small_material()
        assert sessions.material(connection, "after") == asked_again


def test_a_session_gets_another_version_of_its_journey_when_it_is_prepared(engine: Engine, version_id: int):
    prepared = small_material().model_copy(update={"waves": ()})
    with writing(engine) as connection:
        sessions.add(connection, session("s1"), version_id)
        sessions.add(connection, session("s2"), version_id)
        sessions.set_version(connection, "s1", journeys.put(connection, prepared, BEGIN))
    with reading(engine) as connection:
        assert sessions.material(connection, "s1") == prepared
        assert sessions.material(connection, "s2") == small_material()
