"""What became of actions: progress, completion, and every other end, and beginning anew."""

from typing import Annotated, Literal

from fastapi import Request, Response
from pydantic import Field

from events.action import commands
from events.ids import ActionId, BodyId, MeetingId, OrganisationId
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import IfMatch
from service.http.fields import Id, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.action_forms import OneAction, OwnerInBody, ToldAt, meeting_id

router = routes("actions")


class ProgressInput(Fact):
    """What was reported."""

    text: LongText
    meeting: Maybe[Id] = Field(default=None, description="The meeting it was reported at.")


class NoteInput(Fact):
    """A word about it."""

    note: Maybe[LongText] = None
    meeting: ToldAt = None


class CompletionInput(NoteInput):
    """The whole action is done."""

    override: Maybe[LongText] = Field(
        default=None, description="Why it is closed although owners have not done their part."
    )


class CarriedInput(Fact):
    """From which meeting to which."""

    from_meeting: Id
    to_meeting: Id


class TransferInput(Fact):
    """The body or the organisation that takes it over."""

    to: Annotated[Literal["body", "organisation"], Field(description="What `id` is.")]
    id: Id
    reason: Maybe[LongText] = None
    meeting: ToldAt = None


class SupersessionInput(Fact):
    """The action that takes its place."""

    by: Id
    meeting: ToldAt = None


class ReasonInput(Fact):
    """Why."""

    reason: LongText
    meeting: ToldAt = None


class LinkInput(Fact):
    """Another action it belongs with."""

    to: Id
    relation: Literal["follows", "duplicates", "relates_to"] = "relates_to"


class ReminderInput(Fact):
    """Which owner was reminded, and how."""

    owner: OwnerInBody
    channel: Literal["letter", "email", "telephone", "in_person", "other"]


@router.post("/actions/{action}/progress", response_model=Receipt, responses=DONE)
async def report_progress(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: ProgressInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record what was reported."""
    command = commands.ReportProgress(
        occurred_on=body.when,
        action=ActionId(action),
        text=body.text,
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/completion", response_model=Receipt, responses=DONE)
async def complete_action(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: CompletionInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that the whole action is done."""
    command = commands.CompleteAction(
        occurred_on=body.when,
        action=ActionId(action),
        note=body.note,
        override=body.override,
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/carried-forward", response_model=Receipt, responses=DONE)
async def carry_action_forward(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: CarriedInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Carry the open action from one meeting of its body to a later one."""
    command = commands.CarryForward(
        occurred_on=body.when,
        action=ActionId(action),
        from_meeting=MeetingId(body.from_meeting),
        to_meeting=MeetingId(body.to_meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/transfer", response_model=Receipt, responses=DONE)
async def transfer_action(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: TransferInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Hand the action to another body or to an organisation outside."""
    command = commands.TransferAction(
        occurred_on=body.when,
        action=ActionId(action),
        body=BodyId(body.id) if body.to == "body" else None,
        organisation=OrganisationId(body.id) if body.to == "organisation" else None,
        reason=body.reason,
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/supersession", response_model=Receipt, responses=DONE)
async def supersede_action(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: SupersessionInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Let another action take its place."""
    command = commands.SupersedeAction(
        occurred_on=body.when,
        action=ActionId(action),
        by=ActionId(body.by),
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/withdrawal", response_model=Receipt, responses=DONE)
async def withdraw_action(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: ReasonInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Drop the action."""
    command = commands.WithdrawAction(
        occurred_on=body.when,
        action=ActionId(action),
        reason=body.reason,
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/reopening", response_model=Receipt, responses=DONE)
async def reopen_action(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: ReasonInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Open a closed action again."""
    command = commands.ReopenAction(
        occurred_on=body.when,
        action=ActionId(action),
        reason=body.reason,
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/links", response_model=Receipt, responses=DONE)
async def link_action(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: LinkInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Link it to another action."""
    command = commands.LinkAction(
        occurred_on=body.when,
        action=ActionId(action),
        to=ActionId(body.to),
        relation=body.relation,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/reminders", response_model=Receipt, responses=DONE)
async def record_reminder(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: ReminderInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that an owner was reminded."""
    command = commands.RecordReminder(
        occurred_on=body.when,
        action=ActionId(action),
        owner=body.owner,
        channel=body.channel,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
