"""The read model of people who are known to be two."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    op.create_table(
        "distinctions",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("person", text, primary_key=True),
        sa.Column("other", text, primary_key=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    if there:
        op.execute("ALTER TABLE distinctions ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE distinctions FORCE ROW LEVEL SECURITY")
        op.execute(
            "CREATE POLICY entered ON distinctions "
            "USING (secretariat = current_setting('minutebook.secretariat', true))"
        )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
