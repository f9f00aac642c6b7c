"""Notes beside the minutes of a meeting, which are no part of the record."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.minutes.events import MinutesAnnotated, MinutesEvent
from projections import minuted_parts
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class AnnotationRow(NamedTuple):
    """A note, beside a part or, without one, beside all the minutes."""

    meeting: str
    annotation: int
    part: str | None
    number: int | None
    text: int
    annotated_by: str
    annotated_on: str


TABLE = versions("minutes_annotations", AnnotationRow, ("meeting", "annotation"))


def keys(recorded: Recorded[MinutesEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the note."""
    event = recorded.event
    return ((event.meeting, event.annotation),) if isinstance(event, MinutesAnnotated) else ()


def evolve(
    row: AnnotationRow | None, recorded: Recorded[MinutesEvent], _: Key
) -> AnnotationRow | None:
    """Return the note."""
    event = recorded.event
    if not isinstance(event, MinutesAnnotated):
        return row
    return AnnotationRow(
        meeting=event.meeting,
        annotation=event.annotation,
        part=event.part,
        number=event.number,
        text=recorded.place("/text") or 0,
        annotated_by=event.by,
        annotated_on=event.occurred_on,
    )


PROJECTION = Projection(
    table=TABLE,
    category="minutes",
    shape=AnnotationRow,
    key=("meeting", "annotation"),
    keys=keys,
    evolve=evolve,
)


@prepared
def annotations_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the notes beside the minutes of a meeting in their order."""
    words = Words(TABLE, TABLE)
    text = words.of(TABLE.c.text)
    return (
        select(
            TABLE.c.annotation,
            TABLE.c.part,
            TABLE.c.number,
            text.label("text"),
            TABLE.c.annotated_by,
            TABLE.c.annotated_on,
            minuted_parts.is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.annotation)
    )
