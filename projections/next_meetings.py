"""Which meeting of a body follows a day, as far as the record knows them.

That it *is* the next one is another question: whether the record has them all is in
`projections/series.py`.
"""

from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, select

from projections.base import Position, current
from projections.meetings import CANCELLED, TABLE

Text = str | ColumnElement[str]
"""A value, or a column of the query that asks."""


class NextMeeting(NamedTuple):
    """The meeting that follows, as two columns: its identity and its first day; null for none."""

    meeting: ScalarSelect[Any]
    day: ScalarSelect[Any]


def next_after(
    secretariat: str, body: Text, last_day: Text, known_at: Position | None
) -> NextMeeting:
    """Return the first meeting of a body after a day that was held or is to be, correlated.

    A meeting that was cancelled or put off to a date not yet known is passed over.
    """
    then = TABLE.alias()

    def first(column: ColumnElement[Any]) -> ScalarSelect[Any]:
        return (
            select(column)
            .where(current(then, secretariat, known_at), then.c.body == body)
            .where(then.c.day > last_day, then.c.state != CANCELLED, then.c.said.is_not(None))
            .order_by(then.c.day, then.c.meeting)
            .limit(1)
            .correlate_except(then)
            .scalar_subquery()
        )

    return NextMeeting(first(then.c.meeting), first(then.c.day))
