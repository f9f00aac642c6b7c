"""When an attendee may take the chair, come, go and sit for another."""

from dataclasses import replace

from events import person as people
from events.base import Look
from events.errors import Refused
from events.meeting.attendance import (
    AttendanceEvent,
    AttendeeArrived,
    AttendeeDeparted,
    ChairTaken,
    SubstituteAttended,
)
from events.meeting.commands import (
    PresenceCommand,
    RecordArrival,
    RecordDeparture,
    RecordSubstitute,
    TakeChair,
)
from events.meeting.numbers import counted_row, item_exists
from events.meeting.roll import Moment, Row, marked
from events.meeting.seats import not_oneself, one_seat, still_chaired
from events.meeting.stages import held
from events.meeting.state import Known, Meeting


def decide(command: PresenceCommand, meeting: Meeting, look: Look) -> list[AttendanceEvent]:
    """Answer a command about the attendee of a row that is listed already."""
    match command:
        case TakeChair():
            return _chair(command, held(meeting))
        case RecordArrival():
            return _arrive(command, held(meeting))
        case RecordDeparture():
            return _depart(command, held(meeting))
        case RecordSubstitute():
            return _substitute(command, held(meeting), look)


def _chair(ask: TakeChair, known: Known) -> list[AttendanceEvent]:
    row = counted_row(known, ask.row)
    if row.entry.status in ("apologies", "absent") or row.left is not None:
        raise Refused(f"the attendee of row {ask.row} is not there; name somebody who is")
    chairs = known.roll.chairs
    if chairs == {ask.row} or (ask.beside and ask.row in chairs):
        return []
    return [
        ChairTaken(occurred_on=ask.occurred_on, meeting=ask.meeting, row=ask.row, beside=ask.beside)
    ]


def _arrive(ask: RecordArrival, known: Known) -> list[AttendanceEvent]:
    row = counted_row(known, ask.row)
    item_exists(known, ask.item)
    if row.entry.status in ("apologies", "absent"):
        raise Refused(f"row {ask.row} is listed as not there; correct the attendance first")
    if row.arrived is not None and row.left is None:
        if row.arrived == Moment(ask.at, ask.item):
            return []
        raise Refused(f"the attendee of row {ask.row} is there already; record a departure first")
    if row.left and row.left.at and ask.at and ask.at < row.left.at:
        raise Refused(
            f"the attendee of row {ask.row} left at {row.left.at}, later than this arrival; "
            "check the times"
        )
    one_seat(known.roll, ask.row, row.entry)
    return [
        AttendeeArrived(
            occurred_on=ask.occurred_on, meeting=ask.meeting, row=ask.row, at=ask.at, item=ask.item
        )
    ]


def _depart(ask: RecordDeparture, known: Known) -> list[AttendanceEvent]:
    row = counted_row(known, ask.row)
    item_exists(known, ask.item)
    if row.left == Moment(ask.at, ask.item):
        return []
    _in_the_room(row, ask.row)
    if row.arrived and row.arrived.at and ask.at and ask.at < row.arrived.at:
        raise Refused(
            f"departure before arrival: the attendee of row {ask.row} came at {row.arrived.at}; "
            "check the times"
        )
    departed = AttendeeDeparted(
        occurred_on=ask.occurred_on, meeting=ask.meeting, row=ask.row, at=ask.at, item=ask.item
    )
    still_chaired(known, marked(known.roll, departed))
    return [departed]


def _substitute(ask: RecordSubstitute, known: Known, look: Look) -> list[AttendanceEvent]:
    row = counted_row(known, ask.row)
    _in_the_room(row, ask.row)
    people.require(look, ask.principal)
    if row.entry.substitute_for == ask.principal:
        return []
    if row.entry.substitute_for is not None:
        raise Refused(f"row {ask.row} sits for somebody else; correct the attendance instead")
    entry = replace(row.entry, substitute_for=ask.principal)
    not_oneself(entry)
    one_seat(known.roll, ask.row, entry)
    return [
        SubstituteAttended(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            row=ask.row,
            principal=ask.principal,
        )
    ]


def _in_the_room(row: Row, number: int) -> None:
    if not row.here:
        raise Refused(f"the attendee of row {number} is not present; record their arrival first")
