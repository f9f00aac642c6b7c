"""Where minutes speak of an action, and how often its owners were reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    op.create_table(
        "mentions",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("action", text, primary_key=True),
        sa.Column("meeting", text, primary_key=True),
        sa.Column("part", text, primary_key=True),
        sa.Column("number", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("said_on", text, nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reminders",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("action", text, primary_key=True),
        sa.Column("owner", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("last_on", text, nullable=False),
        sa.Column("channel", text, nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    if there:
        for table in ("mentions", "reminders"):
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY entered ON {table} "
                "USING (secretariat = current_setting('minutebook.secretariat', true))"
            )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
