"""The attendance of a meeting: rows as printed, and rows that are given anew."""

from fastapi import Request, Response
from pydantic import Field

from events.ids import MeetingId
from events.meeting import commands
from events.meeting.terms import Capacity, Mode, Status
from service.deps import InSecretariat
from service.execute import DONE, Receipt, record
from service.http.conditions import IfMatch, RequiredIfMatch
from service.http.fields import Id, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.attendance_forms import EntryInput, FreeRow, person_id, who_stands
from service.routes.meeting_forms import OneMeeting, OneRow

router = routes("meetings")


class SeatInput(EntryInput):
    """Who stands in a row, and whether they were there."""

    post: Maybe[ShortText] = None
    capacity: Capacity = "not_stated"
    status: Status
    mode: Mode = "not_recorded"
    substitute_for: Maybe[Id] = Field(
        default=None, description="The person in whose seat they sat."
    )


class AttendeeInput(SeatInput):
    """A row of the attendance, as printed."""

    row: FreeRow
    reason: Maybe[LongText] = Field(default=None, description="Such as why they were absent.")


class CorrectionInput(SeatInput):
    """The row as it should have been, in full."""

    reason: LongText = Field(description="Why it is corrected.")


@router.post("/meetings/{meeting}/attendance", response_model=Receipt, responses=DONE)
async def list_attendee(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: AttendeeInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """List an attendee as printed; the same person may stand in two rows."""
    who = who_stands(body)
    command = commands.ListAttendee(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=body.row,
        person=who.person,
        basis=who.basis,
        name=body.name,
        organisation=who.organisation,
        organisation_stated=body.organisation_stated,
        post=body.post,
        capacity=body.capacity,
        status=body.status,
        substitute_for=person_id(body.substitute_for),
        mode=body.mode,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put("/meetings/{meeting}/attendance/{row}", response_model=Receipt, responses=DONE)
async def correct_attendance(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: CorrectionInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Give a row anew in full, and say why; what it said before stays on record."""
    who = who_stands(body)
    command = commands.CorrectAttendance(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=row,
        person=who.person,
        basis=who.basis,
        name=body.name,
        organisation=who.organisation,
        organisation_stated=body.organisation_stated,
        post=body.post,
        capacity=body.capacity,
        status=body.status,
        substitute_for=person_id(body.substitute_for),
        mode=body.mode,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
