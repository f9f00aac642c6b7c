"""The items of a meeting, as numbered and titled in its minutes."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from events.base import Recorded
from events.meeting.correcting import PassageCorrected
from events.meeting.events import MeetingEvent
from events.meeting.proceedings import ItemAdded, NoActionsRecorded
from projections import confidential_passages
from projections.base import Key, Position, Projection, current, found, stands, versions
from projections.prepared import prepared
from projections.texts import Words


class AgendaItemRow(NamedTuple):
    """An item; `number` is the one printed, `no_actions` says the minutes have "Actions: None"."""

    meeting: str
    item: int
    number: str | None
    title: int
    no_actions: bool = False


TABLE = versions("agenda_items", AgendaItemRow, ("meeting", "item"), always=[("title",)])


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the item."""
    match recorded.event:
        case ItemAdded(meeting=meeting, item=item):
            return ((meeting, item),)
        case NoActionsRecorded(meeting=meeting, item=int() as item):
            return ((meeting, item),)
        case PassageCorrected(meeting=meeting, part="item", number=item):
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
        case PassageCorrected() if row is not None:
            return row._replace(title=recorded.place("/text") or 0)
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


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that an item was confidential at `known_at`."""
    return confidential_passages.one_of(rows, known_at, item=rows.c.item)


def is_printed_confidential(
    rows: Any,  # noqa: ANN401
    number: ColumnElement[Any],
    known_at: Position | None,
) -> ColumnElement[bool]:
    """Return the condition that an item of the meeting of `rows` that has `number` printed was."""
    held, item = confidential_passages.TABLE.alias(), TABLE.alias()
    printed = found(
        item,
        item.c.secretariat == held.c.secretariat,
        item.c.meeting == held.c.meeting,
        item.c.item == held.c.number,
        item.c.number == number,
        stands(item, known_at),
    )
    return found(
        held,
        held.c.secretariat == rows.c.secretariat,
        held.c.meeting == rows.c.meeting,
        held.c.part == confidential_passages.ITEM,
        stands(held, known_at),
        printed,
    )


@prepared
def items_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the items of a meeting in their order."""
    words = Words(TABLE, TABLE)
    title = words.of(TABLE.c.title)
    return (
        select(
            TABLE.c.item,
            TABLE.c.number,
            title.label("title"),
            TABLE.c.no_actions,
            is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.item)
    )
