"""Who had which action on a day, as the record knows it now or knew it at any moment."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Query, Request, Response

from events.errors import NotFound
from projections import actions
from service.deps import InSecretariat, reading
from service.http.conditions import tagged
from service.http.fields import AsOf, Id, KnownAt, Maybe
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.action_forms import OneAction
from service.routes.overdue import OfBody
from service.routes.owner_views import OneOwned, OwnedPage, owned_on, rows_on

router = routes("actions")


@router.get("/actions/owners", responses={200: {"description": "A page", "headers": LINK}})
def list_action_owners(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    as_of: AsOf = None,
    body: OfBody = None,
    meeting: Annotated[Maybe[Id], Query(description="Given out at this meeting.")] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> OwnedPage:
    """List the actions given out by the end of a day, and who was to do each on that day.

    `as_of` is when it was true (today if left out), `known_at` what the record said then: a change
    of owners that was recorded late is in the first from its day, in the second from its recording.
    """
    day = as_of or datetime.now(UTC).date()
    with reading(request, secretariat, known_at) as book:
        wanted = actions.Wanted(body=body, meeting=meeting)
        rows = rows_on(book, day, wanted, cursor, limit + 1)
        page = OwnedPage(
            items=owned_on(book, rows[:limit], day),
            next=rows[limit - 1]["action"] if len(rows) > limit else None,
            known_at=book.position,
            as_of=day,
        )
    return linked(request, response, page)


@router.get(
    "/actions/{action}/owners",
    response_model=OneOwned,
    responses={200: {"description": "The owners", "headers": ETAG | KNOWN_AT}},
)
def get_action_owners(
    request: Request,
    secretariat: InSecretariat,
    action: OneAction,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response:
    """Read who was to do one action on a day; today if left out."""
    day = as_of or datetime.now(UTC).date()
    with reading(request, secretariat, known_at) as book:
        rows = book.all(actions.described(secretariat, [action], book.known_at))
        if not rows:
            raise NotFound(f"there is no action {action} in the record")
        found = owned_on(book, rows, day)
        if not found:
            raise NotFound(
                f"action {action} was given out on {rows[0]['assigned_on']}; ask for a later day"
            )
        revision, position = book.revision(f"action-{action}"), book.position
        view = OneOwned(**dict(found[0]), as_of=day, known_at=position)
    return tagged(request, view, revision, known_at=position)
