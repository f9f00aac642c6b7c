"""Entries of the log by their marks, their stream and the time at which they were recorded."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, func, select

from events.base import Event, Recorded
from projections.base import found
from projections.marks import MARKS
from service.ledger.read import with_texts
from service.ledger.tables import ENTRIES

_SEVERAL, _MANY = 2, 2_000


class Wanted(NamedTuple):
    """Which entries: of each of `marks` any one, of that stream, between the two positions."""

    marks: tuple[tuple[str, ...], ...] = ()
    stream: str | None = None
    after: int = 0
    up_to: int = 0


def found_by(
    connection: Connection, secretariat: str, wanted: Wanted, limit: int, *, newest_first: bool
) -> list[Recorded[Event]]:
    """Return up to `limit` entries, in the order of the log or backwards."""
    rarest_first = _rarest_first(connection, secretariat, wanted)
    query = page_of(secretariat, rarest_first, limit, newest_first=newest_first)
    return with_texts(connection, secretariat, query)


def page_of(secretariat: str, wanted: Wanted, limit: int, *, newest_first: bool) -> Select[Any]:
    """Return the query of entries, which looks for the first of the marks."""
    query = _chosen(secretariat, wanted)
    if wanted.stream is not None:
        order = ENTRIES.c.revision
    else:
        order = MARKS.c.position if wanted.marks else ENTRIES.c.position
    return query.order_by(order.desc() if newest_first else order).limit(limit)


def at(
    connection: Connection, secretariat: str, positions: Sequence[int]
) -> dict[int, Recorded[Event]]:
    """Return the entries at those positions, so far as the reader may read them."""
    query = select(ENTRIES.c.leaf, ENTRIES.c.recorded_at).where(
        ENTRIES.c.secretariat == secretariat, ENTRIES.c.position.in_(positions)
    )
    return {each.position: each for each in with_texts(connection, secretariat, query)}


def changed(
    connection: Connection, secretariat: str, within: Wanted, begin: int, limit: int
) -> list[tuple[str, int]]:
    """Return the streams of which there are entries, and the last of these, in their order.

    Those whose last entry lies at or before `begin` are passed over.
    """
    last = func.max(ENTRIES.c.position)
    of_stream = () if within.stream is None else (ENTRIES.c.stream == within.stream,)
    query = (
        select(ENTRIES.c.stream, last)
        .where(
            ENTRIES.c.secretariat == secretariat,
            ENTRIES.c.position > within.after,
            ENTRIES.c.position <= within.up_to,
            *of_stream,
        )
        .group_by(ENTRIES.c.stream)
        .having(last > begin)
        .order_by(last)
        .limit(limit)
    )
    return [(stream, position) for stream, position in connection.execute(query)]


def _rarest_first(connection: Connection, secretariat: str, wanted: Wanted) -> Wanted:
    """Put the marks first that the fewest entries have: by these they are looked up."""
    if len(wanted.marks) < _SEVERAL or wanted.stream is not None:
        return wanted

    def few(marks: tuple[str, ...]) -> int:
        some = select(MARKS.c.position).where(
            MARKS.c.secretariat == secretariat,
            _is_one(MARKS, marks),
            MARKS.c.position > wanted.after,
            MARKS.c.position <= wanted.up_to,
        )
        counted = select(func.count()).select_from(some.limit(_MANY).subquery())
        return connection.execute(counted).scalar() or 0

    return wanted._replace(marks=tuple(sorted(wanted.marks, key=few)))


def _chosen(secretariat: str, wanted: Wanted) -> Select[Any]:
    query = select(ENTRIES.c.leaf, ENTRIES.c.recorded_at)
    query = query.where(ENTRIES.c.secretariat == secretariat)
    marks = wanted.marks
    position = ENTRIES.c.position
    if wanted.stream is not None:
        query = query.where(ENTRIES.c.stream == wanted.stream)
    elif marks:
        first, *_ = marks
        same = MARKS.c.position == ENTRIES.c.position
        query = query.join(MARKS, same).where(
            MARKS.c.secretariat == secretariat, _is_one(MARKS, first)
        )
        marks, position = marks[1:], MARKS.c.position
    for each in marks:
        query = query.where(_has(secretariat, position, each))
    return query.where(position > wanted.after, position <= wanted.up_to)


def _has(
    secretariat: str, position: ColumnElement[int], marks: tuple[str, ...]
) -> ColumnElement[bool]:
    also = MARKS.alias()
    return found(
        also, also.c.secretariat == secretariat, also.c.position == position, _is_one(also, marks)
    )


def _is_one(table: Any, marks: tuple[str, ...]) -> ColumnElement[bool]:  # noqa: ANN401
    if len(marks) == 1:
        return table.c.mark == marks[0]  # type: ignore[no-any-return]
    return table.c.mark.in_(marks)  # type: ignore[no-any-return]
