"""Actions that change hands or deadlines."""

from fastapi import Request, Response
from pydantic import Field

from events.action import commands
from events.action.form import Deadline, RecordedOwner, due_of
from events.ids import ActionId
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record
from service.http.conditions import IfMatch, RequiredIfMatch
from service.http.fields import Id, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.action_forms import (
    OneAction,
    OwnerInBody,
    OwnerNumber,
    ToldAt,
    assignee,
    assignees,
    meeting_id,
)

router = routes("actions")


class OwnersInput(Fact):
    """The owners from now on."""

    owners: list[RecordedOwner] = Field(max_length=50)
    meeting: ToldAt = None


class OwnerInput(Fact):
    """One more owner."""

    owner: RecordedOwner


class ClarificationInput(Fact):
    """Whom the words of an owner mean."""

    owners: list[RecordedOwner] = Field(min_length=1, max_length=50)


class LeadInput(Fact):
    """Who leads."""

    owner: OwnerInBody


class DueInput(Fact):
    """The deadline from now on; without `due` there is none."""

    due: Maybe[Deadline] = None
    meeting: Maybe[Id] = Field(default=None, description="The meeting that set it.")


class ExtensionInput(Fact):
    """More time."""

    due: Deadline
    meeting: Maybe[Id] = Field(default=None, description="The meeting that gave it.")
    reason: Maybe[LongText] = None


class NoteInput(Fact):
    """A word about it."""

    note: Maybe[LongText] = None
    meeting: ToldAt = None


class ReleaseInput(Fact):
    """Why, where it is known."""

    reason: Maybe[LongText] = None


@router.put("/actions/{action}/owners", response_model=Receipt, responses=DONE)
async def reassign_action(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: OwnersInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Hand the action to other owners; those before are free of it."""
    command = commands.ReassignAction(
        occurred_on=body.when,
        action=ActionId(action),
        owners=assignees(body.owners),
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/owners", response_model=Receipt, responses=DONE)
async def add_co_owner(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: OwnerInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Let one more owner join."""
    command = commands.AddCoOwner(
        occurred_on=body.when, action=ActionId(action), owner=assignee(body.owner)
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put("/actions/{action}/owners/{owner}", response_model=Receipt, responses=DONE)
async def clarify_owner(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    owner: OwnerNumber,
    body: ClarificationInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Say whom the words of one owner mean; the words are kept."""
    command = commands.ClarifyOwner(
        occurred_on=body.when,
        action=ActionId(action),
        owner=owner,
        owners=assignees(body.owners),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/owners/{owner}/release", response_model=Receipt, responses=DONE)
async def release_co_owner(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    owner: OwnerNumber,
    body: ReleaseInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Release one of several owners."""
    command = commands.ReleaseCoOwner(
        occurred_on=body.when, action=ActionId(action), owner=owner, reason=body.reason
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/owners/{owner}/completion", response_model=Receipt, responses=DONE)
async def complete_owner_part(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    owner: OwnerNumber,
    body: NoteInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that one owner did their part; with the last part the action is done."""
    command = commands.CompleteOwnerPart(
        occurred_on=body.when,
        action=ActionId(action),
        owner=owner,
        note=body.note,
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put("/actions/{action}/lead", response_model=Receipt, responses=DONE)
async def name_lead(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: LeadInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Let one of the owners lead."""
    command = commands.NameLead(occurred_on=body.when, action=ActionId(action), owner=body.owner)
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put("/actions/{action}/due", response_model=Receipt, responses=DONE)
async def set_due(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: DueInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Set, replace or take away the deadline."""
    command = commands.SetDue(
        occurred_on=body.when,
        action=ActionId(action),
        due=due_of(body.due) if body.due else None,
        meeting=meeting_id(body.meeting),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actions/{action}/extensions", response_model=Receipt, responses=DONE)
async def extend_due(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    body: ExtensionInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Give more time."""
    command = commands.ExtendDue(
        occurred_on=body.when,
        action=ActionId(action),
        due=due_of(body.due),
        meeting=meeting_id(body.meeting),
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
