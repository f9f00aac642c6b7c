"""Looking for words in the record: in minutes, actions, issues, recommendations and responses."""

from datetime import date
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import BeforeValidator
from sqlalchemy import Select

from projections.passages import After, Asked, passages, rank_of, written
from projections.sought import Sought, parse
from service.deps import InSecretariat, reading
from service.http.fields import Day, Id, KnownAt, Maybe, ShortText, wrong
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, Limit, PositionCursor, linked
from service.http.strict import SECRETARIAT, routes
from service.record import Record
from service.routes.search_views import KindName, SearchPage, hit_views

router = routes("reports")

NO_WORD = "name at least one word to find, such as bridge or brid*; -word only leaves out"


def _asks_for_something(query: str) -> str:
    if not parse(query).wanted:
        raise wrong(NO_WORD)
    return query


Words = Annotated[
    Annotated[ShortText, BeforeValidator(_asks_for_something)],
    Query(
        description=(
            "Words that must all occur, whatever their capitals and accents; "
            '"words in quotation marks" follow each other, -this must not occur, and begin* '
            "stands for every word that begins so. All else separates words."
        ),
        openapi_examples={
            "words": {"value": "bridge repair"},
            "all": {"value": '"swing bridge" repair* -painting'},
        },
    ),
]


@router.get("/search", responses={200: {"description": "A page", "headers": LINK}})
def search_passages(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    q: Words,
    kind: Annotated[Maybe[KindName], Query(description="Only passages of this kind.")] = None,
    body: Annotated[Maybe[Id], Query(description="Of this body.")] = None,
    meeting: Annotated[Maybe[Id], Query(description="Of this meeting.")] = None,
    since: Annotated[
        Maybe[Day], Query(alias="from", description="Of this day or a later one.")
    ] = None,
    until: Annotated[
        Maybe[Day], Query(alias="to", description="Of this day or an earlier one.")
    ] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> SearchPage:
    """Find passages by their words: the best first and, of equals, the earlier recorded.

    A passage is found where it stood at `known_at`; names of people are not looked in.
    """
    sought = parse(q)
    with reading(request, secretariat, known_at) as book:
        days = map(written_day, (since, until))
        asked = Asked(secretariat, book.known_at, kind, body, meeting, *days)
        found = book.all(page_of(book, asked, sought, cursor, limit + 1))
        page = SearchPage(
            items=hit_views(found[:limit], sought, SECRETARIAT.format(secretariat=secretariat)),
            next=found[limit - 1]["place"] if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


def written_day(day: date | None) -> str | None:
    """Return a day as read models have it."""
    return day.isoformat() if day else None


def page_of(
    book: Record, asked: Asked, sought: Sought, cursor: int | None, limit: int
) -> Select[Any]:
    """Return the query of a page; `cursor` is the place of the last passage seen."""
    words = written(sought, sqlite=book.on_sqlite)
    after = None
    if cursor is not None:
        last = book.one(
            rank_of(asked, words, cursor, sqlite=book.on_sqlite),
            f"no passage {cursor} ends a page; send the `next` of the page before as cursor",
        )
        after = After(last["rank"], cursor)
    return passages(asked, words, after, limit, sqlite=book.on_sqlite)
