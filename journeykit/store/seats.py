"""Seats: a participant's place in a session, and the device that holds it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from journeykit.models.session import Role, Seat
from journeykit.store.tables import seats


def add(connection: Connection, seat: Seat) -> None:
    """Keep a new seat. Raises IntegrityError when its return code is taken in this session."""
    connection.execute(insert(seats).values(**seat.model_dump()))


def get(connection: Connection, seat_id: str) -> Seat | None:
    """A seat by its id; None where there is none."""
    return _seat(connection.execute(select(seats).where(seats.c.seat_id == seat_id)).first())


def by_return_code(connection: Connection, session_id: str, return_code: str) -> Seat | None:
    """The seat of a session that a return code belongs to; None where there is none."""
    return _seat(
        connection.execute(
            select(seats).where(seats.c.session_id == session_id, seats.c.return_code == return_code)
        ).first()
    )


def hand_over(connection: Connection, seat: Seat) -> Seat:
    """Give a seat to its next device, and return it as it is now."""
    connection.execute(update(seats).where(seats.c.seat_id == seat.seat_id).values(device=seat.device + 1))
    return seat.model_copy(update={"device": seat.device + 1})


def _seat(row: Row[Any] | None) -> Seat | None:
    if row is None:
        return None
    return Seat(**{**row._asdict(), "role": Role(row.role)})
