"""The log itself, in the order of its positions; a reader may wait for what comes next."""

from typing import Annotated

from fastapi import Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from service.deps import InSecretariat, followed
from service.http.fields import DIGITS, Output, Position
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, Limit
from service.http.strict import routes
from service.routes.event_views import EventView, event_view

router = routes("events")

_LONGEST_WAIT = 30

After = Annotated[
    Position, Query(description="Events that follow this position; 0 is the beginning.")
]
Wait = Annotated[
    int,
    Field(ge=0, le=_LONGEST_WAIT),
    DIGITS,
    Query(
        description="Seconds to wait for an event where there is none yet.",
    ),
]


class Feed(Output):
    """Events in order; positions are skipped where something is confidential to the reader."""

    items: list[EventView]
    next: int = Field(ge=0, description="What to send as `after` for the events that follow.")
    known_at: int = Field(ge=0, description="The size of the log.")


@router.get("/events", responses={200: {"description": "Events", "headers": LINK}})
async def list_events(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    after: After = 0,
    limit: Limit = USUAL_PAGE,
    wait: Wait = 0,
) -> Feed:
    """List what was recorded after a position; with `wait`, as soon as there is something.

    To a reader who is not cleared, events of what is confidential now are left out, those that link
    to it too, and their positions are skipped; so a page may be empty though the log went on.
    """
    if wait:
        longest = min(wait, request.app.state.settings.feed_wait_limit)
        await request.app.state.book.grown(secretariat, after, longest)
    feed = await run_in_threadpool(_page, request, secretariat, after, limit)
    if feed.next < feed.known_at:
        path = request.scope["path"]
        response.headers["Link"] = f'<{path}?after={feed.next}&limit={limit}>; rel="next"'
    return feed


def _page(request: Request, secretariat: str, after: int, limit: int) -> Feed:
    found = followed(request, secretariat, after, limit)
    items = [event_view(each) for each in found.items]
    return Feed(items=items, next=found.end, known_at=found.size)
