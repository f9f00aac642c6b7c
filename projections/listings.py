"""Where people stand in lists of attendance: in those of a body, or side by side with another."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select

from projections import meetings
from projections.attendance import PRESENT, TABLE
from projections.base import Position, current
from projections.identities import same_as
from projections.naming import places_of


def both_present_at(
    secretariat: str, one: str, other: str, known_at: Position | None
) -> Select[Any]:
    """Return the meetings that have both people present, in rows that are not the same."""
    mine, theirs = TABLE.alias(), TABLE.alias()
    return (
        select(mine.c.meeting)
        .join_from(mine, theirs, theirs.c.meeting == mine.c.meeting)
        .where(_present(mine, secretariat, one, known_at))
        .where(_present(theirs, secretariat, other, known_at))
        .where(mine.c.row != theirs.c.row)
        .distinct()
        .order_by(mine.c.meeting)
    )


def listed_as(secretariat: str, body: str, text: str, known_at: Position | None) -> Select[Any]:
    """Return each `person` who is listed under exactly this name at a meeting of a body."""
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    return select(rows.c.person).where(
        rows.c.name.in_(places_of(secretariat, text)),
        rows.c.person.is_not(None),
        _in_body(rows, held, secretariat, known_at),
        held.c.body == body,
    )


def stands_in(
    secretariat: str, body: str, person: ColumnElement[Any], known_at: Position | None
) -> ColumnElement[bool]:
    """Return the condition that a person stands in the attendance of a meeting of a body."""
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    return (
        exists()
        .where(_in_body(rows, held, secretariat, known_at), held.c.body == body)
        .where(rows.c.person == person)
        .correlate_except(rows, held)
    )


def _in_body(
    rows: Any,  # noqa: ANN401
    held: Any,  # noqa: ANN401
    secretariat: str,
    known_at: Position | None,
) -> ColumnElement[bool]:
    return and_(
        current(rows, secretariat, known_at),
        current(held, secretariat, known_at),
        held.c.meeting == rows.c.meeting,
    )


def _present(
    rows: Any,  # noqa: ANN401
    secretariat: str,
    person: str,
    known_at: Position | None,
) -> ColumnElement[bool]:
    return and_(
        current(rows, secretariat, known_at),
        rows.c.person.in_(same_as(secretariat, person, known_at)),
        rows.c.status == PRESENT,
        rows.c.duplicate_of.is_(None),
    )
