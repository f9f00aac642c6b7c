"""Documents: the files that were handed in, and the read model of what became of each."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_TABLES = ("kept_files", "documents")


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    op.create_table(
        "kept_files",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("sha256", text, primary_key=True),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "documents",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("document", text, primary_key=True),
        sa.Column("name", sa.BigInteger(), nullable=False),
        sa.Column("media_type", text, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.BigInteger(), nullable=False),
        sa.Column("received_on", text, nullable=False),
        sa.Column("state", text, nullable=False),
        sa.Column("readings", sa.BigInteger(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("meetings", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_documents_sha256", "documents", ["secretariat", "sha256", "since", "until"])
    now = sa.text("until IS NULL")
    op.create_index(
        "ix_documents_state_document_now",
        "documents",
        ["secretariat", "state", "document"],
        sqlite_where=now,
        postgresql_where=now,
    )
    if there:
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY entered ON {table} "
                "USING (secretariat = current_setting('minutebook.secretariat', true))"
            )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
