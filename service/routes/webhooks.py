"""Webhooks: reading them, subscribing, and leading them elsewhere."""

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from events.errors import NotFound
from events.ids import WebhookId
from events.plans import only
from events.webhook import commands
from projections import webhooks
from service.deps import InSecretariat, reading
from service.execute import DONE, Receipt, carry_out, made, receipt, record
from service.http.conditions import RequiredIfMatch, tagged
from service.http.fields import KnownAt
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK, responses
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.ledger.ask import Outcome
from service.routes.webhook_forms import (
    OneWebhook,
    SecretReceipt,
    WebhookChangeInput,
    WebhookInput,
)
from service.routes.webhook_views import (
    WebhookPage,
    WebhookView,
    missing,
    one_webhook,
    progress_of,
    webhook_view,
)
from service.webhooks.addresses import admit, look_up

router = routes("webhooks")


@router.get("/webhooks", responses={200: {"description": "A page", "headers": LINK}})
@needs("administer", "audit", at=At.EVERYWHERE)
def list_webhooks(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> WebhookPage:
    """List webhooks, the oldest first, those that have ended too."""
    with reading(request, secretariat, known_at) as book:
        query = webhooks.webhooks(secretariat, book.known_at, cursor, limit + 1)
        noted = progress_of(book)
        found = [webhook_view(book, row, noted) for row in book.all(query)]
        page = WebhookPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/webhooks/{webhook}",
    response_model=WebhookView,
    responses={200: {"description": "The webhook", "headers": ETAG | KNOWN_AT}},
)
@needs("administer", "audit", at=At.EVERYWHERE)
def get_webhook(
    request: Request,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    known_at: KnownAt = None,
) -> Response:
    """Read one webhook, and how far it has come."""
    with reading(request, secretariat, known_at) as book:
        view = one_webhook(book, webhook)
        revision, position = book.revision(f"webhook-{webhook}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/webhooks",
    status_code=201,
    response_model=SecretReceipt,
    responses=made(
        "webhook",
        "getWebhook",
        "pauseWebhook",
        replacing=("changeWebhook",),
    )
    | responses(409),
)
@needs("administer", at=At.EVERYWHERE)
async def subscribe_webhook(
    request: Request,
    secretariat: InSecretariat,
    body: WebhookInput,
    key: IdempotencyKey = None,
) -> Response:
    """Have events sent to a URL as they are recorded; answers the secret that they are signed with.

    Each is sent at least once and in order, the same `webhook-id` whenever it is sent again.
    """
    request.app.state.webhook_secrets.require()
    await _admit(request, body.url)
    after = await run_in_threadpool(_start, request, secretariat, body.after)
    command = commands.SubscribeWebhook(
        occurred_on=body.when,
        webhook=WebhookId(request.app.state.book.mint()),
        url=body.url,
        types=tuple(dict.fromkeys(body.types)),
        after=after,
    )
    plan = only(command, fresh=frozenset({command.stream}))
    outcome = await carry_out(request, secretariat, plan, body, key)
    return await with_secret(request, secretariat, outcome, status=201)


@router.put("/webhooks/{webhook}", response_model=Receipt, responses=DONE | responses(409))
@needs("administer", at=At.EVERYWHERE)
async def change_webhook(
    request: Request,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    body: WebhookChangeInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Have events sent to another URL, or other types of them."""
    await _admit(request, body.url)
    command = commands.ChangeWebhook(
        occurred_on=body.when,
        webhook=WebhookId(webhook),
        url=body.url,
        types=tuple(dict.fromkeys(body.types)),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


async def with_secret(
    request: Request, secretariat: str, outcome: Outcome, status: int = 200
) -> Response:
    """Return the receipt of a webhook with the secret it had after what was recorded."""
    stream = next(iter(outcome.revisions))
    secret = await run_in_threadpool(_secret, request, secretariat, stream, outcome.position)
    return receipt(request, stream, outcome, status, secret=secret)


def _secret(request: Request, secretariat: str, stream: str, position: int) -> str:
    webhook = stream.partition("-")[2]
    with reading(request, secretariat, position) as book:
        of = (secretariat, webhook, book.known_at)
        row = book.one(webhooks.webhook(*of), missing(webhook))
        secret: str = request.app.state.webhook_secrets.secret(
            book.origin, webhook, row["generation"]
        )
    return secret


async def _admit(request: Request, url: str) -> None:
    private = request.app.state.settings.webhook_private_addresses
    await admit(url, look_up, private=private)


def _start(request: Request, secretariat: str, after: int | None) -> int:
    """Return the position to follow: the end of the log, unless an earlier one is asked for."""
    with reading(request, secretariat, None) as book:
        if after is not None and after > book.position:
            raise NotFound(f"the log ends at position {book.position}; follow that or an earlier")
        return book.position if after is None else after
