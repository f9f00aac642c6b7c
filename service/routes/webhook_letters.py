"""Dead letters: events that a receiver did not take, and the wish that one is tried again."""

from fastapi import Request, Response

from events.errors import NotFound, Refused
from projections import webhooks
from service import dead_letters
from service.deps import InSecretariat, reading
from service.http.needs import At, needs
from service.http.openapi import LINK, responses
from service.http.paging import USUAL_PAGE, Limit, PositionCursor
from service.http.strict import routes
from service.routes.webhook_forms import OneLetter, OneWebhook
from service.routes.webhook_views import (
    DeadLetterPage,
    DeadLetterView,
    dead_letter_view,
    missing,
)

router = routes("webhooks")


@router.get(
    "/webhooks/{webhook}/dead-letters",
    responses={200: {"description": "A page", "headers": LINK}},
)
@needs("administer", "audit", at=At.EVERYWHERE)
def list_dead_letters(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    webhook: OneWebhook,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> DeadLetterPage:
    """List what was not taken for so long that the events that follow were sent instead."""
    with reading(request, secretariat, None) as book:
        book.one(webhooks.webhook(secretariat, webhook, None), missing(webhook))
        found = book.all(dead_letters.dead_letters(secretariat, webhook, cursor or 0, limit + 1))
        page = DeadLetterPage(
            items=[dead_letter_view(row) for row in found[:limit]],
            next=found[limit - 1]["position"] if len(found) > limit else None,
            known_at=book.position,
        )
    if page.next:
        path = request.scope["path"]
        response.headers["Link"] = f'<{path}?cursor={page.next}&limit={limit}>; rel="next"'
    return page


@router.post(
    "/webhooks/{webhook}/dead-letters/{position}/retry",
    responses=responses(409) | {200: {"description": "It is about to be tried again"}},
)
@needs("administer", at=At.EVERYWHERE)
def retry_dead_letter(
    request: Request, secretariat: InSecretariat, webhook: OneWebhook, position: OneLetter
) -> DeadLetterView:
    """Try once more to deliver a dead letter, out of its order; it stays one if that fails."""
    with reading(request, secretariat, None) as book:
        row = book.one(webhooks.webhook(secretariat, webhook, None), missing(webhook))
        if row["state"] == webhooks.ENDED:
            raise Refused("this webhook has ended; subscribe another one, from that position on")
    with request.app.state.book.noting(secretariat) as connection:
        if not dead_letters.ask_again(connection, secretariat, webhook, position):
            raise NotFound(f"no dead letter of this webhook is at position {position}")
        of = (secretariat, webhook, position - 1, 1)
        letter = connection.execute(dead_letters.dead_letters(*of)).mappings().one()
    return dead_letter_view(letter)
