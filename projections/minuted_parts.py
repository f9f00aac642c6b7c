"""Parts of the minutes by kind and number: the words in force, and which of them are confidential.

What names a part in this way, such as a correction, is confidential where the part is, or was
before it was taken back.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import Column, ColumnElement, Select, Table, and_, func, or_, select

from projections import agenda_items, decisions, paragraphs
from projections.base import Position, current, found
from projections.prepared import prepared
from projections.texts import Words


class Kind(NamedTuple):
    """Where the parts of a kind are kept, by their number, and where their words are."""

    table: Table
    number: Column[Any]
    words: Column[Any]
    is_confidential: Any


KINDS: Final[Mapping[str, Kind]] = {
    "item": Kind(
        agenda_items.TABLE,
        agenda_items.TABLE.c.item,
        agenda_items.TABLE.c.title,
        agenda_items.is_confidential,
    ),
    "paragraph": Kind(
        paragraphs.TABLE,
        paragraphs.TABLE.c.paragraph,
        paragraphs.TABLE.c.text,
        paragraphs.is_confidential,
    ),
    "decision": Kind(
        decisions.TABLE,
        decisions.TABLE.c.decision,
        decisions.TABLE.c.text,
        decisions.is_confidential,
    ),
}


def length_of(
    secretariat: str, meeting: str, part: str, number: int, known_at: Position | None
) -> Select[Any]:
    """Return how many characters the words of a part have; null once erased."""
    length: Select[Any] = _LENGTHS[part](secretariat, meeting, number, known_at)
    return length


def _length(kind: Kind) -> Any:  # noqa: ANN401  a query that is put together once
    @prepared
    def ask(secretariat: str, meeting: str, number: int, known_at: Position | None) -> Select[Any]:
        words = Words(kind.table, kind.table)
        text = words.of(kind.words)
        return (
            select(func.length(text).label("length"))
            .select_from(words.source)
            .where(
                current(kind.table, secretariat, known_at),
                kind.table.c.meeting == meeting,
                kind.number == number,
            )
        )

    return ask


_LENGTHS: Final = {part: _length(kind) for part, kind in KINDS.items()}


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that the part which `rows` name was confidential at `known_at`."""
    return or_(*(_names(rows, part, kind, known_at) for part, kind in KINDS.items()))


def _names(
    rows: Any,  # noqa: ANN401
    part: str,
    kind: Kind,
    known_at: Position | None,
) -> ColumnElement[bool]:
    one: Any = kind.table.alias()
    there = found(
        one,
        one.c.secretariat == rows.c.secretariat,
        one.c.meeting == rows.c.meeting,
        one.c[kind.number.name] == rows.c.number,
        kind.is_confidential(one, known_at),
    )
    return and_(rows.c.part == part, there)
