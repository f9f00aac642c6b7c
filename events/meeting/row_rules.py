"""When a row may be resolved as a duplicate, its attendee identified, or step out of an item."""

from dataclasses import replace

from events.base import Look, said
from events.errors import Refused
from events.ids import PersonId
from events.meeting.attendance import (
    AttendanceDuplicateResolved,
    AttendanceEvent,
    AttendeeIdentified,
    AttendeeRecused,
    InterestDeclared,
)
from events.meeting.commands import (
    DeclareInterest,
    IdentifyAttendee,
    RecuseAttendee,
    ResolveDuplicate,
    RowCommand,
)
from events.meeting.numbers import any_row, counted_row, item_exists
from events.meeting.roll import Row
from events.meeting.seats import not_oneself, one_seat
from events.meeting.stages import held, standing
from events.meeting.state import Known, Meeting
from events.person.state import finally_who


def decide(command: RowCommand, meeting: Meeting, look: Look) -> list[AttendanceEvent]:
    """Answer a command about a row that is listed already."""
    match command:
        case ResolveDuplicate():
            return _resolve(command, standing(meeting))
        case IdentifyAttendee():
            return _identify(command, standing(meeting), look)
        case DeclareInterest():
            return _declare(command, standing(meeting))
        case RecuseAttendee():
            return _recuse(command, held(meeting))


def _resolve(ask: ResolveDuplicate, known: Known) -> list[AttendanceEvent]:
    row, kept = any_row(known, ask.row), counted_row(known, ask.same_as)
    if row.same_as == ask.same_as:
        return []
    if ask.row == ask.same_as:
        raise Refused("a row is no duplicate of itself; name two rows")
    if row.same_as is not None or any(each.same_as == ask.row for each in known.roll.rows.values()):
        raise Refused(
            f"row {ask.row} is part of another duplicate already; name the row that was kept there"
        )
    _one_person(ask, row, kept)
    return [
        AttendanceDuplicateResolved(
            occurred_on=ask.occurred_on, meeting=ask.meeting, row=ask.row, same_as=ask.same_as
        )
    ]


def _one_person(ask: ResolveDuplicate, row: Row, kept: Row) -> None:
    """Refuse to keep the row that says less: its attendee would be lost from the count."""
    if None not in (row.entry.person, kept.entry.person) and row.entry.person != kept.entry.person:
        raise Refused(
            f"rows {ask.row} and {ask.same_as} name different people; correct the attendance first"
        )
    if row.entry.person is not None and kept.entry.person is None:
        raise Refused(f"row {ask.same_as} names nobody; keep row {ask.row} instead")
    if row.here and not kept.here:
        raise Refused(
            f"row {ask.row} has them present and row {ask.same_as} does not; "
            f"keep row {ask.row}, or correct the attendance first"
        )


def _identify(ask: IdentifyAttendee, known: Known, look: Look) -> list[AttendanceEvent]:
    row = counted_row(known, ask.row)
    who = finally_who(look, ask.person)
    if row.entry.person == ask.person:
        return []
    if row.entry.person is not None:
        raise Refused(f"row {ask.row} names somebody; correct the attendance if that is wrong")
    said(ask.reason, "what this rests on (the reason)")
    said(ask.override, "the reason to identify them in spite of that (override)")
    _in_no_other_row(ask, who, known, look)
    entry = replace(row.entry, person=ask.person, basis="stated")
    not_oneself(entry)
    if row.here:
        one_seat(known.roll, ask.row, entry)
    return [
        AttendeeIdentified(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            row=ask.row,
            person=ask.person,
            reason=ask.reason,
            override=ask.override,
        )
    ]


def _in_no_other_row(ask: IdentifyAttendee, who: PersonId, known: Known, look: Look) -> None:
    for number, row in known.roll.rows.items():
        person = row.entry.person
        if row.same_as is not None or person is None or ask.override is not None:
            continue
        if finally_who(look, person) == who:
            raise Refused(
                f"row {number} has this person already; resolve the duplicate, or give a reason "
                "to identify them here all the same (override)"
            )


def _declare(ask: DeclareInterest, known: Known) -> list[AttendanceEvent]:
    counted_row(known, ask.row)
    item_exists(known, ask.item)
    said(ask.interest, "the interest")
    if (ask.row, ask.item, ask.interest) in known.roll.interests:
        return []
    return [
        InterestDeclared(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            row=ask.row,
            item=ask.item,
            interest=ask.interest,
        )
    ]


def _recuse(ask: RecuseAttendee, known: Known) -> list[AttendanceEvent]:
    counted_row(known, ask.row)
    item_exists(known, ask.item)
    if (ask.row, ask.item) in known.roll.recusals:
        return []
    return [
        AttendeeRecused(
            occurred_on=ask.occurred_on, meeting=ask.meeting, row=ask.row, item=ask.item
        )
    ]
