"""Where a response refers to what is said of a recommendation that it does not answer itself."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.report.events import ReportEvent, ResponseCrossReferenced
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class ReferenceRow(NamedTuple):
    """A response and a recommendation that it refers to, with the words that do."""

    report: str
    response: str
    of_report: str
    recommendation: str
    words: int | None


_KEY = ("report", "response", "of_report", "recommendation")

TABLE = versions("response_references", ReferenceRow, _KEY, always=[("recommendation",)])


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the reference."""
    match recorded.event:
        case ResponseCrossReferenced(report=report, response=response, to=to):
            return ((report, response, to.report, to.recommendation),)
        case _:
            return ()


def evolve(
    row: ReferenceRow | None, recorded: Recorded[ReportEvent], _: Key
) -> ReferenceRow | None:
    """Return the reference, which stays."""
    event = recorded.event
    if not isinstance(event, ResponseCrossReferenced):
        return row
    return ReferenceRow(
        report=event.report,
        response=event.response,
        of_report=event.to.report,
        recommendation=event.to.recommendation,
        words=recorded.place("/words"),
    )


PROJECTION = Projection(
    table=TABLE, category="report", shape=ReferenceRow, key=_KEY, keys=keys, evolve=evolve
)


@prepared
def references_in(secretariat: str, reports: list[str], known_at: Position | None) -> Select[Any]:
    """Return what the responses of those reports refer to."""
    joined = Words(TABLE, TABLE)
    words = joined.of(TABLE.c.words)
    others = [TABLE.c[each] for each in _KEY]
    return (
        select(*others, words.label("words"))
        .select_from(joined.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.report.in_(reports))
        .order_by(TABLE.c.response, TABLE.c.recommendation)
    )
