"""Reading minutes: how far they have come, what they say, and what came beside them."""

from typing import Annotated

from fastapi import Query, Request, Response

from projections import minutes
from service.deps import InSecretariat, reading
from service.http.conditions import tagged
from service.http.fields import Id, KnownAt, Maybe
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.meeting_forms import OneMeeting
from service.routes.minutes_views import (
    MinutesPage,
    MinutesView,
    State,
    minutes_line,
    minutes_view,
)

router = routes("meetings")


@router.get("/minutes", responses={200: {"description": "A page", "headers": LINK}})
def list_minutes(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    state: Annotated[Maybe[State], Query(description="Only those in this state.")] = None,
    body: Annotated[Maybe[Id], Query(description="Only those of this body.")] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> MinutesPage:
    """List the minutes there are, and so what waits for clearance, circulation or approval."""
    with reading(request, secretariat, known_at) as book:
        wanted = minutes.Wanted(state, body)
        query = minutes.minutes(secretariat, wanted, book.known_at, cursor, limit + 1)
        found = [minutes_line(row) for row in book.all(query)]
        page = MinutesPage(
            items=found[:limit],
            next=found[limit - 1].meeting if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/meetings/{meeting}/minutes",
    response_model=MinutesView,
    responses={200: {"description": "The minutes", "headers": ETAG | KNOWN_AT}},
)
def get_minutes(
    request: Request, secretariat: InSecretariat, meeting: OneMeeting, known_at: KnownAt = None
) -> Response:
    """Read the minutes of a meeting: the newest version, and apart from it what came beside.

    `text` is what that version says; corrections that were accepted are in it, amendments after
    approval are not. What happened to them, event by event, is told by `getMinutesHistory`.
    """
    with reading(request, secretariat, known_at) as book:
        view = minutes_view(book, meeting)
        revision, position = book.revision(f"minutes-{meeting}"), book.position
    return tagged(request, view, revision, known_at=position)
