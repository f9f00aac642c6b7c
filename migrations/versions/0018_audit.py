"""Marks by which an auditor finds entries of the log: whose, of what type, about what and whom."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    op.create_table(
        "entry_marks",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("mark", text, primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    if there:
        op.execute("ALTER TABLE entry_marks ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE entry_marks FORCE ROW LEVEL SECURITY")
        op.execute(
            "CREATE POLICY entered ON entry_marks "
            "USING (secretariat = current_setting('minutebook.secretariat', true))"
        )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
