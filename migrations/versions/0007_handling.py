"""The read models of what is confidential, and of which action names which."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_KEYS = {
    "confidential_passages": ("meeting", "part", "number"),
    "confidential_actions": ("action",),
    "confidential_documents": ("document",),
    "action_links": ("action", "position"),
}
_NUMBERS = frozenset({"number", "position"})


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()
    for table, key in _KEYS.items():
        kinds = {name: sa.BigInteger() if name in _NUMBERS else text for name in key}
        other = [sa.Column("other", text, nullable=False)] if table == "action_links" else []
        op.create_table(
            table,
            sa.Column("secretariat", text, primary_key=True),
            *(sa.Column(name, kinds[name], primary_key=True, autoincrement=False) for name in key),
            *other,
            sa.Column("since", sa.BigInteger(), primary_key=True, autoincrement=False),
            sa.Column("until", sa.BigInteger(), nullable=True),
            sqlite_with_rowid=False,
        )
        if there:
            op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
            op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
            op.execute(
                f"CREATE POLICY entered ON {table} "
                "USING (secretariat = current_setting('minutebook.secretariat', true))"
            )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
