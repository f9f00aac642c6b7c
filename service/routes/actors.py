"""Access: who may come in, and in which roles."""

from typing import Annotated, Literal

from fastapi import Body, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from events.access import commands
from events.access.terms import Role
from events.ids import ActorId, BodyId
from projections import actors
from service.deps import InSecretariat, reading
from service.door.identity import LOCAL_ISSUER, person
from service.execute import DONE, Fact, Receipt, made, record
from service.http.conditions import IfMatch, tagged
from service.http.fields import Id, KnownAt, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.actor_views import ActorPage, ActorView, OneActor, actor_views, one_actor

router = routes("access")


class PersonAdmission(Fact):
    """A person who signs in at an issuer."""

    kind: Literal["person"]
    issuer: Maybe[ShortText] = Field(
        default=None, description="Where they sign in; the issuer of this service if left out."
    )
    subject: ShortText = Field(description="What the issuer calls them: `sub` of their tokens.")
    name: Maybe[ShortText] = None


class MachineAdmission(Fact):
    """A program that comes in with keys."""

    kind: Literal["machine"]
    name: ShortText


class RoleInput(Fact):
    """A role, at one body or everywhere."""

    role: Role
    body: Maybe[Id] = Field(default=None, description="Left out for every body.")


class RevocationInput(RoleInput):
    """A role that is taken away."""

    reason: Maybe[LongText] = None


@router.get("/actors", responses={200: {"description": "A page", "headers": LINK}})
@needs("administer", "audit", at=At.EVERYWHERE)
def list_actors(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> ActorPage:
    """List who was admitted, with roles and keys; with `known_at`, as it was then."""
    with reading(request, secretariat, known_at) as book:
        query = actors.actors(secretariat, book.known_at, cursor, limit + 1)
        found = actor_views(book, book.all(query))
        page = ActorPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/actors/{actor}",
    response_model=ActorView,
    responses={200: {"description": "The actor", "headers": ETAG | KNOWN_AT}},
)
@needs("administer", "audit", at=At.EVERYWHERE)
def get_actor(
    request: Request, secretariat: InSecretariat, actor: OneActor, known_at: KnownAt = None
) -> Response:
    """Read who an actor is and what they may do; with `known_at`, what they might then."""
    with reading(request, secretariat, known_at) as book:
        view = one_actor(book, actor)
        revision, position = book.revision(f"access-{actor}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/actors",
    status_code=201,
    response_model=Receipt,
    responses=made("actor", "getActor", "grantRole", "issueKey", "getActorHistory"),
)
@needs("administer", at=At.EVERYWHERE)
async def admit_actor(
    request: Request,
    secretariat: InSecretariat,
    body: Annotated[PersonAdmission | MachineAdmission, Body(discriminator="kind")],
    key: IdempotencyKey = None,
) -> Response:
    """Let somebody be known; what they may do is for roles to say.

    A person who was admitted before is recognised.
    """
    command: commands.AccessCommand
    match body:
        case PersonAdmission():
            command = await run_in_threadpool(_person, request, secretariat, body)
        case MachineAdmission():
            actor = ActorId(request.app.state.book.mint())
            command = commands.AdmitMachine(occurred_on=body.when, actor=actor, name=body.name)
    return await record(request, secretariat, command, body, key=key, status=201)


def _person(request: Request, secretariat: str, body: PersonAdmission) -> commands.AdmitPerson:
    issuer = body.issuer or request.app.state.settings.issuer or LOCAL_ISSUER
    with reading(request, secretariat, None) as book:
        actor = person(book.secret, issuer, body.subject)
    return commands.AdmitPerson(
        occurred_on=body.when,
        actor=actor,
        issuer=issuer,
        subject=body.subject,
        name=body.name,
    )


@router.post("/actors/{actor}/roles", response_model=Receipt, responses=DONE)
@needs("administer", at=At.EVERYWHERE)
async def grant_role(
    request: Request,
    secretariat: InSecretariat,
    actor: OneActor,
    body: RoleInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Give somebody a role, at one body or everywhere; nobody gives one to themselves."""
    command = commands.GrantRole(
        occurred_on=body.when,
        actor=ActorId(actor),
        role=body.role,
        body=_body(body),
        by=request.state.actor,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/actors/{actor}/roles/revocation", response_model=Receipt, responses=DONE)
@needs("administer", at=At.EVERYWHERE)
async def revoke_role(
    request: Request,
    secretariat: InSecretariat,
    actor: OneActor,
    body: RevocationInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take a role away, where it was given."""
    command = commands.RevokeRole(
        occurred_on=body.when,
        actor=ActorId(actor),
        role=body.role,
        body=_body(body),
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


def _body(body: RoleInput) -> BodyId | None:
    return BodyId(body.body) if body.body else None
