"""The interests that attendees of a meeting declared, and the items they took no part in."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, select

from events.base import Recorded
from events.meeting.attendance import AttendeeRecused, InterestDeclared
from events.meeting.events import MeetingEvent
from projections import attendance, confidential_passages
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words

INTEREST, RECUSAL = "interest", "recusal"


class DeclarationRow(NamedTuple):
    """What the attendee of `row` declared, by its position in the log; a recusal has no words."""

    meeting: str
    position: int
    row: int
    kind: str
    item: int | None
    interest: int | None = None


TABLE = versions("declarations", DeclarationRow, ("meeting", "position"))


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the declaration."""
    event = recorded.event
    if isinstance(event, InterestDeclared | AttendeeRecused):
        return ((event.meeting, recorded.position),)
    return ()


def evolve(
    row: DeclarationRow | None, recorded: Recorded[MeetingEvent], _: Key
) -> DeclarationRow | None:
    """Return the declaration."""
    position = recorded.position
    match recorded.event:
        case InterestDeclared(meeting=meeting, row=number, item=item):
            interest = recorded.place("/interest")
            return DeclarationRow(meeting, position, number, INTEREST, item, interest)
        case AttendeeRecused(meeting=meeting, row=number, item=item):
            return DeclarationRow(meeting, position, number, RECUSAL, item)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="meeting",
    shape=DeclarationRow,
    key=("meeting", "position"),
    keys=keys,
    evolve=evolve,
)


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that what was declared is of a confidential item."""
    return confidential_passages.one_of(rows, known_at, item=rows.c.item)


@prepared
def declarations_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return what attendees of a meeting declared, in the order it was recorded."""
    words, rows = Words(TABLE, TABLE), attendance.TABLE.alias()
    words.source = words.source.outerjoin(
        rows,
        and_(
            current(rows, secretariat, known_at),
            rows.c.meeting == TABLE.c.meeting,
            rows.c.row == TABLE.c.row,
        ),
    )
    interest, listed_as = words.of(TABLE.c.interest), words.of(rows.c.name)
    return (
        select(
            TABLE.c.row,
            rows.c.person,
            listed_as.label("listed_as"),
            TABLE.c.kind,
            TABLE.c.item,
            interest.label("interest"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.position)
    )
