"""What else is asked of a webhook: to pause and go on, to sign anew, to send again, and to end."""

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from events.errors import NotFound
from events.ids import WebhookId
from events.plans import only
from events.webhook import commands
from service import progress
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, carry_out, record
from service.http.conditions import IfMatch
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import responses
from service.http.strict import routes
from service.routes.webhook_forms import (
    OneWebhook,
    ReplayInput,
    SecretReceipt,
    WebhookReasonInput,
)
from service.routes.webhooks import with_secret

router = routes("webhooks")

_DONE = DONE | responses(409)


@router.post("/webhooks/{webhook}/pause", response_model=Receipt, responses=_DONE)
@needs("administer", at=At.EVERYWHERE)
async def pause_webhook(
    request: Request,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    body: WebhookReasonInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Send nothing until it is resumed; nothing is lost meanwhile."""
    command = commands.PauseWebhook(
        occurred_on=body.when, webhook=WebhookId(webhook), reason=body.reason
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/webhooks/{webhook}/resume", response_model=Receipt, responses=_DONE)
@needs("administer", at=At.EVERYWHERE)
async def resume_webhook(
    request: Request,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    body: Fact,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Go on from where it had come, at once; also where it waits for its next try."""
    command = commands.ResumeWebhook(occurred_on=body.when, webhook=WebhookId(webhook))
    answer = await record(request, secretariat, command, body, key=key, revision=if_match)
    await run_in_threadpool(_release, request, secretariat, webhook)
    return answer


@router.post("/webhooks/{webhook}/secret", response_model=SecretReceipt, responses=_DONE)
@needs("administer", at=At.EVERYWHERE)
async def rotate_webhook_secret(
    request: Request,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    body: Fact,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Sign with a new secret, and for a while with the one before as well."""
    request.app.state.webhook_secrets.require()
    command = commands.RotateSecret(occurred_on=body.when, webhook=WebhookId(webhook))
    expected = None if if_match is None else {command.stream: if_match}
    outcome = await carry_out(request, secretariat, only(command), body, key, expected)
    return await with_secret(request, secretariat, outcome)


@router.post("/webhooks/{webhook}/replay", response_model=Receipt, responses=_DONE)
@needs("administer", at=At.EVERYWHERE)
async def replay_webhook(
    request: Request,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    body: ReplayInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Send again everything that follows a position, in order; who asked for it is recorded."""
    await run_in_threadpool(_check, request, secretariat, body.after)
    command = commands.OrderReplay(
        occurred_on=body.when, webhook=WebhookId(webhook), after=body.after
    )
    answer = await record(request, secretariat, command, body, key=key, revision=if_match)
    await run_in_threadpool(_release, request, secretariat, webhook)
    return answer


@router.post("/webhooks/{webhook}/end", response_model=Receipt, responses=_DONE)
@needs("administer", at=At.EVERYWHERE)
async def end_webhook(
    request: Request,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    body: WebhookReasonInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Send nothing to it any more."""
    command = commands.EndWebhook(
        occurred_on=body.when, webhook=WebhookId(webhook), reason=body.reason
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


def _release(request: Request, secretariat: str, webhook: str) -> None:
    with request.app.state.book.noting(secretariat) as connection:
        progress.release(connection, secretariat, webhook)


def _check(request: Request, secretariat: str, after: int) -> None:
    with reading(request, secretariat, None) as book:
        if after > book.position:
            raise NotFound(f"the log ends at position {book.position}; name that or an earlier one")
