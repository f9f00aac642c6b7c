"""Bodies: reading them, founding them, and the terms they work under."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import Field, StringConstraints

from events.body import commands
from events.ids import BodyId, OrganisationId
from projections import bodies, body_terms
from service.deps import InSecretariat, reading
from service.execute import Fact, Receipt, made, record
from service.http.conditions import tagged
from service.http.fields import AsOf, Id, KnownAt, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, PositionCursor, linked
from service.http.strict import routes
from service.routes.body_views import (
    BodyPage,
    BodyView,
    TermsPage,
    body_view,
    missing,
    one_body,
    terms_view,
)

router = routes("bodies")

OneBody = Annotated[Id, Path(alias="body", description="The identity of the body.")]

TimeZone = Annotated[
    str,
    StringConstraints(max_length=64, pattern="^(UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z0-9_+-]*)+)$"),
]


class BodyInput(Fact):
    """A body to be founded."""

    name: ShortText
    organisation: Maybe[Id] = Field(default=None, description="The organisation it belongs to.")
    parent: Maybe[Id] = Field(default=None, description="The body above it.")
    time_zone: TimeZone = Field(
        default="Europe/London", description="Of the clocks in its minutes: Area/City or UTC."
    )


@router.get("/bodies", responses={200: {"description": "A page", "headers": LINK}})
@needs("read", at=At.ANYWHERE)
def list_bodies(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> BodyPage:
    """List bodies, the oldest entry first."""
    with reading(request, secretariat, known_at) as book:
        query = bodies.bodies(secretariat, book.known_at, cursor, limit + 1)
        found = [body_view(row) for row in book.all(query)]
        page = BodyPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/bodies/{body}",
    response_model=BodyView,
    responses={200: {"description": "The body", "headers": ETAG | KNOWN_AT}},
)
def get_body(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Response:
    """Read one body, its terms of reference and its chairs as of a day, or of today."""
    day = as_of or datetime.now(UTC).date()
    with reading(request, secretariat, known_at) as book:
        view = one_body(book, body, day.isoformat())
        revision, position = book.revision(f"body-{body}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/bodies",
    status_code=201,
    response_model=Receipt,
    responses=made("body", "getBody", "assertSeries", "addMember", replacing=("agreeFrequency",)),
)
async def establish_body(
    request: Request, secretariat: InSecretariat, body: BodyInput, key: IdempotencyKey = None
) -> Response:
    """Found a body."""
    command = commands.EstablishBody(
        occurred_on=body.when,
        body=BodyId(request.app.state.book.mint()),
        name=body.name,
        organisation=OrganisationId(body.organisation) if body.organisation else None,
        parent=BodyId(body.parent) if body.parent else None,
        time_zone=body.time_zone,
    )
    return await record(request, secretariat, command, body, key=key, status=201, fresh=True)


@router.get("/bodies/{body}/terms", responses={200: {"description": "A page", "headers": LINK}})
def list_terms(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: PositionCursor = None,
) -> TermsPage:
    """List the terms of reference of a body, the first version first."""
    with reading(request, secretariat, known_at) as book:
        of = (secretariat, body, book.known_at)
        book.one(bodies.body(*of), missing(body))
        versions = [terms_view(row) for row in book.all(body_terms.terms_of(*of))]
        found = [each for each in versions if cursor is None or each.version > cursor]
        page = TermsPage(
            items=found[:limit],
            next=found[limit - 1].version if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)
