"""What people found to belong together: commitments and actions, and what progress bears on."""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.report.events import CommitmentLinkedToAction, ProgressLinked, ReportEvent
from events.report.terms import Assigned, Committed, Linked, ToRecommendation
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared

COMMITMENT: Final = "commitment"
STATEMENT: Final = "statement"


class ReportLinkRow(NamedTuple):
    """What the event at `position` says: that `thing` (of `part`) goes with `other` (of `kind`)."""

    report: str
    position: int
    part: str
    thing: str
    kind: str
    other: str


_KEY = ("report", "position")

TABLE = versions("report_links", ReportLinkRow, _KEY, always=[("thing",), ("other",)])


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the link."""
    event = recorded.event
    if isinstance(event, CommitmentLinkedToAction | ProgressLinked):
        return ((event.report, recorded.position),)
    return ()


def evolve(
    row: ReportLinkRow | None, recorded: Recorded[ReportEvent], _: Key
) -> ReportLinkRow | None:
    """Return the link, which stays."""
    match recorded.event:
        case CommitmentLinkedToAction(report=report, commitment=commitment, action=action):
            at, kind = recorded.position, Assigned.kind
            return ReportLinkRow(report, at, COMMITMENT, commitment, kind, action)
        case ProgressLinked(report=report, statement=statement, to=to):
            other = _identity(to)
            return ReportLinkRow(report, recorded.position, STATEMENT, statement, to.kind, other)
        case _:
            return row


def _identity(to: Linked) -> str:
    match to:
        case ToRecommendation(recommendation=recommendation):
            return recommendation
        case Committed(commitment=commitment):
            return commitment
        case Assigned(action=action):
            return action


PROJECTION = Projection(
    table=TABLE, category="report", shape=ReportLinkRow, key=_KEY, keys=keys, evolve=evolve
)


@prepared
def links_of(secretariat: str, things: list[str], known_at: Position | None) -> Select[Any]:
    """Return what those commitments and statements go with, in the order of the record."""
    found = _described(secretariat, known_at).where(TABLE.c.thing.in_(things))
    return found.order_by(TABLE.c.position)


@prepared
def links_to(secretariat: str, others: list[str], known_at: Position | None) -> Select[Any]:
    """Return what goes with those recommendations, commitments and actions."""
    found = _described(secretariat, known_at).where(TABLE.c.other.in_(others))
    return found.order_by(TABLE.c.position)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    columns = [TABLE.c[each] for each in ReportLinkRow._fields if each != "position"]
    return select(*columns).where(current(TABLE, secretariat, known_at))
