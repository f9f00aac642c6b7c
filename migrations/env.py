"""Runs migrations on the connection that the caller hands over, in one transaction."""

from alembic import context
from sqlmodel import SQLModel

import projections
import service.ledger.tables

METADATA = SQLModel.metadata
DECLARED_BY = (projections, service.ledger.tables)


def run() -> None:
    """Bring the schema to the revision that was asked for."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=METADATA,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
