"""The read models of reports: what they recommend, responses, commitments and progress."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0008"
branch_labels = None
depends_on = None

_TABLES = {
    "reports": (
        ("report",),
        "title:number kind:text publisher:text published_on:text replies_to:text?",
        (("replies_to",),),
    ),
    "report_endorsements": (
        ("report", "position:number"),
        "name:number post:number? person:text? endorsed_on:text",
        (),
    ),
    "recommendations": (
        ("report", "recommendation"),
        "number:text section:number? paragraphs:text text:number",
        (("recommendation",),),
    ),
    "responses": (
        ("report", "response"),
        "kind:text party:text? words:number text:number opening:number? given_on:text",
        (("response",),),
    ),
    "response_answers": (
        ("report", "response", "of_report", "recommendation"),
        "stated:text? words:number? inferred:text? basis:number? superseded_by:text?",
        (("recommendation",),),
    ),
    "response_references": (
        ("report", "response", "of_report", "recommendation"),
        "words:number?",
        (),
    ),
    "commitments": (
        ("report", "commitment"),
        (
            "response:text of_report:text? recommendation:text? text:number given_on:text "
            "kind:text first:text? due:text? words:number? reported_on:text? met_on:text? "
            "note:number? closed_on:text"
        ),
        (("commitment",), ("response", "commitment"), ("kind", "closed_on", "due")),
    ),
    "commitment_owners": (
        ("report", "commitment", "owner:number"),
        "kind:text party:text? role:text? part:text words:number",
        (("party",), ("commitment",)),
    ),
    "commitment_reports": (
        ("report", "commitment", "position:number"),
        "text:number reported_on:text",
        (("commitment",),),
    ),
    "progress_statements": (
        ("report", "statement"),
        "theme:number? owner:number? text:number told_on:text",
        (("statement",),),
    ),
    "report_links": (
        ("report", "position:number"),
        "part:text thing:text kind:text other:text",
        (("thing",), ("other",)),
    ),
}
"""Of each table: its key, its other columns (name, kind, and ? where it may be null), indexes."""


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    for table, (key, others, indexes) in _TABLES.items():
        op.create_table(
            table,
            sa.Column("secretariat", text, primary_key=True),
            *(_column(each, text, key=True) for each in key),
            *(_column(each, text) for each in others.split()),
            sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("until", sa.BigInteger(), nullable=True),
            sqlite_with_rowid=False,
        )
        for fields in indexes:
            name = "_".join(("ix", table, *fields))
            op.create_index(name, table, ["secretariat", *fields, "since", "until"])
        if there:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY entered ON {table} "
                "USING (secretariat = current_setting('minutebook.secretariat', true))"
            )


def _column(stated: str, text: sa.String, *, key: bool = False) -> sa.Column[Any]:
    name, _, kind = stated.partition(":")
    of = sa.BigInteger() if kind.startswith("number") else text
    if key:
        return sa.Column(name, of, primary_key=True, autoincrement=False)
    return sa.Column(name, of, nullable=kind.endswith("?"))


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
