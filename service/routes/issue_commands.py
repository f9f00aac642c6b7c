"""Issues that are numbered, said anew, linked, closed and opened again."""

from fastapi import Request, Response

from events.ids import ActionId, IssueId, MeetingId
from events.issue import commands
from events.issue.numbering import inferring
from service.deps import InSecretariat
from service.execute import DONE, Receipt, record, record_planned
from service.http.conditions import IfMatch, RequiredIfMatch
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.handling_forms import HandlingInput
from service.routes.issue_forms import (
    ActionTarget,
    ClosingInput,
    IssueLinkInput,
    IssueReopeningInput,
    NumberInput,
    OneIssue,
    UpdateInput,
    target,
)

router = routes("issues")


@router.put("/issues/{issue}/number", response_model=Receipt, responses=DONE)
async def infer_issue_number(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    body: NumberInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Say which number an issue has whose number cannot be read; what is printed is kept."""
    command = commands.InferNumber(
        occurred_on=body.when, issue=IssueId(issue), number=body.number, basis=body.basis
    )
    plan, stream = inferring(command), command.stream
    return await record_planned(
        request, secretariat, stream, plan, body, key=key, revision=if_match
    )


@router.post("/issues/{issue}/updates", response_model=Receipt, responses=DONE)
async def update_issue(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    body: UpdateInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say more of an issue, or say it anew; every earlier wording stays in its history."""
    command = commands.UpdateIssue(
        occurred_on=body.when,
        issue=IssueId(issue),
        theme=body.theme,
        raised_on=body.raised_on,
        text=body.text,
        proposed_action=body.proposed_action,
        note=body.note,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/issues/{issue}/links", response_model=Receipt, responses=DONE)
async def link_issue(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    body: IssueLinkInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Link an issue to an action, to a paragraph of the minutes or to another issue."""
    command = _linking(IssueId(issue), body)
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/issues/{issue}/closing", response_model=Receipt, responses=DONE)
async def close_issue(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    body: ClosingInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Record that an issue was dealt with."""
    command = commands.CloseIssue(
        occurred_on=body.when,
        issue=IssueId(issue),
        meeting=MeetingId(body.meeting) if body.meeting else None,
        outcome=body.outcome,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/issues/{issue}/reopening", response_model=Receipt, responses=DONE)
async def reopen_issue(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    body: IssueReopeningInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Open a closed issue again."""
    command = commands.ReopenIssue(occurred_on=body.when, issue=IssueId(issue), reason=body.reason)
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put("/issues/{issue}/handling", response_model=Receipt, responses=DONE)
async def set_issue_handling(
    request: Request,
    secretariat: InSecretariat,
    issue: OneIssue,
    body: HandlingInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Make an issue confidential, or open it up again.

    What it is linked to, and the document it was taken from, are things of their own.
    """
    command = commands.SetIssueHandling(
        occurred_on=body.when,
        issue=IssueId(issue),
        handling=body.handling,
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


def _linking(issue: IssueId, body: IssueLinkInput) -> commands.LinkToAction | commands.LinkIssue:
    if isinstance(body.to, ActionTarget):
        return commands.LinkToAction(
            occurred_on=body.when, issue=issue, action=ActionId(body.to.action), note=body.note
        )
    return commands.LinkIssue(
        occurred_on=body.when,
        issue=issue,
        to=target(body.to),
        relation=body.relation,
        note=body.note,
    )
