"""The read models of issues logs: the issues, what they are linked to, which are confidential."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_TABLES = ("issues", "issue_links", "confidential_issues")


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    _issues(text)
    _links(text)
    op.create_table(
        "confidential_issues",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("issue", text, primary_key=True),
        *_versions(),
        sqlite_with_rowid=False,
    )
    if there:
        for table in _TABLES:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY entered ON {table} "
                "USING (secretariat = current_setting('minutebook.secretariat', true))"
            )


def _issues(text: sa.String) -> None:
    op.create_table(
        "issues",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("issue", text, primary_key=True),
        sa.Column("body", text, nullable=False),
        sa.Column("logged_on", text, nullable=False),
        sa.Column("number", text, nullable=True),
        sa.Column("printed", text, nullable=True),
        sa.Column("basis", text, nullable=True),
        sa.Column("theme", sa.BigInteger(), nullable=True),
        sa.Column("raised_on", text, nullable=True),
        sa.Column("text", sa.BigInteger(), nullable=True),
        sa.Column("proposed_action", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.BigInteger(), nullable=True),
        sa.Column("state", text, nullable=False),
        sa.Column("closed_on", text, nullable=True),
        sa.Column("closed_at", text, nullable=True),
        sa.Column("outcome", sa.BigInteger(), nullable=True),
        *_versions(),
        sqlite_with_rowid=False,
    )
    for column in ("issue", "number"):
        op.create_index(
            f"ix_issues_body_{column}",
            "issues",
            ["secretariat", "body", column, "since", "until"],
        )


def _links(text: sa.String) -> None:
    op.create_table(
        "issue_links",
        sa.Column("secretariat", text, primary_key=True),
        sa.Column("issue", text, primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("relation", text, nullable=False),
        sa.Column("linked_on", text, nullable=False),
        sa.Column("action", text, nullable=True),
        sa.Column("meeting", text, nullable=True),
        sa.Column("paragraph", sa.BigInteger(), nullable=True),
        sa.Column("other", text, nullable=True),
        sa.Column("note", sa.BigInteger(), nullable=True),
        *_versions(),
        sqlite_with_rowid=False,
    )
    for column in ("other", "action", "meeting"):
        op.create_index(
            f"ix_issue_links_{column}",
            "issue_links",
            ["secretariat", column, "since", "until"],
        )


def _versions() -> tuple[sa.Column[int], sa.Column[int]]:
    since = sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False)
    return since, sa.Column("until", sa.BigInteger(), nullable=True)


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
