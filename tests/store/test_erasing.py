"""Removing for good, as the store does it."""

from __future__ import annotations

from pathlib import Path

from samples import BEGIN, Played, small_journey, small_material, small_wave
from sqlalchemy import Engine, select

from journeykit.models.exercise import ExerciseId
from journeykit.models.material import Material
from journeykit.models.session import Role
from journeykit.session.invitation import new_session
from journeykit.store import erasing, sessions
from journeykit.store.engine import reading, writing
from journeykit.store.tables import deletions, journey_versions, journeys, wave_counts, waves


def versions(engine: Engine) -> list[int]:
    with reading(engine) as connection:
        return list(connection.scalars(select(journey_versions.c.version).order_by(journey_versions.c.version)))


def test_only_what_was_told_counts_as_an_answer(engine: Engine):
    played = Played(engine)
    (person,) = played.joined(Role.LEADER)
    played.all_ready()
    played.come_to(ExerciseId.PREDICT)
    played.rate(person, 1)
    played.rate(person, 2, ["wait"])
    with writing(engine) as connection:
        assert erasing.answers_of(connection, person.seat.seat_id) == 5
        assert erasing.remove_seat(connection, person.seat.seat_id) == 7  # and that they came, and were ready
        assert erasing.answers_of(connection, person.seat.seat_id) == 0


def test_a_version_stays_while_a_session_uses_it(engine: Engine):
    first = new_session(engine, small_material())
    second = new_session(engine, small_material())
    third = new_session(engine, Material(journey=small_journey(), waves=(small_wave("2027", wait={1: 1}),)))
    assert versions(engine) == [1, 2]
    with writing(engine) as connection:
        erasing.remove_session(connection, first.session_id)
    assert versions(engine) == [1, 2]
    with writing(engine) as connection:
        erasing.remove_session(connection, second.session_id)
        assert sessions.newest_first(connection) == [third]
    assert versions(engine) == [2]
    with reading(engine) as connection:
        assert connection.scalars(select(waves.c.wave)).all() == ["2027"]
    with writing(engine) as connection:
        erasing.remove_session(connection, third.session_id)
        for table in (journeys, waves, wave_counts):
            assert connection.execute(select(table)).all() == []


def test_the_log_is_cut_and_what_was_written_stays(engine: Engine, url: str):
    log = Path(url.removeprefix("sqlite:///") + "-wal")
    with writing(engine) as connection:
        erasing.note(connection, BEGIN, "seat", "s1", 3)
    assert log.stat().st_size > 0
    assert erasing.empty_log(engine)
    assert log.stat().st_size == 0
    with reading(engine) as connection:
        assert [tuple(row) for row in connection.execute(select(deletions))] == [(1, BEGIN, "seat", "s1", 3)]
