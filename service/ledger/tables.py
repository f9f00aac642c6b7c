"""The tables of the log: heads, entries, files handed in, and the answers given under a key.

An entry is a leaf, kept as the bytes that were hashed; the columns beside it only help to find it.
The database refuses to change, remove or overwrite one (`migrations/`).
"""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, UniqueConstraint
from sqlmodel import Field, SQLModel


def _text(*, nullable: bool = False) -> Column[str]:
    return Column(String, nullable=nullable)


def _number(*, key: bool = False) -> Column[int]:
    return Column(BigInteger, primary_key=key, autoincrement=False, nullable=False)


def _bytes() -> Column[bytes]:
    return Column(LargeBinary, nullable=False)


class LogHead(SQLModel, table=True):
    """The end of a secretariat's log; who appends holds the lock on this row."""

    __tablename__ = "log_heads"

    secretariat: str = Field(primary_key=True)
    origin: str = Field(sa_column=_text())
    """The name of the log, unique in the world, made when the log was made."""
    size: int = Field(sa_column=_number())
    peaks: bytes = Field(sa_column=_bytes())
    """The compact range of its Merkle tree."""
    newest: int = Field(sa_column=_number())
    """`recorded_at` of the newest entry, microseconds since 1970."""
    secret: bytes = Field(sa_column=_bytes())
    """Keys the digests of requests, so that none can be guessed from outside."""
    closed_at: int | None = Field(sa_column=Column(BigInteger, nullable=True))
    """When the log was closed because it moved elsewhere, in the same unit; null while open."""


class LogEntry(SQLModel, table=True):
    """One event of a log."""

    __tablename__ = "log_entries"
    __table_args__ = (
        UniqueConstraint("secretariat", "stream", "revision", name="uq_log_entries_stream"),
        Index("ix_log_entries_recorded_at", "secretariat", "recorded_at"),
    )

    secretariat: str = Field(primary_key=True)
    position: int = Field(sa_column=_number(key=True))
    stream: str = Field(sa_column=_text())
    revision: int = Field(sa_column=_number())
    recorded_at: int = Field(sa_column=_number())
    leaf: bytes = Field(sa_column=_bytes())
    hash: bytes = Field(sa_column=_bytes())


class KeptAnswer(SQLModel, table=True):
    """What was answered under an idempotency key: the outcome and its positions, never a name."""

    __tablename__ = "kept_answers"

    secretariat: str = Field(primary_key=True)
    actor: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    digest: bytes = Field(sa_column=_bytes())
    outcome: str = Field(sa_column=_text())
    recorded_at: int = Field(sa_column=_number())


class KeptFile(SQLModel, table=True):
    """What was handed in, or made of it, by the SHA-256 of what it holds; packed by zlib.

    The entry that brought it commits to that digest, as a private value.
    """

    __tablename__ = "kept_files"

    secretariat: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    packed: bytes = Field(sa_column=_bytes())


HEADS = LogHead.__table__  # type: ignore[attr-defined]
ENTRIES = LogEntry.__table__  # type: ignore[attr-defined]
ANSWERS = KeptAnswer.__table__  # type: ignore[attr-defined]
FILES = KeptFile.__table__  # type: ignore[attr-defined]
