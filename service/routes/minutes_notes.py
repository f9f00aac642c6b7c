"""What comes beside minutes: corrections, redactions of what is published, and notes."""

from fastapi import Request, Response

from events.ids import MeetingId
from events.meeting.commands import CorrectPassage
from events.minutes import commands
from events.minutes.planning import accepting, redacting
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record, record_planned
from service.http.conditions import IfMatch, RequiredIfMatch
from service.http.idempotency import IdempotencyKey
from service.http.needs import needs
from service.http.strict import routes
from service.routes.meeting_forms import OneMeeting
from service.routes.minutes_forms import (
    AnnotationInput,
    CorrectionProposal,
    DeclineInput,
    LiftingInput,
    OneCorrection,
    OneRedaction,
    PassageCorrectionInput,
    RedactionInput,
)

router = routes("meetings")


@router.post("/meetings/{meeting}/corrections", response_model=Receipt, responses=DONE)
async def correct_passage(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: PassageCorrectionInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Correct an item, a paragraph or a decision before the minutes are approved.

    What it read before stays readable at an earlier `known_at`. Minutes that were drafted need a
    new version after this; a correction that others ask for is proposed to the minutes.
    """
    command = CorrectPassage(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        part=body.part,
        number=body.number,
        text=body.text,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/minutes/corrections", response_model=Receipt, responses=DONE)
@needs("write", "approve")
async def propose_correction(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: CorrectionProposal,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Ask that a part of minutes which are not approved yet should read otherwise."""
    command = commands.ProposeCorrection(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        correction=body.correction,
        part=body.part,
        number=body.number,
        text=body.text,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post(
    "/meetings/{meeting}/minutes/corrections/{correction}/acceptance",
    response_model=Receipt,
    responses=DONE,
)
async def accept_correction(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    correction: OneCorrection,
    body: Fact,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Take a correction into the text, and draft the version that has it.

    Who accepts it is the recorder of that version.
    """
    command = commands.AcceptCorrection(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        correction=correction,
    )
    plan, stream = accepting(command), command.stream
    return await record_planned(
        request, secretariat, stream, plan, body, key=key, revision=if_match
    )


@router.post(
    "/meetings/{meeting}/minutes/corrections/{correction}/rejection",
    response_model=Receipt,
    responses=DONE,
)
async def decline_correction(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    correction: OneCorrection,
    body: DeclineInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Leave the text as it is, and say why."""
    command = commands.DeclineCorrection(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        correction=correction,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/minutes/redactions", response_model=Receipt, responses=DONE)
async def redact_passage(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: RedactionInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record which words of a part are left out of what is published; the record keeps them."""
    command = commands.RedactPassage(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        redaction=body.redaction,
        part=body.part,
        number=body.number,
        start=body.start,
        length=body.length,
        exemption=body.exemption,
        reviewer=body.reviewer,
        review_on=body.review_on,
    )
    plan, stream = redacting(command), command.stream
    return await record_planned(
        request, secretariat, stream, plan, body, key=key, revision=if_match
    )


@router.post(
    "/meetings/{meeting}/minutes/redactions/{redaction}/lifting",
    response_model=Receipt,
    responses=DONE,
)
async def lift_redaction(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    redaction: OneRedaction,
    body: LiftingInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Let the words be published again."""
    command = commands.LiftRedaction(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        redaction=redaction,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/meetings/{meeting}/minutes/annotations", response_model=Receipt, responses=DONE)
async def annotate_minutes(
    request: Request,
    secretariat: InSecretariat,
    meeting: OneMeeting,
    body: AnnotationInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Put a note beside the minutes, which is no part of the record."""
    command = commands.AnnotateMinutes(
        occurred_on=body.when,
        meeting=MeetingId(meeting),
        by=request.state.actor,
        annotation=body.annotation,
        part=body.part,
        number=body.number,
        text=body.text,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
