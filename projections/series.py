"""Whether the meetings recorded of a body are all there were between two days, as asserted."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, exists, select

from events.base import Recorded
from events.body.events import BodyEvent, SeriesAsserted
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class SeriesRow(NamedTuple):
    """An assertion by its position in the log; a later one outweighs it where they overlap."""

    body: str
    position: int
    first: str
    last: str
    complete: bool
    basis: int | None = None


TABLE = versions("series", SeriesRow, ("body", "position"))


def keys(recorded: Recorded[BodyEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the assertion."""
    event = recorded.event
    return ((event.body, recorded.position),) if isinstance(event, SeriesAsserted) else ()


def evolve(row: SeriesRow | None, recorded: Recorded[BodyEvent], _: Key) -> SeriesRow | None:
    """Return the assertion."""
    match recorded.event:
        case SeriesAsserted(body=body, first=first, last=last, complete=complete):
            return SeriesRow(
                body=body,
                position=recorded.position,
                first=first.isoformat(),
                last=last.isoformat(),
                complete=complete,
                basis=recorded.place("/basis"),
            )
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="body",
    shape=SeriesRow,
    key=("body", "position"),
    keys=keys,
    evolve=evolve,
)


Text = str | ColumnElement[str]
"""A value, or a column of the query that asks."""


@prepared
def assertions_of(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return what was asserted of the meetings of a body, in the order it was recorded."""
    words = Words(TABLE, TABLE)
    basis = words.of(TABLE.c.basis)
    return (
        select(TABLE.c.first, TABLE.c.last, TABLE.c.complete, basis.label("basis"))
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.body == body)
        .order_by(TABLE.c.position)
    )


@prepared
def all_assertions(secretariat: str, bodies: list[str], known_at: Position | None) -> Select[Any]:
    """Return what was asserted of the meetings of those bodies, in the order it was recorded."""
    return (
        select(TABLE.c.body, TABLE.c.first, TABLE.c.last, TABLE.c.complete)
        .where(current(TABLE, secretariat, known_at), TABLE.c.body.in_(bodies))
        .order_by(TABLE.c.body, TABLE.c.position)
    )


def complete_between(
    secretariat: str, body: Text, first_day: Text, last_day: Text, known_at: Position | None
) -> ColumnElement[bool]:
    """Return the condition that the meetings recorded of a body are all between two days.

    Somebody asserted it of days that cover these, and nobody later denied it of any of them.
    """
    said, denied = TABLE.alias(), TABLE.alias()
    withdrawn = (
        exists()
        .where(current(denied, secretariat, known_at), denied.c.body == body)
        .where(denied.c.position > said.c.position, denied.c.complete.is_(False))
        .where(denied.c.first <= last_day, denied.c.last >= first_day)
        .correlate_except(denied)
    )
    return (
        exists()
        .where(current(said, secretariat, known_at), said.c.body == body)
        .where(said.c.complete.is_(True), said.c.first <= first_day, said.c.last >= last_day)
        .where(~withdrawn)
        .correlate_except(said)
    )
