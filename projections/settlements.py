"""What people said of findings: as printed, or explained; what was taken up again has no row."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, or_, select

from events.base import Recorded
from events.meeting.events import MeetingEvent
from events.meeting.findings import FindingEvent, FindingReopened, FindingSettled, subject_of
from projections import actions, confidential_passages, paragraphs
from projections.base import Key, Position, Projection, current, found, stands, versions
from projections.prepared import prepared
from projections.texts import Words


class SettlementRow(NamedTuple):
    """A finding that was settled; `part`, `number` and `action` are what its subject names."""

    meeting: str
    kind: str
    subject: str
    resolution: str
    words: int | None
    settled_on: str
    part: str | None
    number: int | None
    action: str | None


TABLE = versions("finding_settlements", SettlementRow, ("meeting", "kind", "subject"))


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the finding."""
    event = recorded.event
    if isinstance(event, FindingEvent):
        return ((event.meeting, event.kind, event.subject),)
    return ()


def evolve(
    row: SettlementRow | None, recorded: Recorded[MeetingEvent], _: Key
) -> SettlementRow | None:
    """Return what was said of the finding, until it is taken up again."""
    match recorded.event:
        case FindingSettled() as event:
            return _settled(event, recorded)
        case FindingReopened():
            return None
        case _:
            return row


def _settled(event: FindingSettled, recorded: Recorded[MeetingEvent]) -> SettlementRow:
    about = subject_of(event.subject)
    return SettlementRow(
        meeting=event.meeting,
        kind=event.kind,
        subject=event.subject,
        resolution=event.resolution,
        words=recorded.place("/words"),
        settled_on=event.occurred_on,
        part=about and about.part,
        number=about and about.number,
        action=about and about.action,
    )


PROJECTION = Projection(
    table=TABLE,
    category="meeting",
    shape=SettlementRow,
    key=("meeting", "kind", "subject"),
    keys=keys,
    evolve=evolve,
)


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that what a settlement is about was confidential at `known_at`."""
    one: Any = paragraphs.TABLE.alias()
    paragraph = found(
        one,
        one.c.secretariat == rows.c.secretariat,
        one.c.meeting == rows.c.meeting,
        one.c.paragraph == rows.c.number,
        stands(one, known_at),
        paragraphs.is_confidential(one, known_at),
    )
    item = confidential_passages.one_of(rows, known_at, item=rows.c.number)
    return or_(
        and_(rows.c.part == "paragraph", paragraph),
        and_(rows.c.part == "item", item),
        and_(rows.c.part == "action", actions.names_confidential(rows, rows.c.action, known_at)),
    )


@prepared
def settlements_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return what was said of the findings of a meeting."""
    words = Words(TABLE, TABLE)
    text = words.of(TABLE.c.words)
    return (
        select(
            TABLE.c.kind,
            TABLE.c.subject,
            TABLE.c.resolution,
            text.label("words"),
            TABLE.c.settled_on,
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.kind, TABLE.c.subject)
    )
