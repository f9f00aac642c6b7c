"""Webhooks: their read model, how far each has come, and what could not be delivered."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TABLES = ("webhooks", "webhook_progress", "webhook_dead_letters")


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    _read_model(text)
    op.create_table(
        "webhook_progress",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("webhook", text, primary_key=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("ordered", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("failing_since", sa.BigInteger(), nullable=True),
        sa.Column("next_try", sa.BigInteger(), nullable=True),
        sa.Column("last_error", text, nullable=True),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("lease", text, nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "webhook_dead_letters",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("webhook", text, primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("first_try", sa.BigInteger(), nullable=False),
        sa.Column("last_try", sa.BigInteger(), nullable=False),
        sa.Column("last_error", text, nullable=False),
        sa.Column("asked_again", sa.Boolean(), nullable=False),
    )
    if there:
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY entered ON {table} "
                "USING (secretariat = current_setting('minutebook.secretariat', true))"
            )


def _read_model(text: sa.String) -> None:
    op.create_table(
        "webhooks",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("webhook", text, primary_key=True),
        sa.Column("url", sa.BigInteger(), nullable=False),
        sa.Column("types", text, nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("ordered", sa.BigInteger(), nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("reason", sa.BigInteger(), nullable=True),
        sa.Column("generation", sa.BigInteger(), nullable=False),
        sa.Column("rotated", sa.BigInteger(), nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    now = sa.text("until IS NULL")
    op.create_index(
        "ix_webhooks_state_webhook_now",
        "webhooks",
        ["secretariat", "state", "webhook"],
        sqlite_where=now,
        postgresql_where=now,
    )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
