"""The items of a meeting, as numbered and titled in its minutes."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.meeting.events import MeetingEvent
from events.meeting.proceedings import ItemAdded, NoActionsRecorded
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class AgendaItemRow(NamedTuple):
    """An item; `number` is the one printed, `no_actions` says the minutes have "Actions: None"."""

    meeting: str
    item: int
    number: str | None
    title: int
    no_actions: bool = False


TABLE = versions("agenda_items", AgendaItemRow, ("meeting", "item"))


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the item."""
    match recorded.event:
        case ItemAdded(meeting=meeting, item=item):
            return ((meeting, item),)
        case NoActionsRecorded(meeting=meeting, item=int() as item):
            return ((meeting, item),)
        case _:
            return ()


def evolve(
    row: AgendaItemRow | None, recorded: Recorded[MeetingEvent], _: Key
) -> AgendaItemRow | None:
    """Return the item after the event."""
    match recorded.event:
        case ItemAdded(meeting=meeting, item=item, number=number):
            return AgendaItemRow(meeting, item, number, recorded.place("/title") or 0)
        case NoActionsRecorded() if row is not None:
            return row._replace(no_actions=True)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="meeting",
    shape=AgendaItemRow,
    key=("meeting", "item"),
    keys=keys,
    evolve=evolve,
)


@prepared
def items_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the items of a meeting in their order."""
    words = Words(TABLE, TABLE)
    title = words.of(TABLE.c.title)
    return (
        select(TABLE.c.item, TABLE.c.number, title.label("title"), TABLE.c.no_actions)
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.item)
    )
