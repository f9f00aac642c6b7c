"""The parts of minutes that are confidential: items, paragraphs and decisions; few, if any."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, or_

from events.base import Recorded
from events.handling import CONFIDENTIAL
from events.meeting.events import MeetingEvent
from events.meeting.handling import PassageHandlingSet
from projections.base import Key, Position, Projection, found, stands, versions

ITEM, PARAGRAPH, DECISION = "item", "paragraph", "decision"


class ConfidentialPassageRow(NamedTuple):
    """A part of the minutes while it is confidential."""

    meeting: str
    part: str
    number: int


TABLE = versions("confidential_passages", ConfidentialPassageRow, ("meeting", "part", "number"))


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the part whose handling is set."""
    event = recorded.event
    if isinstance(event, PassageHandlingSet):
        return ((event.meeting, event.part, event.number),)
    return ()


def evolve(
    row: ConfidentialPassageRow | None, recorded: Recorded[MeetingEvent], _: Key
) -> ConfidentialPassageRow | None:
    """Return the part while it is confidential."""
    match recorded.event:
        case PassageHandlingSet(handling=handling) as event:
            held = ConfidentialPassageRow(event.meeting, event.part, event.number)
            return held if handling == CONFIDENTIAL else None
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="meeting",
    shape=ConfidentialPassageRow,
    key=("meeting", "part", "number"),
    keys=keys,
    evolve=evolve,
)


def one_of(
    rows: Any,  # noqa: ANN401
    known_at: Position | None,
    **parts: ColumnElement[Any],
) -> ColumnElement[bool]:
    """Return the condition that one of these parts of the meeting of `rows` is confidential."""
    held = TABLE.alias()
    named = (and_(held.c.part == part, held.c.number == number) for part, number in parts.items())
    return found(
        held,
        held.c.secretariat == rows.c.secretariat,
        held.c.meeting == rows.c.meeting,
        stands(held, known_at),
        or_(*named),
    )
