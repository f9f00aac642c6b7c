"""Marks put anew beside the entries of a log that came in whole, or that an older version wrote."""

from collections.abc import Iterator

from sqlalchemy import Connection, delete, func, select

from events import meeting, minutes
from events.base import Event, Recorded
from projections.insertion import insert_rows
from projections.marks import MARKS, TYPE, body_of, mark, marks_of
from service.ledger import leaf, read
from service.ledger.tables import ENTRIES

_AT_ONCE = 5_000

Line = tuple[str, str, int]
"""A row of marks."""


def refill(connection: Connection, secretariat: str) -> None:
    """Delete and write the marks of a log; on PostgreSQL it takes the owner of the tables."""
    connection.execute(delete(MARKS).where(MARKS.c.secretariat == secretariat))
    lines: list[Line] = []
    bodies: dict[str, str | None] = {}
    for recorded in _in_order(connection, secretariat):
        body = _body(recorded, bodies)
        lines += [(secretariat, each, recorded.position) for each in marks_of(recorded, body)]
        if len(lines) > _AT_ONCE:
            insert_rows(connection, MARKS, lines)
            lines = []
    insert_rows(connection, MARKS, lines)


def is_whole(connection: Connection, secretariat: str) -> bool:
    """Tell whether every entry of a log has its marks: each has one for its type."""
    typed = select(func.count()).where(
        MARKS.c.secretariat == secretariat,
        MARKS.c.mark >= mark(TYPE, ""),
        MARKS.c.mark < mark(TYPE, "\N{DELETE}"),
    )
    head = read.head(connection, secretariat)
    return head is None or connection.execute(typed).scalar() == head.size


def _body(recorded: Recorded[Event], bodies: dict[str, str | None]) -> str | None:
    stream = recorded.stream
    body = body_of(recorded.event, bodies.get(stream))
    category, _, identity = stream.partition("-")
    if body is None and category == minutes.DECIDER.category:
        body = bodies.get(f"{meeting.DECIDER.category}-{identity}")
    if body is not None:
        bodies[stream] = body
    return body


def _in_order(connection: Connection, secretariat: str) -> Iterator[Recorded[Event]]:
    query = (
        select(ENTRIES.c.leaf, ENTRIES.c.recorded_at)
        .where(ENTRIES.c.secretariat == secretariat)
        .order_by(ENTRIES.c.position)
        .execution_options(yield_per=_AT_ONCE)
    )
    with connection.execute(query) as found:
        for stored, moment in found:
            yield leaf.read_with_provenance(stored, moment)
