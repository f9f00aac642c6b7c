"""What is overdue on a day, and which deadlines hang on a meeting that is not known.

`next_meeting` falls on the first meeting of the body, held or scheduled, after the one that set it,
and moves when that meeting moves. It stays unresolved until somebody asserts that the meetings
recorded between the two are all there were.
"""

from typing import Any, NamedTuple

from sqlalchemy import (
    Select,
    String,
    cast,
    func,
    null,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.sql.selectable import Subquery

from projections import action_owners, meetings, overdue_items, series
from projections.base import Position, current
from projections.identities import whoever
from projections.next_meetings import next_after
from projections.overdue_items import DATED, NEXT_MEETING, OPEN
from projections.prepared import prepared
from projections.texts import Words

_TEXT = String()


class Asked(NamedTuple):
    """Whose deadlines are asked for, and on which day; without a body or owners, everybody's."""

    secretariat: str
    on: str
    known_at: Position | None
    body: str | None = None
    owner: str | None = None
    """A person (with all merged into them), an organisation or a body."""


@prepared
def overdue(asked: Asked, after: tuple[str, str] | None, limit: int) -> Select[Any]:
    """Return a page of actions due before the day and open on it, the longest overdue first.

    `after` is the `due` and `action` of the last one seen. An action that was closed later was
    still overdue while it was open.
    """
    parts = [
        _page(_dated(asked).where(overdue_items.TABLE.c.closed_on == OPEN), after, limit),
        _page(_closed_later(asked), after, limit),
        _page(_fallen_due(asked), after, limit),
    ]
    found = union_all(*(select(part.subquery()) for part in parts)).subquery()
    return select(found).order_by(found.c.due, found.c.action).limit(limit)


@prepared
def unresolved(asked: Asked, after: str | None, limit: int) -> Select[Any]:
    """Return a page of deadlines "next meeting" whose meeting is not known to be the next."""
    hanging = _resolved(asked)
    page = select(hanging).where(hanging.c.due.is_(None))
    if after is not None:
        page = page.where(hanging.c.action > after)
    return page.order_by(hanging.c.action).limit(limit)


@prepared
def dues_of(asked: Asked, actions: list[str]) -> Select[Any]:
    """Return the deadlines of those actions: the day as stated, or as it falls on a meeting."""
    item, hanging = overdue_items.TABLE, _resolved(asked, actions)
    words = Words(
        item.outerjoin(hanging, hanging.c.action == item.c.action),
        item,
    )
    said = words.of(item.c.words)
    return (
        select(
            item.c.action,
            item.c.kind,
            item.c.first,
            func.coalesce(item.c.due, hanging.c.due).label("due"),
            said.label("words"),
            item.c.set_at,
            hanging.c.falls_on,
        )
        .select_from(words.source)
        .where(current(item, asked.secretariat, asked.known_at), item.c.action.in_(actions))
    )


def _dated(asked: Asked) -> Select[Any]:
    item = overdue_items.TABLE
    return narrowed(
        asked,
        select(
            item.c.action,
            item.c.body,
            item.c.kind,
            item.c.first,
            item.c.due,
            item.c.words,
            item.c.closed_on,
            cast(null(), _TEXT).label("falls_on"),
        ).where(item.c.kind == DATED, item.c.due < asked.on),
    )


def _closed_later(asked: Asked) -> Select[Any]:
    closed = overdue_items.TABLE.c.closed_on
    return _dated(asked).where(closed > asked.on, closed < OPEN)


def _fallen_due(asked: Asked) -> Select[Any]:
    hanging = _resolved(asked)
    return select(
        hanging.c.action,
        hanging.c.body,
        hanging.c.kind,
        hanging.c.first,
        hanging.c.due,
        hanging.c.words,
        hanging.c.closed_on,
        hanging.c.falls_on,
    ).where(hanging.c.due < asked.on)


def _resolved(asked: Asked, actions: list[str] | None = None) -> Subquery:
    """Return deadlines "next meeting" with the day they fall on, or null while that is unknown."""
    item, at = overdue_items.TABLE, meetings.TABLE.alias("set_at")
    of = (asked.secretariat, asked.known_at)
    following = next_after(asked.secretariat, item.c.body, at.c.last_day, asked.known_at)
    query = (
        select(item, at.c.day.label("set_on"), following.meeting.label("next"))
        .outerjoin_from(item, at, (at.c.meeting == item.c.set_at) & current(at, *of))
        .where(current(item, *of), item.c.kind == NEXT_MEETING)
    )
    if actions is None:
        query = narrowed(asked, query).where(item.c.closed_on > asked.on)
    else:
        query = query.where(item.c.action.in_(actions))
    hanging, then = query.subquery(), meetings.TABLE.alias("next_meeting")
    known = series.complete_between(
        asked.secretariat, hanging.c.body, hanging.c.set_on, then.c.day, asked.known_at
    )
    return (
        select(
            *(column for column in hanging.c if column.name not in ("due", "set_on", "next")),
            then.c.last_day.label("due"),
            then.c.meeting.label("falls_on"),
        )
        .outerjoin_from(
            hanging, then, (then.c.meeting == hanging.c.next) & current(then, *of) & known
        )
        .subquery()
    )


def narrowed(asked: Asked, query: Select[Any]) -> Select[Any]:
    """Return the query with only the deadlines that are asked for, of any day."""
    item, owner = overdue_items.TABLE, action_owners.TABLE
    query = query.where(current(item, asked.secretariat, asked.known_at))
    if asked.body is not None:
        query = query.where(item.c.body == asked.body)
    if asked.owner is not None:
        whose = whoever(asked.secretariat, asked.owner, asked.known_at)
        owned = select(owner.c.action).where(
            current(owner, asked.secretariat, asked.known_at),
            owner.c.party.in_(whose),
        )
        query = query.where(item.c.action.in_(owned))
    return query


def _page(query: Select[Any], after: tuple[str, str] | None, limit: int) -> Select[Any]:
    due, action = query.selected_columns["due"], query.selected_columns["action"]
    if after is not None:
        query = query.where(tuple_(due, action) > tuple_(*after))
    return query.order_by(due, action).limit(limit)
