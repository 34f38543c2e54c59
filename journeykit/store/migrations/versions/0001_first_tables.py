"""The first tables: journeys and their versions, customers' answers, sessions, seats, the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("journeys", sa.Column("journey_id", sa.String(40), nullable=False), sa.PrimaryKeyConstraint("journey_id", name="pk_journeys"))
    op.create_table(
        "journey_versions",
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("journey_id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("version_id", name="pk_journey_versions"),
        sa.ForeignKeyConstraint(["journey_id"], ["journeys.journey_id"], name="fk_journey_versions_journey_id"),
        sa.UniqueConstraint("journey_id", "version", name="uq_journey_versions_journey_id_version"),
    )
    op.create_table(
        "waves",
        sa.Column("wave_id", sa.Integer, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("wave", sa.String(40), nullable=False),
        sa.Column("scale_min", sa.Integer, nullable=False),
        sa.Column("scale_max", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", name="pk_waves"),
        sa.ForeignKeyConstraint(["version_id"], ["journey_versions.version_id"], name="fk_waves_version_id"),
        sa.UniqueConstraint("version_id", "wave", name="uq_waves_version_id_wave"),
    )
    op.create_table(
        "wave_counts",
        sa.Column("wave_id", sa.Integer, nullable=False),
        sa.Column("target_id", sa.String(40), nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("wave_id", "target_id", "value", name="pk_wave_counts"),
        sa.ForeignKeyConstraint(["wave_id"], ["waves.wave_id"], name="fk_wave_counts_wave_id"),
    )
    op.create_table(
        "quotes",
        sa.Column("quote_id", sa.Integer, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("step_id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("source", sa.String(120), nullable=False),
        sa.Column("date", sa.Date, nullable=False),
        sa.Column("consent_to_show", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("quote_id", name="pk_quotes"),
        sa.ForeignKeyConstraint(["version_id"], ["journey_versions.version_id"], name="fk_quotes_version_id"),
    )
    op.create_table(
        "sessions",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("agenda", sa.Text, nullable=False),
        sa.Column("k", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["version_id"], ["journey_versions.version_id"], name="fk_sessions_version_id"),
    )
    op.create_table(
        "seats",
        sa.Column("seat_id", sa.String(32), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("return_code", sa.String(6), nullable=False),
        sa.Column("device", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("seat_id", name="pk_seats"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"], name="fk_seats_session_id"),
        sa.UniqueConstraint("session_id", "return_code", name="uq_seats_session_id_return_code"),
    )
    op.create_table(
        "entries",
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("run_id", sa.String(32)),
        sa.Column("seat_id", sa.String(32)),
        sa.Column("author", sa.String(20), nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("schema_version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("said_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("place", name="pk_entries"),
        sa.UniqueConstraint("entry_id", name="uq_entries_entry_id"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"], name="fk_entries_session_id"),
        sa.ForeignKeyConstraint(["seat_id"], ["seats.seat_id"], name="fk_entries_seat_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_session_id_place", "entries", ["session_id", "place"])
