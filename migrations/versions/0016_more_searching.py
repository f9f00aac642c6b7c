"""Indexes: search looks in issues and reports by the places of texts; and who names what."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_COLUMNS = {
    "issues": ("text", "proposed_action", "note", "outcome"),
    "recommendations": ("text",),
    "responses": ("text",),
    "response_references": ("recommendation",),
    "commitments": ("text", "note"),
}


def upgrade() -> None:
    for table, columns in _COLUMNS.items():
        for column in columns:
            indexed = ["secretariat", column, "since", "until"]
            op.create_index(f"ix_{table}_{column}", table, indexed)


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
