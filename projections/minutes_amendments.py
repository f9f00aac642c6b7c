"""Amendments of approved minutes: acts of their own, beside a text that stays as approved."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.minutes.events import MinutesAmended, MinutesEvent
from projections import minuted_parts
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class AmendmentRow(NamedTuple):
    """An amendment: a part is to be read as `text`, on the authority that `reference` names."""

    meeting: str
    amendment: int
    part: str
    number: int
    text: int
    authority: str
    reference: str
    amended_by: str
    amended_on: str


TABLE = versions("minutes_amendments", AmendmentRow, ("meeting", "amendment"))


def keys(recorded: Recorded[MinutesEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the amendment."""
    event = recorded.event
    return ((event.meeting, event.amendment),) if isinstance(event, MinutesAmended) else ()


def evolve(
    row: AmendmentRow | None, recorded: Recorded[MinutesEvent], _: Key
) -> AmendmentRow | None:
    """Return the amendment."""
    event = recorded.event
    if not isinstance(event, MinutesAmended):
        return row
    return AmendmentRow(
        meeting=event.meeting,
        amendment=event.amendment,
        part=event.part,
        number=event.number,
        text=recorded.place("/text") or 0,
        authority=event.authority,
        reference=event.reference,
        amended_by=event.by,
        amended_on=event.occurred_on,
    )


PROJECTION = Projection(
    table=TABLE,
    category="minutes",
    shape=AmendmentRow,
    key=("meeting", "amendment"),
    keys=keys,
    evolve=evolve,
)


@prepared
def amendments_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the amendments of the minutes of a meeting in their order."""
    words = Words(TABLE, TABLE)
    text = words.of(TABLE.c.text)
    return (
        select(
            TABLE.c.amendment,
            TABLE.c.part,
            TABLE.c.number,
            text.label("text"),
            TABLE.c.authority,
            TABLE.c.reference,
            TABLE.c.amended_by,
            TABLE.c.amended_on,
            minuted_parts.is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.amendment)
    )
