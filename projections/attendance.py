"""Who stands in the attendance of a meeting, row by row as printed, and what became of each row."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.meeting.attendance import (
    AbsenceRecorded,
    ApologiesReceived,
    AttendanceCorrected,
    AttendanceDuplicateResolved,
    AttendanceListed,
    AttendeeArrived,
    AttendeeDeparted,
    AttendeeIdentified,
    ChairTaken,
    RowAdded,
    SubstituteAttended,
    UnlistedParticipantObserved,
)
from events.meeting.events import MeetingEvent
from projections import organisations, people
from projections.base import Key, Position, Projection, current, versions
from projections.identities import canonical, finally_who
from projections.prepared import prepared
from projections.presence import NONE, arrived, departed
from projections.texts import Words

PRESENT, APOLOGIES, ABSENT, NOT_RECORDED = "present", "apologies", "absent", "not_recorded"


class AttendanceRow(NamedTuple):
    """A row; `chaired` says they had the chair at some time, `duplicate_of` that it counts no more.

    `unlisted` is how somebody took part who is not on the list. `intervals` is JSON, see
    `projections/presence.py`. `grounds` is why somebody the list does not name is that person.
    """

    meeting: str
    row: int
    person: str | None
    basis: str
    name: int
    organisation: str | None = None
    organisation_stated: int | None = None
    post: int | None = None
    capacity: str = "not_stated"
    status: str = NOT_RECORDED
    substitute_for: str | None = None
    mode: str = "not_recorded"
    reason: int | None = None
    duplicate_of: int | None = None
    chaired: bool = False
    intervals: str = NONE
    unlisted: str | None = None
    grounds: int | None = None


TABLE = versions(
    "attendance",
    AttendanceRow,
    ("meeting", "row"),
    always=[("person",), ("substitute_for",), ("organisation",), ("name",)],
)

_Changing = (
    AttendeeArrived
    | AttendeeDeparted
    | SubstituteAttended
    | AttendanceCorrected
    | AttendanceDuplicateResolved
    | AttendeeIdentified
    | ChairTaken
)


def keys(recorded: Recorded[MeetingEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row that the event names."""
    event = recorded.event
    if isinstance(event, RowAdded | _Changing):
        return ((event.meeting, event.row),)
    return ()


def evolve(
    row: AttendanceRow | None, recorded: Recorded[MeetingEvent], _: Key
) -> AttendanceRow | None:
    """Return the row after the event."""
    event = recorded.event
    if isinstance(event, RowAdded):
        return row or _added(event, recorded)
    return row and _changed(row, event, recorded)


def _changed(
    row: AttendanceRow, event: MeetingEvent, recorded: Recorded[MeetingEvent]
) -> AttendanceRow:
    match event:
        case AttendeeArrived(at=at, item=item):
            return row._replace(status=PRESENT, intervals=arrived(row.intervals, (at, item)))
        case AttendeeDeparted(at=at, item=item):
            return row._replace(intervals=departed(row.intervals, (at, item)))
        case SubstituteAttended(principal=principal):
            return row._replace(substitute_for=principal)
        case AttendanceCorrected():
            return _corrected(row, _given(event, recorded))
        case AttendanceDuplicateResolved(same_as=kept):
            return row._replace(duplicate_of=kept)
        case AttendeeIdentified(person=person):
            grounds = recorded.place("/reason")
            return row._replace(person=person, basis="stated", grounds=grounds)
        case ChairTaken():
            return row._replace(chaired=True)
        case _:
            return row


def _added(event: RowAdded, recorded: Recorded[MeetingEvent]) -> AttendanceRow:
    match event:
        case AttendanceListed():
            return _given(event, recorded)
        case ApologiesReceived():
            return _named(event, recorded)._replace(
                status=APOLOGIES, reason=recorded.place("/reason")
            )
        case UnlistedParticipantObserved(role=role):
            return _named(event, recorded)._replace(unlisted=role)
        case AbsenceRecorded():
            name = recorded.place("/name") or 0
            return AttendanceRow(
                event.meeting, event.row, event.person, "stated", name, status=ABSENT
            )


def _given(
    event: AttendanceListed | AttendanceCorrected, recorded: Recorded[MeetingEvent]
) -> AttendanceRow:
    return _named(event, recorded)._replace(
        post=recorded.place("/post"),
        capacity=event.capacity,
        status=event.status,
        substitute_for=event.substitute_for,
        mode=event.mode,
        reason=recorded.place("/reason"),
        chaired=event.status == PRESENT and event.capacity == "chair",
    )


def _named(
    event: AttendanceListed | AttendanceCorrected | ApologiesReceived | UnlistedParticipantObserved,
    recorded: Recorded[MeetingEvent],
) -> AttendanceRow:
    return AttendanceRow(
        meeting=event.meeting,
        row=event.row,
        person=event.person,
        basis=event.basis,
        name=recorded.place("/name") or 0,
        organisation=event.organisation,
        organisation_stated=recorded.place("/organisation_stated"),
    )


def _corrected(row: AttendanceRow, given: AttendanceRow) -> AttendanceRow:
    """Give the row anew; who is corrected to have stayed away neither came nor left nor chaired."""
    given = given._replace(duplicate_of=row.duplicate_of)
    if given.status != PRESENT:
        return given
    stays = row.chaired and (row.capacity != "chair" or given.capacity == "chair")
    return given._replace(chaired=given.chaired or stays, intervals=row.intervals)


PROJECTION = Projection(
    table=TABLE,
    category="meeting",
    shape=AttendanceRow,
    key=("meeting", "row"),
    keys=keys,
    evolve=evolve,
)


@prepared
def rows_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the attendance of a meeting row by row as printed, duplicates and all."""
    of = (secretariat, known_at)
    words, merged = Words(TABLE, TABLE), canonical(*of)
    name, stated = words.of(TABLE.c.name), words.of(TABLE.c.organisation_stated)
    post, reason = words.of(TABLE.c.post), words.of(TABLE.c.reason)
    grounds = words.of(TABLE.c.grounds)
    return (
        select(
            TABLE.c.row,
            finally_who(TABLE.c.person, merged).label("person"),
            TABLE.c.basis,
            name.label("listed_as"),
            TABLE.c.organisation,
            organisations.name_of(TABLE.c.organisation, *of).label("organisation_name"),
            stated.label("organisation_stated"),
            post.label("post"),
            TABLE.c.capacity,
            TABLE.c.status,
            TABLE.c.substitute_for,
            people.name_of(TABLE.c.substitute_for, *of).label("substitute_for_name"),
            TABLE.c.mode,
            reason.label("reason"),
            TABLE.c.duplicate_of,
            TABLE.c.chaired,
            TABLE.c.intervals,
            TABLE.c.unlisted,
            grounds.label("grounds"),
        )
        .select_from(words.source.outerjoin(merged, merged.c.person == TABLE.c.person))
        .where(current(TABLE, *of), TABLE.c.meeting == meeting)
        .order_by(TABLE.c.row)
    )
