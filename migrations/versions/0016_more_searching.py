"""Indexes by the places of texts: search looks in issues, recommendations and what answers them."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_PLACES = {
    "issues": ("text", "proposed_action", "note", "outcome"),
    "recommendations": ("text",),
    "responses": ("text",),
    "commitments": ("text", "note"),
}


def upgrade() -> None:
    for table, places in _PLACES.items():
        for place in places:
            columns = ["secretariat", place, "since", "until"]
            op.create_index(f"ix_{table}_{place}", table, columns)


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
