"""Who an attendee was that the list does not name: said later, and why."""

from fastapi import Request, Response
from pydantic import Field

from events.ids import MeetingId, PersonId
from events.meeting import commands
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import RequiredIfMatch
from service.http.fields import Id, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.meeting_forms import OneMeeting, OneRow

router = routes("meetings")


class IdentificationInput(Fact):
    """Who it was."""

    person: Id
    reason: LongText = Field(description="What this rests on.")
    override: Maybe[LongText] = Field(
        default=None, description="Why, although another row has that person, too."
    )


@router.put("/meetings/{meeting}/attendance/{row}/person", response_model=Receipt, responses=DONE)
async def identify_attendee(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: IdentificationInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Say who an attendee was that the list does not name, such as an Official.

    The row stays as printed; histories and rates count the person from then on.
    """
    command = commands.IdentifyAttendee(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=row,
        person=PersonId(body.person),
        reason=body.reason,
        override=body.override,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
