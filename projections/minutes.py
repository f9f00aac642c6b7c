"""How far the minutes of each meeting have come: the newest version, who drafted and approved it.

That nobody approves what they drafted is held by the table, too.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import CheckConstraint, Select, and_, select

from events.base import Recorded
from events.minutes.events import (
    ClearanceRefused,
    CorrectionAccepted,
    LifeEvent,
    MinutesApproved,
    MinutesCirculated,
    MinutesCleared,
    MinutesDrafted,
    MinutesEvent,
    MinutesSubmittedForClearance,
)
from projections import bodies, meetings
from projections.base import Key, Position, Projection, current, stands, versions
from projections.prepared import prepared

DRAFT, SUBMITTED, CLEARED = "draft", "submitted_for_clearance", "cleared"
SENT_BACK, CIRCULATED, APPROVED = "clearance_refused", "circulated", "approved"


class MinutesRow(NamedTuple):
    """The minutes of a meeting; `content` is the digest of the newest version, read at `position`.

    `as_corrected` says that a correction went into the text; `approved_at` is the later meeting.
    """

    meeting: str
    state: str
    version: int
    content: str
    position: int
    drafted_by: str
    drafted_on: str
    as_corrected: bool = False
    approved_at: str | None = None
    approved_by: str | None = None
    approved_on: str | None = None


TABLE = versions("minutes", MinutesRow, ("meeting",), now=[("state", "meeting")])
TABLE.append_constraint(
    CheckConstraint("approved_by <> drafted_by", name="ck_minutes_approved_by_another")
)


def keys(recorded: Recorded[MinutesEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the minutes, where the event is about how far they have come."""
    event = recorded.event
    return ((event.meeting,),) if isinstance(event, LifeEvent | CorrectionAccepted) else ()


def evolve(row: MinutesRow | None, recorded: Recorded[MinutesEvent], _: Key) -> MinutesRow | None:
    """Return the minutes after the event."""
    event = recorded.event
    if isinstance(event, MinutesDrafted):
        return MinutesRow(
            meeting=event.meeting,
            state=DRAFT,
            version=event.version,
            content=event.content,
            position=event.position,
            drafted_by=event.by,
            drafted_on=event.occurred_on,
            as_corrected=row is not None and row.as_corrected,
        )
    return None if row is None else _moved(row, event)


def _moved(row: MinutesRow, event: MinutesEvent) -> MinutesRow:
    match event:
        case MinutesApproved():
            return row._replace(
                state=APPROVED,
                approved_at=event.at,
                approved_by=event.by,
                approved_on=event.occurred_on,
            )
        case CorrectionAccepted():
            return row._replace(as_corrected=True)
        case _:
            return row._replace(state=stage_of(event) or row.state)


_STAGES: Final = {
    MinutesDrafted: DRAFT,
    MinutesSubmittedForClearance: SUBMITTED,
    MinutesCleared: CLEARED,
    ClearanceRefused: SENT_BACK,
    MinutesCirculated: CIRCULATED,
    MinutesApproved: APPROVED,
}


def stage_of(event: MinutesEvent) -> str | None:
    """Return how far an event brings a version; None where it does not."""
    return _STAGES.get(type(event))


PROJECTION = Projection(
    table=TABLE, category="minutes", shape=MinutesRow, key=("meeting",), keys=keys, evolve=evolve
)


class Wanted(NamedTuple):
    """Which minutes are asked for; what is None does not matter."""

    state: str | None = None
    body: str | None = None


@prepared
def minutes(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the minutes there are, in the order of their meetings' identities."""
    page = _described(secretariat, known_at).order_by(TABLE.c.meeting).limit(limit)
    if wanted.state is not None:
        page = page.where(TABLE.c.state == wanted.state)
    if wanted.body is not None:
        page = page.where(meetings.TABLE.c.body == wanted.body)
    return page if after is None else page.where(TABLE.c.meeting > after)


@prepared
def minutes_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the minutes of one meeting."""
    return _described(secretariat, known_at).where(TABLE.c.meeting == meeting)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    met = meetings.TABLE
    same = and_(met.c.secretariat == TABLE.c.secretariat, met.c.meeting == TABLE.c.meeting)
    return (
        select(
            *TABLE.c[MinutesRow._fields],
            met.c.body,
            bodies.name_of(met.c.body, secretariat, known_at).label("body_name"),
            met.c.said,
        )
        .select_from(TABLE.join(met, and_(same, stands(met, known_at))))
        .where(current(TABLE, secretariat, known_at))
    )
