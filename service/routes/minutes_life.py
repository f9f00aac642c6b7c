"""The life of minutes, command by command: drafted, cleared, circulated, approved, published."""

from fastapi import Request, Response

from events.base import Command
from events.ids import MeetingId
from events.minutes import commands
from events.minutes.planning import approving, drafting
from events.plans import Planner, only
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record_planned
from service.http.conditions import IfMatch
from service.http.idempotency import IdempotencyKey
from service.http.needs import needs
from service.http.strict import routes
from service.routes.meeting_forms import OneMeeting
from service.routes.minutes_forms import (
    AmendmentInput,
    ApprovalInput,
    ClearanceInput,
    ClearanceRefusalInput,
    PublicationInput,
)

router = routes("meetings")


@router.post("/meetings/{meeting}/minutes/versions", response_model=Receipt, responses=DONE)
async def draft_minutes(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: Fact,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Draft the next version of the minutes: what the record says of the meeting at this moment.

    Who drafts a version is its recorder, and does not approve it. Where nothing has changed since
    the version before, that is said and nothing is drafted.
    """
    plan = drafting(MeetingId(meeting), request.state.actor, body.when)
    return await _planned(request, secretariat, meeting, plan, body, if_match, key)


@router.post("/meetings/{meeting}/minutes/submission", response_model=Receipt, responses=DONE)
async def submit_minutes_for_clearance(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: Fact,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Send the newest version to whoever clears it before others see it."""
    command = commands.SubmitForClearance(
        occurred_on=body.when, meeting=MeetingId(meeting), by=request.state.actor
    )
    return await _done(request, secretariat, command, body, if_match, key)


@router.post("/meetings/{meeting}/minutes/clearance", response_model=Receipt, responses=DONE)
@needs("write", "approve")
async def clear_minutes(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ClearanceInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Let the version that was submitted go out."""
    command = commands.ClearMinutes(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        content=body.content,
    )
    return await _done(request, secretariat, command, body, if_match, key)


@router.post(
    "/meetings/{meeting}/minutes/clearance-refusal", response_model=Receipt, responses=DONE
)
@needs("write", "approve")
async def refuse_clearance(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ClearanceRefusalInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Send the version that was submitted back; a new version is needed then."""
    command = commands.RefuseClearance(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        content=body.content,
        reason=body.reason,
    )
    return await _done(request, secretariat, command, body, if_match, key)


@router.post("/meetings/{meeting}/minutes/circulation", response_model=Receipt, responses=DONE)
async def circulate_minutes(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: Fact,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that the newest version was sent to those who were there."""
    command = commands.CirculateMinutes(
        occurred_on=body.when, meeting=MeetingId(meeting), by=request.state.actor
    )
    return await _done(request, secretariat, command, body, if_match, key)


@router.post("/meetings/{meeting}/minutes/approval", response_model=Receipt, responses=DONE)
@needs("approve")
async def approve_minutes(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: ApprovalInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that a later meeting of the body approved the newest version.

    It takes somebody else than who drafted that version, a record that has not changed since, and
    an answer to every correction.
    """
    command = commands.ApproveMinutes(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        content=body.content,
        at=MeetingId(body.at),
    )
    plan = approving(command)
    return await _planned(request, secretariat, meeting, plan, body, if_match, key)


@router.post("/meetings/{meeting}/minutes/amendments", response_model=Receipt, responses=DONE)
async def amend_minutes(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: AmendmentInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record an amendment of approved minutes, which stands beside the approved text."""
    command = commands.AmendMinutes(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        amendment=body.amendment,
        part=body.part,
        number=body.number,
        text=body.text,
        authority=body.authority.kind,
        reference=body.authority.reference,
    )
    return await _done(request, secretariat, command, body, if_match, key)


@router.post("/meetings/{meeting}/minutes/publications", response_model=Receipt, responses=DONE)
async def publish_minutes(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: PublicationInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that the newest version went out to an audience."""
    command = commands.PublishMinutes(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        audience=body.audience,
        naming=body.naming,
    )
    return await _done(request, secretariat, command, body, if_match, key)


async def _done(
    request: Request,
    secretariat: str,
    command: Command,
    body: Fact,
    revision: int | None,
    key: str | None,
) -> Response:
    stream = command.stream
    return await record_planned(
        request, secretariat, stream, only(command), body, key=key, revision=revision
    )


async def _planned(
    request: Request,
    secretariat: str,
    meeting: str,
    plan: Planner,
    body: Fact,
    revision: int | None,
    key: str | None,
) -> Response:
    stream = f"minutes-{meeting}"
    return await record_planned(
        request, secretariat, stream, plan, body, key=key, revision=revision
    )
