"""When a row of the attendance may be added or given anew: as printed, but of people on record."""

from events import body as bodies
from events import organisation as organisations
from events import person as people
from events.base import Look, said
from events.body.state import members_on
from events.errors import Refused
from events.ids import PersonId
from events.meeting.attendance import (
    AbsenceRecorded,
    ApologiesReceived,
    AttendanceCorrected,
    AttendanceEvent,
    AttendanceListed,
    RowAdded,
    UnlistedParticipantObserved,
)
from events.meeting.commands import (
    CorrectAttendance,
    ListAttendee,
    ListingCommand,
    ObserveParticipant,
    ReceiveApologies,
    RecordAbsence,
)
from events.meeting.numbers import any_row, unused
from events.meeting.roll import Entry, Row, entry_of, marked
from events.meeting.seats import not_oneself, one_seat, still_chaired
from events.meeting.stages import held, standing
from events.meeting.state import Known, Meeting, Scheduled


def decide(command: ListingCommand, meeting: Meeting, look: Look) -> list[AttendanceEvent]:
    """Answer a command that says who stands in a row."""
    match command:
        case ListAttendee():
            return _list(command, standing(meeting), look)
        case CorrectAttendance():
            return _correct(command, standing(meeting), look)
        case ReceiveApologies():
            return _apologise(command, standing(meeting), look)
        case ObserveParticipant():
            return _observe(command, held(meeting), look)
        case RecordAbsence():
            return _miss(command, held(meeting), look)


def _list(ask: ListAttendee, known: Known, look: Look) -> list[AttendanceEvent]:
    unused(ask.row, known.roll.rows, "row")
    listed = AttendanceListed(
        occurred_on=ask.occurred_on,
        meeting=ask.meeting,
        row=ask.row,
        person=ask.person,
        basis=ask.basis,
        name=ask.name,
        organisation=ask.organisation,
        organisation_stated=ask.organisation_stated,
        post=ask.post,
        capacity=ask.capacity,
        status=ask.status,
        substitute_for=ask.substitute_for,
        mode=ask.mode,
        reason=ask.reason,
    )
    return _adding(listed, known, look)


def _correct(ask: CorrectAttendance, known: Known, look: Look) -> list[AttendanceEvent]:
    corrected = AttendanceCorrected(
        occurred_on=ask.occurred_on,
        meeting=ask.meeting,
        row=ask.row,
        person=ask.person,
        basis=ask.basis,
        name=ask.name,
        organisation=ask.organisation,
        organisation_stated=ask.organisation_stated,
        post=ask.post,
        capacity=ask.capacity,
        status=ask.status,
        substitute_for=ask.substitute_for,
        mode=ask.mode,
        reason=ask.reason,
    )
    return _correcting(corrected, known, look)


def _correcting(corrected: AttendanceCorrected, known: Known, look: Look) -> list[AttendanceEvent]:
    row = any_row(known, corrected.row)
    said(corrected.reason, "the reason of the correction")
    entry = entry_of(corrected)
    if entry == row.entry:
        return []
    _sound(entry, known, look)
    _same_person_still(row, entry, known)
    if entry.status == "present" and row.same_as is None and row.left is None:
        one_seat(known.roll, corrected.row, entry)
    still_chaired(known, marked(known.roll, corrected))
    return [corrected]


def _same_person_still(row: Row, entry: Entry, known: Known) -> None:
    if row.same_as is None or entry.person is None:
        return
    if known.roll.rows[row.same_as].entry.person not in (None, entry.person):
        raise Refused(
            f"this row is row {row.same_as} printed again, of another person; "
            f"correct row {row.same_as} first"
        )


def _apologise(ask: ReceiveApologies, known: Known, look: Look) -> list[AttendanceEvent]:
    unused(ask.row, known.roll.rows, "row")
    for number, row in known.roll.of(ask.person):
        if row.here:
            raise Refused(f"row {number} has this person present; record their departure first")
    received = ApologiesReceived(
        occurred_on=ask.occurred_on,
        meeting=ask.meeting,
        row=ask.row,
        person=ask.person,
        basis=ask.basis,
        name=ask.name,
        organisation=ask.organisation,
        organisation_stated=ask.organisation_stated,
        reason=ask.reason,
    )
    return _adding(received, known, look)


def _observe(ask: ObserveParticipant, known: Known, look: Look) -> list[AttendanceEvent]:
    unused(ask.row, known.roll.rows, "row")
    for number, row in known.roll.of(ask.person):
        if row.entry.status == "present":
            raise Refused(f"this person is listed as present in row {number}; name that row")
    observed = UnlistedParticipantObserved(
        occurred_on=ask.occurred_on,
        meeting=ask.meeting,
        row=ask.row,
        person=ask.person,
        basis=ask.basis,
        name=ask.name,
        organisation=ask.organisation,
        organisation_stated=ask.organisation_stated,
        role=ask.role,
    )
    return _adding(observed, known, look)


def _miss(ask: RecordAbsence, known: Known, look: Look) -> list[AttendanceEvent]:
    unused(ask.row, known.roll.rows, "row")
    people.require(look, ask.person)
    _member(ask.person, known, look)
    for number, row in known.roll.of(ask.person):
        if row.entry.status != "not_recorded":
            raise Refused(
                f"row {number} says of this person already whether they came; "
                "correct that row if it is wrong"
            )
    absent = AbsenceRecorded(
        occurred_on=ask.occurred_on,
        meeting=ask.meeting,
        row=ask.row,
        person=ask.person,
        name=ask.name,
    )
    return _adding(absent, known, look)


def _member(person: PersonId, known: Known, look: Look) -> None:
    if person not in members_on(bodies.require(look, known.body), known.day):
        raise Refused(
            f"this person was no member of the body on {known.day}, so they could not be absent; "
            "record their membership first"
        )


def _adding(added: RowAdded, known: Known, look: Look) -> list[AttendanceEvent]:
    entry = entry_of(added)
    _sound(entry, known, look)
    if isinstance(added, AttendanceListed | ApologiesReceived):
        said(added.reason, "the reason")
    if entry.status == "present":
        one_seat(known.roll, added.row, entry)
    return [added]


def _sound(entry: Entry, known: Known, look: Look) -> None:
    """Refuse a row that says too little, names nobody on record or comes before the meeting."""
    for text, what in (
        (entry.name, "the name"),
        (entry.organisation_stated, "the organisation as stated"),
        (entry.post, "the post"),
    ):
        said(text, what)
    if (entry.person is None) != (entry.basis == "unnamed"):
        raise Refused(
            "say who it is and on what basis, or leave the person out with the basis unnamed"
        )
    for person in (entry.person, entry.substitute_for):
        if person is not None:
            people.require(look, person)
    if entry.organisation is not None:
        organisations.require(look, entry.organisation)
    not_oneself(entry)
    if entry.status == "present" and isinstance(known, Scheduled):
        raise Refused("nobody is present yet; record the meeting as held or open it first")
