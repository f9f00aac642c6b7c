"""Whose names went out with published minutes."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    op.add_column("minutes_publications", sa.Column("naming", text, nullable=True))


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
