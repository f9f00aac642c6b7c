"""Those who are not on the list: apologies, absences, and who took part without being listed."""

from fastapi import Request, Response

from events.ids import MeetingId, PersonId
from events.meeting import commands
from events.meeting.terms import Role
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import IfMatch
from service.http.fields import Id, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.attendance_forms import EntryInput, FreeRow, who_stands
from service.routes.meeting_forms import OneMeeting

router = routes("meetings")


class ApologiesInput(EntryInput):
    """Somebody who sent apologies."""

    row: FreeRow
    reason: Maybe[LongText] = None


class ParticipantInput(EntryInput):
    """Somebody who took part without being listed."""

    row: FreeRow
    role: Role


class AbsenceInput(Fact):
    """A member of the body who was absent without apologies."""

    row: FreeRow
    person: Id
    name: ShortText


@router.post("/meetings/{meeting}/apologies", response_model=Receipt, responses=DONE)
async def receive_apologies(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ApologiesInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Add a row for somebody who sent apologies, before the meeting or after."""
    who = who_stands(body)
    command = commands.ReceiveApologies(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=body.row,
        person=who.person,
        basis=who.basis,
        name=body.name,
        organisation=who.organisation,
        organisation_stated=body.organisation_stated,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/absences", response_model=Receipt, responses=DONE)
async def record_absence(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: AbsenceInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Add a row for a member of the body who was absent."""
    command = commands.RecordAbsence(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=body.row,
        person=PersonId(body.person),
        name=body.name,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/participants", response_model=Receipt, responses=DONE)
async def observe_participant(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ParticipantInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Add a row for somebody the minutes show taking part, who is not on the list."""
    who = who_stands(body)
    command = commands.ObserveParticipant(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=body.row,
        person=who.person,
        basis=who.basis,
        name=body.name,
        organisation=who.organisation,
        organisation_stated=body.organisation_stated,
        role=body.role,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
