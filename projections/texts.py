"""The one table that holds private text, beside the log that commits to it.

Read models refer to a text by its place; queries join it. What is erased is gone from here, and
then reads as null everywhere at once. These are the only rows that may be changed or deleted.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    FromClause,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    and_,
    text,
)
from sqlalchemy.sql import ColumnElement
from sqlalchemy.sql.selectable import NamedFromClause
from sqlmodel import Field, SQLModel

WHOLE, WORDS, PARTED = 0, 1, 2
"""The forms of a text: committed whole, word by word, or so with some of its words gone."""


class PrivateText(SQLModel, table=True):
    """A private value of the log: the text, and the salt or seed that opens its commitment."""

    __tablename__ = "private_texts"
    __table_args__ = (
        Index(
            "ix_private_texts_name",
            "secretariat",
            "text",
            sqlite_where=text("form = 0"),
            postgresql_where=text("form = 0"),
        ),
    )

    secretariat: str = Field(primary_key=True)
    place: int = Field(
        sa_column=Column(BigInteger, primary_key=True, autoincrement=False, nullable=False)
    )
    form: int = Field(sa_column=Column(SmallInteger, nullable=False))
    salt: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    text: str = Field(sa_column=Column(String, nullable=False))


TEXTS = PrivateText.__table__  # type: ignore[attr-defined]


class Words:
    """Joins that put the texts beside the rows that refer to them."""

    def __init__(self, source: FromClause, table: Any) -> None:  # noqa: ANN401
        """Start from `source`; texts are those of the secretariat of `table`."""
        self.source, self._table = source, table

    def of(self, place: ColumnElement[Any], table: Any = None) -> ColumnElement[str]:  # noqa: ANN401
        """Join the text at `place` and return its column."""
        texts: NamedFromClause = TEXTS.alias()
        owner = self._table if table is None else table
        self.source = self.source.outerjoin(
            texts, and_(texts.c.secretariat == owner.c.secretariat, texts.c.place == place)
        )
        return texts.c.text
