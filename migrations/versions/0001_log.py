"""The log: its heads, its entries, the private texts beside them, and answers kept for retries.

Entries can be neither changed nor removed. `INSERT OR REPLACE` would slip past guards on UPDATE and
DELETE, by the key or by the number of the row, so an INSERT must continue the log: at the next
position, at a revision the stream has not, and not before the newest entry.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_GUARDS = (
    """
    CREATE TRIGGER log_entries_stay BEFORE UPDATE ON log_entries
    BEGIN SELECT RAISE(ABORT, 'an entry of the log is never changed'); END
    """,
    """
    CREATE TRIGGER log_entries_remain BEFORE DELETE ON log_entries
    BEGIN SELECT RAISE(ABORT, 'an entry of the log is never removed'); END
    """,
    """
    CREATE TRIGGER log_entries_follow BEFORE INSERT ON log_entries
    BEGIN
        SELECT RAISE(ABORT, 'an entry of the log goes to its end')
        WHERE NEW.position < 1
        OR EXISTS (
            SELECT 1 FROM log_entries
            WHERE secretariat = NEW.secretariat AND position = NEW.position)
        OR (NEW.position > 1 AND NOT EXISTS (
            SELECT 1 FROM log_entries
            WHERE secretariat = NEW.secretariat AND position = NEW.position - 1));
        SELECT RAISE(ABORT, 'an entry of the log is never overwritten')
        WHERE EXISTS (SELECT 1 FROM log_entries WHERE rowid = NEW.rowid);
        SELECT RAISE(ABORT, 'this revision of the stream is in the log already')
        WHERE EXISTS (
            SELECT 1 FROM log_entries
            WHERE secretariat = NEW.secretariat AND stream = NEW.stream
            AND revision = NEW.revision);
        SELECT RAISE(ABORT, 'the time of an entry is not before that of the one before it')
        WHERE NEW.recorded_at < (
            SELECT recorded_at FROM log_entries
            WHERE secretariat = NEW.secretariat AND position = NEW.position - 1);
    END
    """,
    """
    CREATE TRIGGER log_entries_numbered AFTER INSERT ON log_entries WHEN NEW.rowid < 1
    BEGIN SELECT RAISE(ABORT, 'an entry of the log is numbered from 1'); END
    """,
)


def upgrade() -> None:
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        for guard in _GUARDS:
            op.execute(guard)


def _tables() -> None:
    op.create_table(
        "log_heads",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("peaks", sa.LargeBinary(), nullable=False),
        sa.Column("newest", sa.BigInteger(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "log_entries",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("position", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("stream", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("secretariat", "stream", "revision", name="uq_log_entries_stream"),
    )
    op.create_index("ix_log_entries_recorded_at", "log_entries", ["secretariat", "recorded_at"])
    op.create_table(
        "private_texts",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("place", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("form", sa.SmallInteger(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
    )
    whole = sa.text("form = 0")
    op.create_index(
        "ix_private_texts_name",
        "private_texts",
        ["secretariat", "text"],
        sqlite_where=whole,
        postgresql_where=whole,
    )
    op.create_table(
        "kept_answers",
        sa.Column("secretariat", sa.String(), primary_key=True),
        sa.Column("actor", sa.String(), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
    )


def downgrade() -> None:
    raise NotImplementedError("the record only grows: the way back is a backup")
