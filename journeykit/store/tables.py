"""The tables of the store. Migrations make them; a test holds both together."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)


class UtcDateTime(TypeDecorator[datetime]):
    """A time in UTC. SQLite keeps no zone, so the zone is taken off on the way in and put back on the way out."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """A time without its zone, in UTC."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """A time with its zone, UTC."""
        return None if value is None else value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

journeys = Table("journeys", metadata, Column("journey_id", String(40), primary_key=True))

journey_versions = Table(
    "journey_versions",
    metadata,
    Column("version_id", Integer, primary_key=True),
    Column("journey_id", ForeignKey("journeys.journey_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("journey_id", "version"),
)

waves = Table(
    "waves",
    metadata,
    Column("wave_id", Integer, primary_key=True),
    Column("version_id", ForeignKey("journey_versions.version_id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("wave", String(40), nullable=False),
    Column("scale_min", Integer, nullable=False),
    Column("scale_max", Integer, nullable=False),
    Column("source", Text, nullable=False),
    UniqueConstraint("version_id", "wave"),
)

wave_counts = Table(
    "wave_counts",
    metadata,
    Column("wave_id", ForeignKey("waves.wave_id"), primary_key=True),
    Column("target_id", String(40), primary_key=True),
    Column("value", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)

quotes = Table(
    "quotes",
    metadata,
    Column("quote_id", Integer, primary_key=True),
    Column("version_id", ForeignKey("journey_versions.version_id"), nullable=False),
    Column("step_id", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("source", String(120), nullable=False),
    Column("date", Date, nullable=False),
    Column("consent_to_show", Boolean, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("version_id", ForeignKey("journey_versions.version_id"), nullable=False),
    Column("code", String(20), nullable=False),
    Column("agenda", Text, nullable=False),
    Column("k", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("rehearsal", Boolean, nullable=False, server_default=false()),
)

seats = Table(
    "seats",
    metadata,
    Column("seat_id", String(32), primary_key=True),
    Column("session_id", ForeignKey("sessions.session_id"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("return_code", String(6), nullable=False),
    Column("device", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    UniqueConstraint("session_id", "return_code"),
)

entries = Table(
    "entries",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("entry_id", String(36), nullable=False, unique=True),
    Column("session_id", ForeignKey("sessions.session_id"), nullable=False),
    Column("run_id", String(32)),
    Column("seat_id", ForeignKey("seats.seat_id")),
    Column("author", String(20), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("said_at", UtcDateTime, nullable=False),
    Index(None, "session_id", "place"),
    sqlite_autoincrement=True,  # a place that was erased is never given again
)

# What customers tell by their link is kept as counts: no row is one customer, so nothing ties two answers together.

link_answers = Table(
    "link_answers",
    metadata,
    Column("session_id", ForeignKey("sessions.session_id"), primary_key=True),
    Column("target_id", String(40), primary_key=True),
    Column("value", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)

link_totals = Table(
    "link_totals",
    metadata,
    Column("session_id", ForeignKey("sessions.session_id"), primary_key=True),
    Column("customers", Integer, nullable=False),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
)

link_comments = Table(
    "link_comments",
    metadata,
    Column("comment_id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.session_id"), nullable=False),
    Column("step_id", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("consent_to_show", Boolean, nullable=False),
    Column("said_on", Date, nullable=False),
)

deletions = Table(
    "deletions",
    metadata,
    Column("deletion_id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("what", String(20), nullable=False),
    Column("session_id", String(32), nullable=False),  # no foreign key: it outlives its session
    Column("lines", Integer, nullable=False),
)
