"""Where people stand in the lists of attendance of a body, under which name."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select

from projections import meetings
from projections.attendance import TABLE
from projections.base import Position, current
from projections.naming import places_of


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
