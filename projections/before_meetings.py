"""What is to be known of actions and meetings to tell which of them the minutes pass over."""

from typing import Any

from sqlalchemy import Select, or_, select

from projections import actions, agenda_items, decisions, meetings, overdue_items, paragraphs
from projections.base import Position, current, found, stands
from projections.deadlines import Asked, narrowed
from projections.mentions import mentioned_at
from projections.prepared import prepared


@prepared
def asked_of(asked: Asked, meeting: str | None, after: str | None, limit: int) -> Select[Any]:
    """Return a page of actions open on the day, with what says before which meetings they are.

    With a meeting, those too that are spoken of there though they were closed by then.
    """
    item = overdue_items.TABLE
    was_open = item.c.closed_on > asked.on
    if meeting is not None:
        was_open = or_(was_open, mentioned_at(item, item.c.action, meeting, asked.known_at))
    query = narrowed(asked, _described(asked)).where(was_open)
    if after is not None:
        query = query.where(item.c.action > after)
    return query.order_by(item.c.action).limit(limit)


@prepared
def asked_of_these(asked: Asked, identities: list[str]) -> Select[Any]:
    """Return the same of those actions, open or closed."""
    these = overdue_items.TABLE.c.action.in_(identities)
    return narrowed(asked, _described(asked)).where(these)


def _described(asked: Asked) -> Select[Any]:
    item, act, of = overdue_items.TABLE, actions.TABLE.alias(), (asked.secretariat, asked.known_at)
    given, carried = meetings.TABLE.alias(), meetings.TABLE.alias()
    setting = meetings.TABLE.alias()
    query = (
        select(
            item.c.action,
            item.c.body,
            item.c.kind,
            item.c.due,
            item.c.set_at,
            item.c.closed_on,
            act.c.assigned_on,
            given.c.last_day.label("given_on"),
            setting.c.last_day.label("set_on"),
            carried.c.day.label("carried_on"),
        )
        .join_from(item, act, (act.c.action == item.c.action) & current(act, *of))
        .outerjoin(given, (given.c.meeting == act.c.meeting) & current(given, *of))
        .outerjoin(setting, (setting.c.meeting == item.c.set_at) & current(setting, *of))
        .outerjoin(carried, (carried.c.meeting == act.c.carried_to) & current(carried, *of))
    )
    return query if asked.body is None else query.where(act.c.body == asked.body)


@prepared
def meetings_held(secretariat: str, bodies: list[str], known_at: Position | None) -> Select[Any]:
    """Return the meetings of those bodies that were held, by day, and whether minutes are recorded.

    Minutes are where an item, a paragraph or a decision is, or that no actions came of it.
    """
    held = meetings.TABLE

    def has(table: Any) -> Any:  # noqa: ANN401
        said = table.alias()
        same = said.c.secretariat == held.c.secretariat, said.c.meeting == held.c.meeting
        return found(said, *same, stands(said, known_at))

    parts = (has(each.TABLE) for each in (agenda_items, paragraphs, decisions))
    minuted = or_(held.c.no_actions.is_(True), *parts)
    return (
        select(held.c.body, held.c.meeting, held.c.day, held.c.last_day, minuted.label("minuted"))
        .where(current(held, secretariat, known_at), held.c.body.in_(bodies))
        .where(held.c.held.is_(True))
        .order_by(held.c.body, held.c.day, held.c.meeting)
    )
