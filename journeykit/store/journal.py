"""The journal: everything that was said in a session, one line after the other. Lines are only added."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from journeykit.errors import JourneykitError
from journeykit.language import _
from journeykit.models.entry import Author, Body, Entry, Line
from journeykit.store.engine import plain_sql
from journeykit.store.tables import entries


class NewerLine(JourneykitError):
    """A line of a kind that this version does not have."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            _(
                "A newer journeykit wrote this session: it has lines of the kind {kind!r}. Install that one to open it."
            ).format(kind=kind)
        )


_BODY: Callable[[str], Body] = TypeAdapter(Body).validate_json
_known = lru_cache(maxsize=1000)(_BODY)
"""A rating names nobody, and there are few different ones: each is read once."""
_AUTHORS = {author.value: author for author in Author}
# Statements are built once: building one takes longer than running it.
_ADD = insert(entries).on_conflict_do_nothing(index_elements=[entries.c.entry_id])
_PLACE = select(entries.c.place).where(entries.c.entry_id == bindparam("asked"))


def _after(*names: str) -> str:
    """The SQL of a session's lines after a place, oldest first."""
    rows = select(*(entries.c[name] for name in names)).order_by(entries.c.place)
    return plain_sql(rows.where(entries.c.session_id == bindparam("asked"), entries.c.place > bindparam("after")))


_SINCE = _after("place", "run_id", "seat_id", "author", "kind", "body", "said_at")
_KINDS_SINCE = _after("place", "kind")


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
    added = connection.execute(_ADD, row)
    place: int = (
        added.lastrowid if added.rowcount else connection.execute(_PLACE, {"asked": row["entry_id"]}).scalar_one()
    )
    return place


def since(connection: Connection, session_id: str, place: int) -> list[Line]:
    """A session's lines after a place in the journal, oldest first; empty when nothing is new.

    Raises NewerLine for a kind of line that this version does not know.
    """
    rows = connection.exec_driver_sql(_SINCE, (session_id, place))
    try:
        return [
            Line(
                place,
                run_id,
                seat_id,
                _AUTHORS[author],
                _known(body) if kind == "rating" else _BODY(body),
                datetime.fromisoformat(said_at + "+00:00"),
            )
            for place, run_id, seat_id, author, kind, body, said_at in rows
        ]
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if first["type"] == "union_tag_invalid":
            raise NewerLine(first["ctx"]["tag"]) from error
        raise


def kinds_since(connection: Connection, session_id: str, place: int) -> list[tuple[int, str]]:
    """Of a session's lines after a place: their places and kinds, oldest first."""
    return [(place, kind) for place, kind in connection.exec_driver_sql(_KINDS_SINCE, (session_id, place))]
