"""Lists that can be had whole: as lines of CSV or JSON, by `Accept`, sent as they are read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final

from fastapi import Request, Response
from pydantic import BaseModel
from starlette.responses import StreamingResponse

from service.exports import FORMS, Item, lines
from service.http.openapi import LINK
from service.http.paging import LONGEST_PAGE, NumberedPage

Ask = Callable[[int | None, int | None, int], NumberedPage[Any]]
"""The page as known at a position (None is as the request says), after a cursor, of a length."""

EXPORTED: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "A page; as CSV or JSON lines all there is, whatever `limit` and `cursor`",
        "headers": LINK,
        "content": {form: {"schema": {"type": "string"}} for form in FORMS},
    }
}
"""Of an operation that answers with `exported`."""


def form_of(request: Request) -> str | None:
    """Return the form in which a list is to be exported; None for a page of it."""
    accepted = [
        each.partition(";")[0].strip().lower()
        for each in request.headers.get("accept", "").split(",")
    ]
    return next((form for form in FORMS if form in accepted), None)


def one_line(item: BaseModel) -> Iterator[Item]:
    """Yield an item as the one line it is."""
    yield item.model_dump(mode="json", exclude_none=True)


def exported(
    form: str, columns: Sequence[str], ask: Ask, flat: Callable[[Any], Iterable[Item]] = one_line
) -> Response:
    """Return an answer with all items, asked page by page as the record stands at the first.

    `flat` makes lines of an item.
    """
    first = ask(None, None, LONGEST_PAGE)
    items = (line for each in _all(first, ask) for line in flat(each))
    headers = {"X-Content-Type-Options": "nosniff", "Known-At": str(first.known_at)}
    return StreamingResponse(_chunks(lines(form, columns, items)), headers=headers, media_type=form)


def _all(first: NumberedPage[Any], ask: Ask) -> Iterator[Any]:
    page = first
    while True:
        yield from page.items
        if page.next is None:
            return
        page = ask(first.known_at, page.next, LONGEST_PAGE)


def _chunks(found: Iterable[str]) -> Iterator[str]:
    """Yield lines some at a time: each that is sent by itself takes a turn of the event loop."""
    rest = iter(found)
    for line in rest:
        yield "".join(chain((line,), (each for each, _ in zip(rest, range(99), strict=False))))
