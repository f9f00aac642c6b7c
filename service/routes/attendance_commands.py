"""Who comes and goes in a meeting, in whose seat, with which interest."""

from fastapi import Request, Response
from pydantic import Field, StrictBool

from events.ids import MeetingId, PersonId
from events.meeting import commands
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import IfMatch, RequiredIfMatch
from service.http.fields import ClockTime, Id, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.meeting_forms import Number, OneMeeting, OneRow

router = routes("meetings")


class ChairTakenInput(Fact):
    """Whose row takes the chair."""

    row: Number
    beside: StrictBool = Field(
        default=False, description="Beside those who have the chair, not instead of them."
    )


class PresenceInput(Fact):
    """When they came or went, as far as is known."""

    at: Maybe[ClockTime] = None
    item: Maybe[Number] = Field(default=None, description="At which item of the meeting.")


class PrincipalInput(Fact):
    """In whose seat they sat."""

    principal: Id


class DuplicateInput(Fact):
    """The row of the same person that counts."""

    row: Number


class InterestInput(Fact):
    """An interest of the attendee."""

    interest: LongText
    item: Maybe[Number] = Field(default=None, description="Left out for one in general.")


class RecusalInput(Fact):
    """The item they take no part in."""

    item: Number


@router.post("/meetings/{meeting}/chairs", response_model=Receipt, responses=DONE)
async def take_chair(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ChairTakenInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Let an attendee take the chair."""
    command = commands.TakeChair(
        occurred_on=body.when, meeting=MeetingId(meeting), row=body.row, beside=body.beside
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/meetings/{meeting}/attendance/{row}/arrivals", response_model=Receipt, responses=DONE
)
async def record_arrival(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: PresenceInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that an attendee joined or came back."""
    command = commands.RecordArrival(
        occurred_on=body.when, meeting=MeetingId(meeting), row=row, at=body.at, item=body.item
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/meetings/{meeting}/attendance/{row}/departures", response_model=Receipt, responses=DONE
)
async def record_departure(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: PresenceInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that an attendee left."""
    command = commands.RecordDeparture(
        occurred_on=body.when, meeting=MeetingId(meeting), row=row, at=body.at, item=body.item
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put(
    "/meetings/{meeting}/attendance/{row}/principal", response_model=Receipt, responses=DONE
)
async def record_substitute(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: PrincipalInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Record in whose seat an attendee sat; one seat counts once."""
    command = commands.RecordSubstitute(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=row,
        principal=PersonId(body.principal),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put("/meetings/{meeting}/attendance/{row}/same-as", response_model=Receipt, responses=DONE)
async def resolve_duplicate(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: DuplicateInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Say that a row is another row printed again; both stay, one counts."""
    command = commands.ResolveDuplicate(
        occurred_on=body.when, meeting=MeetingId(meeting), row=row, same_as=body.row
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/meetings/{meeting}/attendance/{row}/interests", response_model=Receipt, responses=DONE
)
async def declare_interest(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: InterestInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record an interest that an attendee declared."""
    command = commands.DeclareInterest(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        row=row,
        item=body.item,
        interest=body.interest,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/meetings/{meeting}/attendance/{row}/recusals", response_model=Receipt, responses=DONE
)
async def recuse_attendee(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    row: OneRow,
    body: RecusalInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that an attendee took no part in an item."""
    command = commands.RecuseAttendee(
        occurred_on=body.when, meeting=MeetingId(meeting), row=row, item=body.item
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
