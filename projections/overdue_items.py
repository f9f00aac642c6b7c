"""Actions by deadline. Overdue depends on a date, so it is asked, not stored."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionEvent,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    DueExtended,
    DueSet,
)
from events.action.terms import (
    AsWritten,
    Due,
    DueFutureMeeting,
    DueNextMeeting,
    DueOn,
    DueWithin,
    Standing,
)
from events.base import Recorded
from events.when import last_day
from projections.base import Key, Projection, versions

OPEN = "9999-12-31"
"""When an open action closes: later than any day asked."""

NONE, DATED, NEXT_MEETING = "none", "date", "next_meeting"


class DueItem(NamedTuple):
    """The deadline of one action; `due` is the last day to do it, where one is known by itself.

    An action that was closed in some month counts as open until that month is over.
    """

    action: str
    body: str
    kind: str
    first: str | None
    due: str | None
    words: int | None
    set_at: str | None
    closed_on: str


TABLE = versions(
    "due_items",
    DueItem,
    ("action",),
    always=[("kind", "closed_on", "due", "action")],
    now=[("kind", "closed_on", "due", "action")],
)


def keys(recorded: Recorded[ActionEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the action."""
    return ((recorded.event.action,),)


def evolve(row: DueItem | None, recorded: Recorded[ActionEvent], _: Key) -> DueItem | None:
    """Return the deadline after the event."""
    match recorded.event:
        case ActionAssigned(action=action, body=body, due=due, meeting=meeting):
            bare = DueItem(action, body, NONE, None, None, None, None, OPEN)
            return _set(bare, recorded, due, meeting)
        case DueSet(due=due, meeting=meeting) | DueExtended(due=due, meeting=meeting):
            return row and _set(row, recorded, due, meeting)
        case ActionReopened():
            return row and row._replace(closed_on=OPEN)
        case (
            ActionCompleted(occurred_on=on)
            | ActionWithdrawn(occurred_on=on)
            | ActionSuperseded(occurred_on=on)
            | ActionTransferred(occurred_on=on)
        ):
            return row and row._replace(closed_on=last_day(on).isoformat())
        case _:
            return row


def _set(
    row: DueItem, recorded: Recorded[ActionEvent], due: Due | None, meeting: str | None
) -> DueItem:
    first, last = days_of(due)
    return row._replace(
        kind=kind_of(due),
        first=first,
        due=last,
        words=recorded.place("/due/words"),
        set_at=meeting,
    )


def kind_of(due: Due | None) -> str:
    """Return the kind to search by: a day and a period are both dated."""
    if due is None:
        return NONE
    return DATED if isinstance(due, DueOn | DueWithin) else due.kind


def days_of(due: Due | None) -> tuple[str | None, str | None]:
    """Return the first and the last day of a deadline that is known by itself."""
    match due:
        case DueOn(day=day):
            return day.isoformat(), day.isoformat()
        case DueWithin(first=first, last=last):
            return first.isoformat(), last.isoformat()
        case DueNextMeeting() | DueFutureMeeting() | Standing() | AsWritten() | None:
            return None, None


PROJECTION = Projection(
    table=TABLE, category="action", shape=DueItem, key=("action",), keys=keys, evolve=evolve
)
