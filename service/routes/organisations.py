"""Organisations: reading them, entering them, giving them names and successors."""

from typing import Annotated, Literal

from fastapi import Path, Request, Response
from pydantic import Field

from events.ids import MeetingId, OrganisationId
from events.organisation import commands
from projections import organisations
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, made, record
from service.http.conditions import IfMatch, RequiredIfMatch, tagged
from service.http.fields import Id, KnownAt, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.organisation_views import (
    OrganisationPage,
    OrganisationView,
    one_organisation,
    organisation_view,
)

router = routes("organisations")

OneOrganisation = Annotated[
    Id, Path(alias="organisation", description="The identity of the organisation.")
]


class OrganisationInput(Fact):
    """An organisation to be entered."""

    name: ShortText
    classification: Maybe[ShortText] = Field(
        default=None, description="What it is, such as ministry, company or charity."
    )
    parent: Maybe[Id] = Field(default=None, description="The organisation it is a part of.")


class NewNameInput(Fact):
    """The name it goes by from now on."""

    name: ShortText


class OrganisationNameInput(Fact):
    """How else it is written."""

    name: ShortText
    kind: Literal["abbreviation", "spelling", "former", "translation"]
    meeting: Maybe[Id] = Field(
        default=None, description="The meeting in whose papers alone it is called so."
    )


class SuccessorInput(Fact):
    """The organisation that took its place."""

    by: Id


@router.get("/organisations", responses={200: {"description": "A page", "headers": LINK}})
@needs("read", at=At.ANYWHERE)
def list_organisations(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> OrganisationPage:
    """List organisations, the oldest first."""
    with reading(request, secretariat, known_at) as book:
        query = organisations.organisations(secretariat, book.known_at, cursor, limit + 1)
        found = [organisation_view(row) for row in book.all(query)]
        page = OrganisationPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/organisations/{organisation}",
    response_model=OrganisationView,
    responses={200: {"description": "The organisation", "headers": ETAG | KNOWN_AT}},
)
@needs("read", at=At.ANYWHERE)
def get_organisation(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    known_at: KnownAt = None,
) -> Response:
    """Read one organisation, with all its names and what took its place."""
    with reading(request, secretariat, known_at) as book:
        view = one_organisation(book, organisation)
        revision, position = book.revision(f"organisation-{organisation}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/organisations",
    status_code=201,
    response_model=Receipt,
    responses=made(
        "organisation",
        "getOrganisation",
        "assertOrganisationName",
        replacing=("renameOrganisation",),
    ),
)
async def register_organisation(
    request: Request,
    secretariat: InSecretariat,
    body: OrganisationInput,
    key: IdempotencyKey = None,
) -> Response:
    """Enter an organisation."""
    command = commands.RegisterOrganisation(
        occurred_on=body.when,
        organisation=OrganisationId(request.app.state.book.mint()),
        name=body.name,
        classification=body.classification,
        parent=OrganisationId(body.parent) if body.parent else None,
    )
    return await record(request, secretariat, command, body, key=key, status=201, fresh=True)


@router.put("/organisations/{organisation}/name", response_model=Receipt, responses=DONE)
async def rename_organisation(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    body: NewNameInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Give the organisation another name; the names before stay on record."""
    command = commands.RenameOrganisation(
        occurred_on=body.when, organisation=OrganisationId(organisation), name=body.name
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/organisations/{organisation}/names", response_model=Receipt, responses=DONE)
async def assert_organisation_name(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    body: OrganisationNameInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say how else the organisation is written, everywhere or in the papers of one meeting."""
    command = commands.AssertOrganisationName(
        occurred_on=body.when,
        organisation=OrganisationId(organisation),
        name=body.name,
        name_kind=body.kind,
        scope=MeetingId(body.meeting) if body.meeting else None,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.put("/organisations/{organisation}/successor", response_model=Receipt, responses=DONE)
async def succeed_organisation(
    request: Request,
    secretariat: InSecretariat,
    organisation: OneOrganisation,
    body: SuccessorInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Let another organisation take its place."""
    command = commands.SucceedOrganisation(
        occurred_on=body.when,
        organisation=OrganisationId(organisation),
        by=OrganisationId(body.by),
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
