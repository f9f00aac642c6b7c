"""Which version of the minutes of a meeting went out to whom."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.minutes.events import MinutesEvent, MinutesPublished
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared


class PublicationRow(NamedTuple):
    """A version that went out to an audience, by the position at which that was recorded."""

    meeting: str
    position: int
    version: int
    content: str
    audience: str
    published_by: str
    published_on: str
    naming: str | None = None


TABLE = versions("minutes_publications", PublicationRow, ("meeting", "position"))


def keys(recorded: Recorded[MinutesEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the publication."""
    event = recorded.event
    return ((event.meeting, recorded.position),) if isinstance(event, MinutesPublished) else ()


def evolve(
    row: PublicationRow | None, recorded: Recorded[MinutesEvent], _: Key
) -> PublicationRow | None:
    """Return the publication."""
    event = recorded.event
    if not isinstance(event, MinutesPublished):
        return row
    return PublicationRow(
        meeting=event.meeting,
        position=recorded.position,
        version=event.version,
        content=event.content,
        audience=event.audience,
        published_by=event.by,
        published_on=event.occurred_on,
        naming=event.naming,
    )


PROJECTION = Projection(
    table=TABLE,
    category="minutes",
    shape=PublicationRow,
    key=("meeting", "position"),
    keys=keys,
    evolve=evolve,
)


@prepared
def publications_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return what was published of a meeting, in the order it was recorded."""
    return (
        select(*TABLE.c[PublicationRow._fields])
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.position)
    )
