"""Sessions: which journey, which code, since when. What happens in one is in the journal."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from journeykit.models.material import Material
from journeykit.models.session import Session
from journeykit.store import journeys
from journeykit.store.tables import sessions


def add(connection: Connection, session: Session, version_id: int) -> None:
    """Keep a new session of one version of a journey."""
    connection.execute(
        insert(sessions).values(
            session_id=session.session_id,
            version_id=version_id,
            code=session.code,
            agenda=json.dumps(session.agenda),
            k=session.k,
            created_at=session.created_at,
            rehearsal=session.rehearsal,
        )
    )


def get(connection: Connection, session_id: str) -> Session | None:
    """A session by its id; None where there is none."""
    row = connection.execute(select(sessions).where(sessions.c.session_id == session_id)).first()
    return None if row is None else _session(row)


def newest_first(connection: Connection) -> list[Session]:
    """Every session, the newest first."""
    return [_session(row) for row in connection.execute(select(sessions).order_by(sessions.c.created_at.desc()))]


def version_id(connection: Connection, session_id: str) -> int:
    """The version of a journey that a session uses."""
    found: int = connection.execute(
        select(sessions.c.version_id).where(sessions.c.session_id == session_id)
    ).scalar_one()
    return found


def shares_version(connection: Connection, session_id: str) -> bool:
    """Whether another session uses the same version of a journey."""
    used = select(sessions.c.version_id).where(sessions.c.session_id != session_id)
    return version_id(connection, session_id) in set(connection.scalars(used))


def set_version(connection: Connection, session_id: str, version_id: int) -> None:
    """Give a session another version of its journey: it was prepared anew."""
    connection.execute(update(sessions).where(sessions.c.session_id == session_id).values(version_id=version_id))


def material(connection: Connection, session_id: str) -> Material:
    """The journey of a session and its customers, as they were last prepared."""
    return journeys.get(connection, version_id(connection, session_id))


def _session(row: Row[Any]) -> Session:
    return Session(
        session_id=row.session_id,
        code=row.code,
        agenda=json.loads(row.agenda),
        k=row.k,
        created_at=row.created_at,
        rehearsal=row.rehearsal,
    )
