"""Who put their name to a report: names and posts as stated there."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.report.events import ReportEndorsed, ReportEvent
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class EndorsementRow(NamedTuple):
    """What the event at `position` says: who endorsed the report."""

    report: str
    position: int
    name: int
    post: int | None
    person: str | None
    endorsed_on: str


TABLE = versions("report_endorsements", EndorsementRow, ("report", "position"))


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the endorsement."""
    event = recorded.event
    return ((event.report, recorded.position),) if isinstance(event, ReportEndorsed) else ()


def evolve(
    row: EndorsementRow | None, recorded: Recorded[ReportEvent], _: Key
) -> EndorsementRow | None:
    """Return the endorsement, which stays."""
    event = recorded.event
    if not isinstance(event, ReportEndorsed):
        return row
    return EndorsementRow(
        report=event.report,
        position=recorded.position,
        name=recorded.place("/name") or 0,
        post=recorded.place("/post"),
        person=event.person,
        endorsed_on=event.occurred_on,
    )


PROJECTION = Projection(
    table=TABLE,
    category="report",
    shape=EndorsementRow,
    key=("report", "position"),
    keys=keys,
    evolve=evolve,
)


@prepared
def endorsements_of(secretariat: str, report: str, known_at: Position | None) -> Select[Any]:
    """Return who endorsed the report, in the order of the record."""
    words = Words(TABLE, TABLE)
    name, post = words.of(TABLE.c.name), words.of(TABLE.c.post)
    return (
        select(name.label("name"), post.label("post"), TABLE.c.person, TABLE.c.endorsed_on)
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.report == report)
        .order_by(TABLE.c.position)
    )
