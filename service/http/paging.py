"""Pages by keyset: the cursor is the key of the last item, and all pages show the same position."""

from typing import Annotated, Any, Final, Generic, TypeVar
from urllib.parse import quote, urlencode

from fastapi import Query, Request, Response
from pydantic import Field

from service.http.fields import DIGITS, Id, IfAny, Maybe, Output, Position

LONGEST_PAGE: Final = 200
USUAL_PAGE: Final = 50

T = TypeVar("T")

Limit = Annotated[
    Annotated[int, Field(ge=1, le=LONGEST_PAGE), DIGITS],
    Query(description="How many items at most; a page may be shorter."),
]
"""`limit: Limit = USUAL_PAGE`."""

_AFTER = "The `next` of the page before: items after it are shown."
IdCursor = Annotated[Maybe[Id], Query(description=_AFTER)]
"""`cursor: IdCursor = None`, where items are in the order of their identity or found by it."""
PositionCursor = Annotated[Maybe[Position], Query(description=_AFTER)]
"""`cursor: PositionCursor = None`, where items are in the order of the log."""

_KnownAt = Annotated[int, Field(description="The position of the log this answer stands on.")]
_Next = Field(default=None, description="The cursor of the next page; left out on the last one.")


class Page(Output, Generic[T]):
    """Items with a uuid cursor; name each use: `class ActionPage(Page[ActionView])`."""

    items: list[T]
    next: IfAny[Id] = _Next
    known_at: _KnownAt


class NumberedPage(Output, Generic[T]):
    """Items with a position for a cursor."""

    items: list[T]
    next: IfAny[Position] = _Next
    known_at: _KnownAt


AnyPage = TypeVar("AnyPage", bound=Page[Any] | NumberedPage[Any])


def linked(request: Request, response: Response, page: AnyPage) -> AnyPage:
    """Return the page, its answer leading to the next one by `Link` where there is one."""
    if page.next:
        response.headers["Link"] = link_header(request, page.next, page.known_at)
    return page


def link_header(request: Request, cursor: str | int, known_at: int) -> str:
    """Return the value of `Link` that leads to the next page, as known at the same position."""
    query = dict(request.query_params) | {"cursor": str(cursor), "known_at": str(known_at)}
    return f'<{quote(request.scope["path"])}?{urlencode(query)}>; rel="next"'
