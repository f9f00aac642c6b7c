"""Access: who was admitted, in which roles and with which keys, and the attempts that were denied.

That nobody grants a role to themselves is held by the table, too.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_TABLES = ("actors", "roles", "api_keys", "denied_attempts")


def upgrade() -> None:
    there = op.get_bind().dialect.name == "postgresql"
    text = sa.String(collation="C") if there else sa.String()

    def column(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[str]:
        return sa.Column(name, text, primary_key=key, nullable=nullable)

    def number(name: str, *, key: bool = False, nullable: bool = False) -> sa.Column[int]:
        return sa.Column(
            name, sa.BigInteger(), primary_key=key, autoincrement=False, nullable=nullable
        )

    op.create_table(
        "actors",
        column("secretariat", key=True),
        column("actor", key=True),
        column("kind"),
        number("name", nullable=True),
        number("issuer", nullable=True),
        number("subject", nullable=True),
        number("since", key=True),
        number("until", nullable=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "roles",
        column("secretariat", key=True),
        column("actor", key=True),
        column("role", key=True),
        column("body", key=True),
        column("granted_on"),
        column("granted_by"),
        number("since", key=True),
        number("until", nullable=True),
        sa.CheckConstraint("granted_by <> actor", name="ck_roles_granted_by_another"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "api_keys",
        column("secretariat", key=True),
        column("actor", key=True),
        column("key", key=True),
        number("sha256"),
        column("scopes"),
        column("issued_on"),
        column("last_day"),
        column("revoked_on", nullable=True),
        number("since", key=True),
        number("until", nullable=True),
        sqlite_with_rowid=False,
    )
    now = sa.text("until IS NULL")
    op.create_index(
        "ix_api_keys_key_now",
        "api_keys",
        ["secretariat", "key"],
        sqlite_where=now,
        postgresql_where=now,
    )
    op.create_table(
        "denied_attempts",
        column("secretariat", key=True),
        column("id", key=True),
        column("actor", nullable=True),
        column("operation"),
        column("reason"),
        number("times"),
        number("first_at"),
        number("last_at"),
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
