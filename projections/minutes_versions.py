"""The versions of the minutes of a meeting, and how far each has come."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.minutes.events import LifeEvent, MinutesDrafted, MinutesEvent
from projections.base import Key, Position, Projection, current, versions
from projections.minutes import stage_of
from projections.prepared import prepared


class VersionRow(NamedTuple):
    """A version: what it is made of, read at `position`, and the state it came to."""

    meeting: str
    version: int
    content: str
    position: int
    drafted_by: str
    drafted_on: str
    state: str


TABLE = versions("minutes_versions", VersionRow, ("meeting", "version"))


def keys(recorded: Recorded[MinutesEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the version that the event names."""
    event = recorded.event
    return ((event.meeting, event.version),) if isinstance(event, LifeEvent) else ()


def evolve(row: VersionRow | None, recorded: Recorded[MinutesEvent], _: Key) -> VersionRow | None:
    """Return the version after the event."""
    event = recorded.event
    state = stage_of(event)
    if isinstance(event, MinutesDrafted):
        return VersionRow(
            meeting=event.meeting,
            version=event.version,
            content=event.content,
            position=event.position,
            drafted_by=event.by,
            drafted_on=event.occurred_on,
            state=state or "",
        )
    return row and row._replace(state=state or row.state)


PROJECTION = Projection(
    table=TABLE,
    category="minutes",
    shape=VersionRow,
    key=("meeting", "version"),
    keys=keys,
    evolve=evolve,
)


@prepared
def versions_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the versions of the minutes of a meeting in their order."""
    return (
        select(*TABLE.c[VersionRow._fields])
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.version)
    )
