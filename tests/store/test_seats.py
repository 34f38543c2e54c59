"""Seats, as the store keeps them."""

from __future__ import annotations

import pytest
from samples import BEGIN, small_material
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from journeykit.models.session import Role, Seat, Session
from journeykit.store import journeys, seats, sessions
from journeykit.store.engine import reading, writing


def seat(seat_id: str = "a", session_id: str = "s1", return_code: str = "abcdef") -> Seat:
    return Seat(
        seat_id=seat_id, session_id=session_id, role=Role.BACK_OFFICE, return_code=return_code, created_at=BEGIN
    )


@pytest.fixture
def kept(engine: Engine) -> Engine:
    """A store with the sessions s1 and s2, and a seat in the first."""
    with writing(engine) as connection:
        version_id = journeys.put(connection, small_material(), BEGIN)
        for id_ in ("s1", "s2"):
            sessions.add(connection, Session(session_id=id_, code=f"{id_}-10", created_at=BEGIN), version_id)
        seats.add(connection, seat())
    return engine


def test_a_seat_comes_back_by_its_id_and_by_its_return_code(kept: Engine):
    with reading(kept) as connection:
        assert seats.get(connection, "a") == seats.by_return_code(connection, "s1", "abcdef") == seat()


def test_what_nobody_took_is_none(kept: Engine):
    with reading(kept) as connection:
        assert seats.get(connection, "b") is None
        assert seats.by_return_code(connection, "s1", "xxxxxx") is None
        assert seats.by_return_code(connection, "s2", "abcdef") is None  # another session's code opens nothing here


def test_a_return_code_is_given_once_in_a_session(kept: Engine):
    with pytest.raises(IntegrityError, match="return_code"), writing(kept) as connection:
        seats.add(connection, seat("b"))
    with writing(kept) as connection:
        seats.add(connection, seat("b", "s2"))


def test_handing_over_counts_the_devices(kept: Engine):
    with writing(kept) as connection:
        second = seats.hand_over(connection, seat())
        third = seats.hand_over(connection, second)
        assert (second.device, third.device) == (2, 3)
        assert seats.get(connection, "a") == third
