"""People of a body who may be one, spelled in several ways: offered for merging."""

from fastapi import Request, Response

from projections import bodies
from service.deps import InSecretariat, reading
from service.http.fields import KnownAt
from service.http.openapi import LINK
from service.http.paging import USUAL_PAGE, Limit, PositionCursor, linked
from service.http.strict import routes
from service.routes.bodies import OneBody
from service.routes.body_views import missing
from service.routes.spelling_views import SpellingPage, pair_view
from service.spellings import spellings

router = routes("people")


@router.get("/bodies/{body}/spellings", responses={200: {"description": "A page", "headers": LINK}})
def list_spellings(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> SpellingPage:
    """List people of a body who may be one, in pairs, the best first, each with its evidence.

    Nothing is merged by itself: `mergePeople` and `distinguishPeople` decide, and then the pair is
    offered no more.
    """
    with reading(request, secretariat, known_at) as book:
        book.one(bodies.body(secretariat, body, book.known_at), missing(body))
        ranked = list(enumerate(spellings(book, body), 1))
        found = ranked[cursor or 0 :]
        page = SpellingPage(
            items=[pair_view(pair, rank) for rank, pair in found[:limit]],
            next=found[limit - 1][0] if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)
