"""Customers by their link, rehearsals, and a record of what was deleted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("rehearsal", sa.Boolean, nullable=False, server_default=sa.false()))
    op.create_table(
        "link_answers",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("target_id", sa.String(40), nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "target_id", "value", name="pk_link_answers"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"], name="fk_link_answers_session_id"),
    )
    op.create_table(
        "link_totals",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("customers", sa.Integer, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_link_totals"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"], name="fk_link_totals_session_id"),
    )
    op.create_table(
        "link_comments",
        sa.Column("comment_id", sa.Integer, nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("step_id", sa.String(40), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("consent_to_show", sa.Boolean, nullable=False),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("comment_id", name="pk_link_comments"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"], name="fk_link_comments_session_id"),
    )
    op.create_table(
        "deletions",
        sa.Column("deletion_id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("lines", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("deletion_id", name="pk_deletions"),
    )
