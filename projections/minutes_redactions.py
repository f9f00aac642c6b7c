"""What is left out of published minutes, and why; the record itself never changes."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.minutes.events import MinutesEvent, PassageRedacted, RedactionLifted
from projections import minuted_parts
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class RedactionRow(NamedTuple):
    """A redaction of `length` characters from `start` on, or of a part whole; until it is lifted.

    It is to be looked at again on the day `review_on`.
    """

    meeting: str
    redaction: int
    part: str
    number: int
    start: int | None
    length: int | None
    exemption: str
    reviewer: int
    review_on: str | None
    redacted_by: str
    redacted_on: str
    lifted_by: str | None = None
    lifted_on: str | None = None
    reason: int | None = None


TABLE = versions("minutes_redactions", RedactionRow, ("meeting", "redaction"))


def keys(recorded: Recorded[MinutesEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the redaction."""
    event = recorded.event
    if isinstance(event, PassageRedacted | RedactionLifted):
        return ((event.meeting, event.redaction),)
    return ()


def evolve(
    row: RedactionRow | None, recorded: Recorded[MinutesEvent], _: Key
) -> RedactionRow | None:
    """Return the redaction after the event."""
    match recorded.event:
        case PassageRedacted(review_on=day) as event:
            return RedactionRow(
                meeting=event.meeting,
                redaction=event.redaction,
                part=event.part,
                number=event.number,
                start=event.start,
                length=event.length,
                exemption=event.exemption,
                reviewer=recorded.place("/reviewer") or 0,
                review_on=day.isoformat() if day else None,
                redacted_by=event.by,
                redacted_on=event.occurred_on,
            )
        case RedactionLifted(by=by, occurred_on=on) if row is not None:
            reason = recorded.place("/reason")
            return row._replace(lifted_by=by, lifted_on=on, reason=reason)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="minutes",
    shape=RedactionRow,
    key=("meeting", "redaction"),
    keys=keys,
    evolve=evolve,
)


@prepared
def redactions_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the redactions of the minutes of a meeting, lifted or not, in their order."""
    words = Words(TABLE, TABLE)
    reviewer, reason = words.of(TABLE.c.reviewer), words.of(TABLE.c.reason)
    return (
        select(
            TABLE.c.redaction,
            TABLE.c.part,
            TABLE.c.number,
            TABLE.c.start,
            TABLE.c.length,
            TABLE.c.exemption,
            reviewer.label("reviewer"),
            TABLE.c.review_on,
            TABLE.c.redacted_by,
            TABLE.c.redacted_on,
            TABLE.c.lifted_by,
            TABLE.c.lifted_on,
            reason.label("reason"),
            minuted_parts.is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.redaction)
    )
