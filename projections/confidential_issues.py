"""The issues that are confidential; few, if any."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from events.base import Recorded
from events.handling import CONFIDENTIAL
from events.issue.events import IssueEvent, IssueHandlingSet
from projections.base import Key, Position, Projection, found, stands, versions


class ConfidentialIssueRow(NamedTuple):
    """An issue while it is confidential."""

    issue: str


TABLE = versions("confidential_issues", ConfidentialIssueRow, ("issue",))


def keys(recorded: Recorded[IssueEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the issue, where its handling is set."""
    event = recorded.event
    return ((event.issue,),) if isinstance(event, IssueHandlingSet) else ()


def evolve(
    row: ConfidentialIssueRow | None, recorded: Recorded[IssueEvent], _: Key
) -> ConfidentialIssueRow | None:
    """Return the issue while it is confidential."""
    match recorded.event:
        case IssueHandlingSet(issue=issue, handling=handling):
            return ConfidentialIssueRow(issue) if handling == CONFIDENTIAL else None
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="issue",
    shape=ConfidentialIssueRow,
    key=("issue",),
    keys=keys,
    evolve=evolve,
)


def is_one(
    rows: Any,  # noqa: ANN401
    issue: ColumnElement[Any],
    known_at: Position | None,
) -> ColumnElement[bool]:
    """Return the condition that `issue`, of the secretariat of `rows`, is confidential."""
    held = TABLE.alias()
    same = held.c.secretariat == rows.c.secretariat
    return found(held, same, held.c.issue == issue, stands(held, known_at))
