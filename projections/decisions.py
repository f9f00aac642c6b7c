"""What a meeting decided, and where its minutes say so."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select

from events.base import Recorded
from events.meeting.correcting import PassageCorrected
from events.meeting.events import MeetingEvent
from events.meeting.proceedings import DecisionMinuted
from projections import confidential_passages, paragraphs
from projections.base import Key, Position, Projection, current, found, stands, versions
from projections.prepared import prepared
from projections.texts import Words


class DecisionRow(NamedTuple):
    """A decision, under the item and the paragraph it was minuted at."""

    meeting: str
    decision: int
    item: int | None
    paragraph: int | None
    text: int


TABLE = versions("decisions", DecisionRow, ("meeting", "decision"), always=[("text",)])


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the decision, where the event is about its words."""
    match recorded.event:
        case DecisionMinuted(meeting=meeting, decision=number):
            return ((meeting, number),)
        case PassageCorrected(meeting=meeting, part="decision", number=number):
            return ((meeting, number),)
        case _:
            return ()


def evolve(row: DecisionRow | None, recorded: Recorded[MeetingEvent], _: Key) -> DecisionRow | None:
    """Return the decision as minuted, or as corrected since."""
    match recorded.event:
        case DecisionMinuted() as event:
            text = recorded.place("/text") or 0
            return DecisionRow(event.meeting, event.decision, event.item, event.paragraph, text)
        case PassageCorrected() if row is not None:
            return row._replace(text=recorded.place("/text") or 0)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="meeting",
    shape=DecisionRow,
    key=("meeting", "decision"),
    keys=keys,
    evolve=evolve,
)


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a decision was, by itself or with what says so, at `known_at`."""
    said = paragraphs.TABLE.alias()
    with_its_words = found(
        said,
        said.c.secretariat == rows.c.secretariat,
        said.c.meeting == rows.c.meeting,
        said.c.paragraph == rows.c.paragraph,
        stands(said, known_at),
        paragraphs.is_confidential(said, known_at),
    )
    by_itself = confidential_passages.one_of(
        rows, known_at, item=rows.c.item, decision=rows.c.decision
    )
    return or_(by_itself, with_its_words)


@prepared
def decisions_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the decisions of a meeting in their order."""
    words = Words(TABLE, TABLE)
    text = words.of(TABLE.c.text)
    return (
        select(
            TABLE.c.decision,
            TABLE.c.item,
            TABLE.c.paragraph,
            text.label("text"),
            is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.decision)
    )
