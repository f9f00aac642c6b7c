"""What stands about each meeting: whether and when it takes or took place.

What was scheduled stands until the record of the meeting says otherwise.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, tuple_

from events.base import Recorded
from events.meeting.events import MeetingEvent
from events.meeting.proceedings import NoActionsRecorded
from events.meeting.scheduling import (
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPostponed,
    MeetingRecordedAsHeld,
    MeetingScheduled,
)
from events.when import When, first_day, last_day
from projections import bodies
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words

SCHEDULED, POSTPONED, CANCELLED = "scheduled", "postponed", "cancelled"
HELD, IN_SESSION, CLOSED = "held", "in_session", "closed"


class MeetingRow(NamedTuple):
    """A meeting; `said` is its date as stated, none while it is put off to a date not yet known.

    `day` and `last_day` are the first and the last day the date can mean; those of a meeting that
    is put off without a date are the ones it had, so that it keeps its place in lists.
    """

    meeting: str
    body: str
    state: str
    said: str | None
    day: str
    last_day: str
    starts: str | None
    ends: str | None
    place: int | None
    theme: int | None
    held: bool
    no_actions: bool = False


TABLE = versions("meetings", MeetingRow, ("meeting",), always=[("body", "day")])


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the meeting, where the event is about the meeting itself."""
    event = recorded.event
    match event:
        case (
            MeetingScheduled()
            | MeetingPostponed()
            | MeetingCancelled()
            | MeetingRecordedAsHeld()
            | MeetingOpened()
            | MeetingClosed()
            | NoActionsRecorded(item=None)
        ):
            return ((event.meeting,),)
        case _:
            return ()


def evolve(row: MeetingRow | None, recorded: Recorded[MeetingEvent], _: Key) -> MeetingRow | None:
    """Return the meeting after the event."""
    match recorded.event:
        case MeetingScheduled() as event:
            return row or _scheduled(event, recorded)
        case MeetingRecordedAsHeld() as event:
            return _held(row, event, recorded)
        case _:
            return None if row is None else _moved(row, recorded.event)


def _scheduled(event: MeetingScheduled, recorded: Recorded[MeetingEvent]) -> MeetingRow:
    return MeetingRow(
        meeting=event.meeting,
        body=event.body,
        state=SCHEDULED,
        said=event.expected,
        day=first_day(event.expected).isoformat(),
        last_day=last_day(event.expected).isoformat(),
        starts=event.starts,
        ends=None,
        place=recorded.place("/place"),
        theme=recorded.place("/theme"),
        held=False,
    )


def _held(
    row: MeetingRow | None, event: MeetingRecordedAsHeld, recorded: Recorded[MeetingEvent]
) -> MeetingRow:
    stated = MeetingRow(
        meeting=event.meeting,
        body=event.body,
        state=HELD,
        said=event.held_on,
        day=first_day(event.held_on).isoformat(),
        last_day=last_day(event.held_on).isoformat(),
        starts=event.starts,
        ends=event.ends,
        place=recorded.place("/place"),
        theme=recorded.place("/theme"),
        held=True,
    )
    return stated if row is None else _completed(stated, row)


def _completed(stated: MeetingRow, before: MeetingRow) -> MeetingRow:
    return stated._replace(
        starts=stated.starts or before.starts,
        place=stated.place or before.place,
        theme=stated.theme or before.theme,
        no_actions=before.no_actions,
    )


def _moved(row: MeetingRow, event: MeetingEvent) -> MeetingRow:
    match event:
        case MeetingPostponed(expected=day) if row.state in (SCHEDULED, POSTPONED):
            return _dated(row, day)._replace(state=POSTPONED)
        case MeetingCancelled():
            return row._replace(state=CANCELLED, held=False)
        case MeetingOpened(occurred_on=day, at=at):
            starts = at or row.starts
            return _dated(row, day)._replace(state=IN_SESSION, held=True, starts=starts)
        case MeetingClosed(at=at):
            return row._replace(state=CLOSED, held=True, ends=at or row.ends)
        case NoActionsRecorded():
            return row._replace(no_actions=True)
        case _:
            return row


def _dated(row: MeetingRow, said: When | None) -> MeetingRow:
    if said is None:
        return row._replace(said=None)
    return row._replace(
        said=said, day=first_day(said).isoformat(), last_day=last_day(said).isoformat()
    )


PROJECTION = Projection(
    table=TABLE, category="meeting", shape=MeetingRow, key=("meeting",), keys=keys, evolve=evolve
)


After = tuple[str, str]
"""The `day` and the `meeting` of the last line of the page before."""


@prepared
def meetings_of(
    secretariat: str,
    body: str,
    known_at: Position | None,
    after: tuple[str, str] | None,
    limit: int,
) -> Select[Any]:
    """Return a page of the meetings of a body in the order of their days."""
    page = _described(secretariat, known_at).where(TABLE.c.body == body)
    if after is not None:
        page = page.where(tuple_(TABLE.c.day, TABLE.c.meeting) > tuple_(*after))
    return page.order_by(TABLE.c.day, TABLE.c.meeting).limit(limit)


@prepared
def meeting(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the one meeting."""
    return _described(secretariat, known_at).where(TABLE.c.meeting == meeting)


@prepared
def within(
    secretariat: str, body: str, first: str, last: str, known_at: Position | None
) -> Select[Any]:
    """Return the meetings of a body, not cancelled, whose date can mean one of these days."""
    # No date is less exact than a year, so none that can mean the day begins before its year.
    year = func.substr(first, 1, 4).concat("-01-01")
    return (
        _described(secretariat, known_at)
        .where(
            TABLE.c.body == body,
            TABLE.c.day.between(year, last),
        )
        .where(TABLE.c.last_day >= first, TABLE.c.said.is_not(None), TABLE.c.state != CANCELLED)
        .order_by(TABLE.c.day, TABLE.c.meeting)
    )


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    place, theme = words.of(TABLE.c.place), words.of(TABLE.c.theme)
    return (
        select(
            TABLE.c.meeting,
            TABLE.c.body,
            bodies.name_of(TABLE.c.body, secretariat, known_at).label("body_name"),
            TABLE.c.state,
            TABLE.c.said,
            TABLE.c.day,
            TABLE.c.last_day,
            TABLE.c.starts,
            TABLE.c.ends,
            place.label("place"),
            theme.label("theme"),
            TABLE.c.held,
            TABLE.c.no_actions,
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
