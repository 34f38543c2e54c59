"""Removing for good: one seat with all that was said from it, or a whole session. Rows go; nothing is only hidden."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select

from journeykit.store import sessions as kept
from journeykit.store.tables import (
    deletions,
    entries,
    journey_versions,
    journeys,
    link_answers,
    link_comments,
    link_totals,
    quotes,
    seats,
    sessions,
    wave_counts,
    waves,
)

# What somebody does to take part; everything else that a seat says is an answer.
_NO_ANSWERS = ("joined", "ready", "looked", "took_over", "taken_back")


def answers_of(connection: Connection, seat_id: str) -> int:
    """How many answers were given from a seat; one that was changed counts each time."""
    found = connection.scalar(
        select(func.count())
        .select_from(entries)
        .where(entries.c.seat_id == seat_id, entries.c.kind.not_in(_NO_ANSWERS))
    )
    return found or 0


def remove_seat(connection: Connection, seat_id: str) -> int:
    """Remove a seat and its lines of the journal, and return how many lines there were."""
    lines = connection.execute(delete(entries).where(entries.c.seat_id == seat_id)).rowcount
    connection.execute(delete(seats).where(seats.c.seat_id == seat_id))
    return lines


def remove_lines(connection: Connection, places: Collection[int]) -> int:
    """Remove single lines of the journal by their places, and return how many there were."""
    return connection.execute(delete(entries).where(entries.c.place.in_(places))).rowcount


def remove_session(connection: Connection, session_id: str) -> int:
    """Remove a session with everything that hangs on it, and return how many lines its journal had.

    The version of its journey goes with it, and the customers' answers and quotes of that version, unless another
    session uses it. With the last session of a journey all of the journey's versions go; before, earlier ones stay,
    since they tell whether a folder has changed.
    """
    version_id = kept.version_id(connection, session_id)
    lines = connection.execute(delete(entries).where(entries.c.session_id == session_id)).rowcount
    for table in (seats, link_answers, link_totals, link_comments, sessions):
        connection.execute(delete(table).where(table.c.session_id == session_id))
    _remove_versions(connection, version_id)
    return lines


def _remove_versions(connection: Connection, version_id: int) -> None:
    versions = journey_versions.c
    journey_id = connection.scalars(select(versions.journey_id).where(versions.version_id == version_id)).one()
    of_journey = set(connection.scalars(select(versions.version_id).where(versions.journey_id == journey_id)))
    used = of_journey & set(connection.scalars(select(sessions.c.version_id)))
    gone = {version_id} - used if used else of_journey
    their_waves = select(waves.c.wave_id).where(waves.c.version_id.in_(gone))
    connection.execute(delete(wave_counts).where(wave_counts.c.wave_id.in_(their_waves)))
    for table in (waves, quotes, journey_versions):
        connection.execute(delete(table).where(table.c.version_id.in_(gone)))
    if not used:
        connection.execute(delete(journeys).where(journeys.c.journey_id == journey_id))


def note(connection: Connection, at: datetime, what: str, session_id: str, lines: int) -> None:
    """Write down that something was removed: when, what, how many lines; not whose."""
    connection.execute(insert(deletions).values(at=at, what=what, session_id=session_id, lines=lines))


def empty_log(engine: Engine) -> bool:
    """Take what was written lately into the store's file and cut the log beside it, which still holds what was removed.

    False when somebody read all the while, so that the log could not be cut: it is then when the last one ends.
    """
    connection = engine.raw_connection()
    try:
        busy: int = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return not busy
