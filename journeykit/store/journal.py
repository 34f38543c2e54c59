"""The journal: everything that was said in a session, one line after the other. Lines are only added."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert

from journeykit.models.entry import Body, Entry
from journeykit.store.tables import entries

_BODY: TypeAdapter[Body] = TypeAdapter(Body)


def append(connection: Connection, entry: Entry) -> int:
    """Add one line and return its place. A line that is there already keeps its place: a repeat is no second line."""
    row = insert(entries).values(
        entry_id=str(entry.entry_id),
        session_id=entry.session_id,
        run_id=entry.run_id,
        seat_id=entry.seat_id,
        author=entry.author,
        kind=entry.body.kind,
        schema_version=entry.schema_version,
        body=entry.body.model_dump_json(),
        said_at=entry.said_at,
    )
    connection.execute(row.on_conflict_do_nothing(index_elements=[entries.c.entry_id]))
    place: int = connection.execute(
        select(entries.c.place).where(entries.c.entry_id == str(entry.entry_id))
    ).scalar_one()
    return place


def since(connection: Connection, session_id: str, place: int) -> list[Entry]:
    """A session's entries after a place in the journal, oldest first; empty when nothing is new."""
    rows = connection.execute(
        select(entries).where(entries.c.session_id == session_id, entries.c.place > place).order_by(entries.c.place)
    )
    return [_entry(row) for row in rows]


def _entry(row: Row[Any]) -> Entry:
    values = row._asdict()
    del values["kind"]
    body = values.pop("body")
    return Entry.model_validate({**values, "body": _BODY.validate_json(body)})
