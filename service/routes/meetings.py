"""Meetings: reading them, expecting them, and what becomes of them."""

from fastapi import Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from events.ids import BodyId, MeetingId
from events.meeting import commands
from projections import meetings
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, made, record
from service.http.conditions import IfMatch, tagged
from service.http.fields import ClockTime, Id, KnownAt, LongText, Maybe, Moment, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT
from service.http.strict import routes
from service.routes.meeting_account import one_meeting
from service.routes.meeting_forms import OneMeeting
from service.routes.meeting_views import MeetingView, missing

router = routes("meetings")


class MeetingInput(Fact):
    """A meeting to be expected."""

    body: Id
    expected: Moment = Field(description="When; a month or a year where no day is fixed.")
    starts: Maybe[ClockTime] = None
    place: Maybe[ShortText] = None
    theme: Maybe[ShortText] = None


class PostponementInput(Fact):
    """To when it is put off."""

    expected: Maybe[Moment] = Field(
        default=None, description="Left out where the new date is not known yet."
    )
    reason: Maybe[LongText] = None


class CancellationInput(Fact):
    """Why it is called off, where that is known."""

    reason: Maybe[LongText] = None


class HeldInput(Fact):
    """When and where it took place, as written down afterwards."""

    occurred_on: Maybe[Moment] = Field(
        default=None, description="When this was true; the day it was held if left out."
    )
    held_on: Moment
    starts: Maybe[ClockTime] = None
    ends: Maybe[ClockTime] = None
    place: Maybe[ShortText] = None
    theme: Maybe[ShortText] = None


class ClockInput(Fact):
    """When, by the clock of the meeting room."""

    at: Maybe[ClockTime] = None


@router.get(
    "/meetings/{meeting}",
    response_model=MeetingView,
    responses={200: {"description": "The meeting", "headers": ETAG | KNOWN_AT}},
)
def get_meeting(
    request: Request, secretariat: InSecretariat, meeting: OneMeeting, known_at: KnownAt = None
) -> Response:
    """Read one meeting: who was there, what was said and decided, which actions it gave out."""
    with reading(request, secretariat, known_at) as book:
        view = one_meeting(book, meeting)
        revision, position = book.revision(f"meeting-{meeting}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/meetings",
    status_code=201,
    response_model=Receipt,
    responses=made("meeting", "getMeeting", "recordMeetingHeld", "listAttendee", "postponeMeeting"),
)
@needs("write", at=At.TOLD)
async def schedule_meeting(
    request: Request, secretariat: InSecretariat, body: MeetingInput, key: IdempotencyKey = None
) -> Response:
    """Expect a body to meet."""
    command = commands.ScheduleMeeting(
        occurred_on=body.when,
        meeting=MeetingId(request.app.state.book.mint()),
        body=BodyId(body.body),
        expected=body.expected,
        starts=body.starts,
        place=body.place,
        theme=body.theme,
    )
    return await record(request, secretariat, command, body, key=key, status=201, fresh=True)


@router.post("/meetings/{meeting}/postponements", response_model=Receipt, responses=DONE)
async def postpone_meeting(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: PostponementInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Put the meeting off, to another date or to one not yet known."""
    command = commands.PostponeMeeting(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        expected=body.expected,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/cancellation", response_model=Receipt, responses=DONE)
async def cancel_meeting(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: CancellationInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Call the meeting off."""
    command = commands.CancelMeeting(
        occurred_on=body.when, meeting=MeetingId(meeting), reason=body.reason
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/held", response_model=Receipt, responses=DONE)
async def record_meeting_held(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: HeldInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record afterwards that a meeting which was expected took place.

    For one that was never expected, post it to the meetings of its body.
    """
    of = await run_in_threadpool(_body_of, request, secretariat, meeting)
    command = held(of, MeetingId(meeting), body)
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/opening", response_model=Receipt, responses=DONE)
async def open_meeting(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ClockInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Begin the meeting, on the day this occurred on."""
    command = commands.OpenMeeting(occurred_on=body.when, meeting=MeetingId(meeting), at=body.at)
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/closing", response_model=Receipt, responses=DONE)
async def close_meeting(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ClockInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """End the meeting."""
    command = commands.CloseMeeting(occurred_on=body.when, meeting=MeetingId(meeting), at=body.at)
    return await record(request, secretariat, command, body, key=key, revision=if_match)


def held(body: BodyId, meeting: MeetingId, asked: HeldInput) -> commands.RecordAsHeld:
    """Return the command to record that a meeting of a body took place."""
    return commands.RecordAsHeld(
        occurred_on=asked.occurred_on or asked.held_on,
        meeting=meeting,
        body=body,
        held_on=asked.held_on,
        starts=asked.starts,
        ends=asked.ends,
        place=asked.place,
        theme=asked.theme,
    )


# The rules take the first word of a meeting for its beginning, so an identity that nobody minted
# is turned away here.
def _body_of(request: Request, secretariat: str, meeting: str) -> BodyId:
    with reading(request, secretariat, None) as book:
        row = book.one(meetings.meeting(secretariat, meeting, book.known_at), missing(meeting))
    return BodyId(row["body"])
