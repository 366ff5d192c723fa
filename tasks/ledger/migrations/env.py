"""Alembic's entry: runs on the connection that `tasks.ledger.database` hands over."""

from alembic import context

from tasks.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()
