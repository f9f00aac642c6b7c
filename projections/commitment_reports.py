"""What was reported of a commitment, and when."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.report.events import CommitmentProgressReported, ReportEvent
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class CommitmentReportRow(NamedTuple):
    """What the event at `position` reports of a commitment."""

    report: str
    commitment: str
    position: int
    text: int
    reported_on: str


_KEY = ("report", "commitment", "position")

TABLE = versions("commitment_reports", CommitmentReportRow, _KEY, always=[("commitment",)])


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of what is reported."""
    match recorded.event:
        case CommitmentProgressReported(report=report, commitment=commitment):
            return ((report, commitment, recorded.position),)
        case _:
            return ()


def evolve(
    row: CommitmentReportRow | None, recorded: Recorded[ReportEvent], _: Key
) -> CommitmentReportRow | None:
    """Return what was reported, which stays."""
    match recorded.event:
        case CommitmentProgressReported(report=report, commitment=commitment, occurred_on=on):
            text = recorded.place("/text") or 0
            return CommitmentReportRow(report, commitment, recorded.position, text, on)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE, category="report", shape=CommitmentReportRow, key=_KEY, keys=keys, evolve=evolve
)


@prepared
def reported_of(secretariat: str, commitments: list[str], known_at: Position | None) -> Select[Any]:
    """Return what was reported of those commitments, in the order of the record."""
    joined = Words(TABLE, TABLE)
    text = joined.of(TABLE.c.text)
    return (
        select(TABLE.c.commitment, TABLE.c.reported_on, text.label("text"))
        .select_from(joined.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.commitment.in_(commitments))
        .order_by(TABLE.c.position)
    )
