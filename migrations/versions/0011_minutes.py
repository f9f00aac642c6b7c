"""Minutes: how far they have come, their versions, and what stands beside them.

That nobody approves what they drafted is held by the table, too.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# Names that end in ? may be left empty; #, a whole number; !, yes or no; the first ones are keys.
_TABLES = {
    "minutes": (
        "meeting",
        (
            "state version# content position# drafted_by drafted_on as_corrected! approved_at? "
            "approved_by? approved_on?"
        ),
    ),
    "minutes_versions": (
        "meeting version#",
        "content position# drafted_by drafted_on state",
    ),
    "minutes_corrections": (
        "meeting correction#",
        (
            "part number# text# reason# proposed_by proposed_on state answered_by? answered_on? "
            "answer#?"
        ),
    ),
    "minutes_amendments": (
        "meeting amendment#",
        "part number# text# authority reference amended_by amended_on",
    ),
    "minutes_publications": (
        "meeting position#",
        "version# content audience published_by published_on",
    ),
    "minutes_redactions": (
        "meeting redaction#",
        (
            "part number# start#? length#? exemption reviewer# review_on? redacted_by redacted_on "
            "lifted_by? lifted_on? reason#?"
        ),
    ),
    "minutes_annotations": (
        "meeting annotation#",
        "part? number#? text# annotated_by annotated_on",
    ),
}


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()

    def column(said: str, *, key: bool = False) -> sa.Column[Any]:
        kind = sa.BigInteger() if "#" in said else sa.Boolean() if "!" in said else text
        return sa.Column(
            said.rstrip("#!?"), kind, primary_key=key, autoincrement=False, nullable="?" in said
        )

    for table, (keys, others) in _TABLES.items():
        op.create_table(
            table,
            column("secretariat", key=True),
            *(column(each, key=True) for each in keys.split()),
            *(column(each) for each in others.split()),
            column("since#", key=True),
            column("until#?"),
            *_held_by(table),
            sqlite_with_rowid=False,
        )
        if there:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY entered ON {table} "
                "USING (secretariat = current_setting('minutebook.secretariat', true))"
            )
    now = sa.text("until IS NULL")
    op.create_index(
        "ix_minutes_state_meeting_now",
        "minutes",
        ["secretariat", "state", "meeting"],
        sqlite_where=now,
        postgresql_where=now,
    )


def _held_by(table: str) -> list[sa.CheckConstraint]:
    if table != "minutes":
        return []
    return [sa.CheckConstraint("approved_by <> drafted_by", name="ck_minutes_approved_by_another")]


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
