"""What was corrected and retracted."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    op.create_table(
        "amendments",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("thing", text, primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("about", sa.BigInteger(), nullable=False),
        sa.Column("event", text, nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("reason", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    if there:
        op.execute("ALTER TABLE amendments ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE amendments FORCE ROW LEVEL SECURITY")
        op.execute(
            "CREATE POLICY entered ON amendments "
            "USING (secretariat = current_setting('minutebook.secretariat', true))"
        )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
