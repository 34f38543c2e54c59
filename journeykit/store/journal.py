"""The journal: everything that was said in a session, one line after the other. Lines are only added."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from journeykit.models.entry import Author, Body, Entry, Line
from journeykit.store.tables import entries

_BODY: Callable[[str], Body] = TypeAdapter(Body).validate_json
_known = lru_cache(maxsize=1000)(_BODY)
"""A rating names nobody, and there are few different ones: each is read once."""
_AUTHORS = {author.value: author for author in Author}
# Statements are built once: building one takes as long as running it.
_ADD = insert(entries).on_conflict_do_nothing(index_elements=[entries.c.entry_id])
_PLACE = select(entries.c.place).where(entries.c.entry_id == bindparam("asked"))
_AFTER = (entries.c.session_id == bindparam("session_id")) & (entries.c.place > bindparam("after"))
_SINCE = (
    select(*(entries.c[name] for name in ("place", "run_id", "seat_id", "author", "kind", "body", "said_at")))
    .where(_AFTER)
    .order_by(entries.c.place)
)
_KINDS_SINCE = select(entries.c.place, entries.c.kind).where(_AFTER).order_by(entries.c.place)


def append(connection: Connection, entry: Entry) -> int:
    """Add one line and return its place. A line that is there already keeps its place: a repeat is no second line."""
    row = {
        "entry_id": str(entry.entry_id),
        "session_id": entry.session_id,
        "run_id": entry.run_id,
        "seat_id": entry.seat_id,
        "author": entry.author,
        "kind": entry.body.kind,
        "schema_version": entry.schema_version,
        "body": entry.body.model_dump_json(),
        "said_at": entry.said_at,
    }
    connection.execute(_ADD, row)
    place: int = connection.execute(_PLACE, {"asked": row["entry_id"]}).scalar_one()
    return place


def since(connection: Connection, session_id: str, place: int) -> list[Line]:
    """A session's lines after a place in the journal, oldest first; empty when nothing is new."""
    rows = connection.execute(_SINCE, {"session_id": session_id, "after": place})
    return [
        Line(row[0], row[1], row[2], _AUTHORS[row[3]], _known(row[5]) if row[4] == "rating" else _BODY(row[5]), row[6])
        for row in rows
    ]


def kinds_since(connection: Connection, session_id: str, place: int) -> list[tuple[int, str]]:
    """Of a session's lines after a place: their places and kinds, oldest first."""
    rows = connection.execute(_KINDS_SINCE, {"session_id": session_id, "after": place})
    return [(row[0], row[1]) for row in rows]
