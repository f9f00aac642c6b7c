"""What was said of findings, the grounds of identifications, and what else a quorum rule says."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    op.add_column("attendance", sa.Column("grounds", sa.BigInteger(), nullable=True))
    op.add_column("body_terms", sa.Column("quorum_more", text, nullable=True))
    op.create_table(
        "finding_settlements",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("meeting", text, primary_key=True),
        sa.Column("kind", text, primary_key=True),
        sa.Column("subject", text, primary_key=True),
        sa.Column("resolution", text, nullable=False),
        sa.Column("words", sa.BigInteger(), nullable=True),
        sa.Column("settled_on", text, nullable=False),
        sa.Column("part", text, nullable=True),
        sa.Column("number", sa.BigInteger(), nullable=True),
        sa.Column("action", text, nullable=True),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    if there:
        op.execute("ALTER TABLE finding_settlements ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE finding_settlements FORCE ROW LEVEL SECURITY")
        op.execute(
            "CREATE POLICY entered ON finding_settlements "
            "USING (secretariat = current_setting('minutebook.secretariat', true))"
        )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
