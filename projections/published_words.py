"""Where the words lie that minutes are published with, so that each can be shown or withheld.

Everything is asked as it stood when a version was drafted; what is confidential is asked apart, as
it stands when the version is published.
"""

from typing import Any

from sqlalchemy import Select, select

from projections import actions, attendance
from projections.base import Position, current
from projections.minuted_parts import KINDS
from projections.prepared import prepared


def words_of(secretariat: str, meeting: str, known_at: Position | None) -> dict[str, Select[Any]]:
    """Return, by kind of part, the query of its numbers, its items and the places of its words."""
    return {part: query(secretariat, meeting, known_at) for part, query in _PARTS.items()}


def _words(part: str) -> Any:  # noqa: ANN401  a query that is put together once
    kind = KINDS[part]

    @prepared
    def ask(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
        return (
            select(
                kind.number.label("number"),
                kind.table.c.item.label("item"),
                kind.words.label("place"),
                kind.is_confidential(kind.table, known_at).label("confidential"),
            )
            .where(current(kind.table, secretariat, known_at), kind.table.c.meeting == meeting)
            .order_by(kind.number)
        )

    return ask


_PARTS = {part: _words(part) for part in KINDS}


@prepared
def actions_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the actions given out at a meeting, with the item as printed and the place."""
    table = actions.TABLE
    return (
        select(
            table.c.action,
            table.c.item,
            table.c.text.label("place"),
            actions.is_confidential(table, known_at).label("confidential"),
        )
        .where(current(table, secretariat, known_at), table.c.meeting == meeting)
        .order_by(table.c.text)
    )


@prepared
def attendees_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return who is listed and counts, in what capacity, with the places of their names."""
    table = attendance.TABLE
    return (
        select(
            table.c.row,
            table.c.capacity,
            table.c.status,
            table.c.name.label("place"),
            table.c.organisation_stated.label("stands_for"),
        )
        .where(
            current(table, secretariat, known_at),
            table.c.meeting == meeting,
            table.c.duplicate_of.is_(None),
            table.c.unlisted.is_(None),
        )
        .order_by(table.c.row)
    )
