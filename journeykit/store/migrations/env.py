"""How Alembic reaches the store: on the connection that open_store holds."""

from __future__ import annotations

from alembic import context

from journeykit.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
