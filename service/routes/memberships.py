"""Memberships: who belongs to a body, as what, from when to when."""

from typing import Annotated, Literal

from fastapi import Path, Query, Request, Response
from pydantic import Field

from events.body import commands
from events.body.terms import MemberRole
from events.ids import BodyId, MembershipId, OrganisationId, PersonId
from events.plans import only
from projections import bodies, memberships
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, carry_out, made, record
from service.http.conditions import IfMatch, tagged
from service.http.fields import Day, Id, Input, KnownAt, LongText, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.bodies import OneBody
from service.routes.body_views import missing
from service.routes.membership_views import MembershipPage, MembershipView, membership_view

router = routes("memberships")

OneMembership = Annotated[
    Id, Path(alias="membership", description="The identity of the membership.")
]


class PersonJoining(Input):
    """A person, perhaps for the post they hold."""

    kind: Literal["person"]
    person: Id
    post: Maybe[ShortText] = Field(default=None, description="The post they hold.")
    organisation: Maybe[Id] = Field(default=None, description="Where they hold it.")


class PostJoining(Input):
    """Whoever holds a post."""

    kind: Literal["post"]
    post: ShortText
    organisation: Maybe[Id] = Field(default=None, description="Where it is held.")


class OrganisationJoining(Input):
    """An organisation itself, whoever speaks for it."""

    kind: Literal["organisation"]
    organisation: Id


class MemberInput(Fact):
    """Who joins, from the day this occurred on."""

    member: Annotated[
        PersonJoining | PostJoining | OrganisationJoining, Field(discriminator="kind")
    ]
    role: MemberRole = "member"
    on_behalf_of: Maybe[Id] = Field(
        default=None, description="The organisation they act on behalf of."
    )


class EndInput(Fact):
    """Why the membership ends, on the day this occurred on."""

    reason: Maybe[LongText] = None


@router.get(
    "/bodies/{body}/memberships", responses={200: {"description": "A page", "headers": LINK}}
)
def list_members(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    body: OneBody,
    on: Annotated[
        Maybe[Day], Query(description="Only memberships that may cover this day; all if left out.")
    ] = None,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> MembershipPage:
    """List the memberships of a body, past ones among them."""
    with reading(request, secretariat, known_at) as book:
        book.one(bodies.body(secretariat, body, book.known_at), missing(body))
        query = memberships.members_of(
            secretariat, body, book.known_at, on.isoformat() if on else None, cursor, limit + 1
        )
        found = [membership_view(row) for row in book.all(query)]
        page = MembershipPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/bodies/{body}/memberships/{membership}",
    response_model=MembershipView,
    responses={200: {"description": "The membership", "headers": ETAG | KNOWN_AT}},
)
def get_membership(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    membership: OneMembership,
    known_at: KnownAt = None,
) -> Response:
    """Read one membership; its ETag counts the revisions of its body."""
    with reading(request, secretariat, known_at) as book:
        query = memberships.membership(secretariat, body, membership, book.known_at)
        view = membership_view(book.one(query, f"this body has no membership {membership}"))
        revision, position = book.revision(f"body-{body}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/bodies/{body}/memberships",
    status_code=201,
    response_model=Receipt,
    responses=made("membership"),
)
async def add_member(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    asked: MemberInput,
    key: IdempotencyKey = None,
) -> Response:
    """Let a person, whoever holds a post, or an organisation join a body."""
    membership = MembershipId(request.app.state.book.mint())
    planned = only(_joining(BodyId(body), membership, asked), membership=membership)
    outcome = await carry_out(request, secretariat, planned, asked, key)
    receipt = Receipt(
        # that of the first try, where this is a second one
        id=outcome.result["membership"],
        revision=outcome.revisions[f"body-{body}"],
        position=outcome.position,
        first=outcome.first,
        last=outcome.last,
    )
    where = f"{request.url.path.rstrip('/')}/{receipt.id}"
    headers = {"ETag": f'"{receipt.revision}"', "Location": where}
    content = receipt.model_dump_json(exclude_none=True)
    return Response(content, 201, headers, media_type="application/json")


@router.post("/bodies/{body}/memberships/{membership}/end", response_model=Receipt, responses=DONE)
async def end_membership(
    request: Request,
    secretariat: InSecretariat,
    body: OneBody,
    membership: OneMembership,
    asked: EndInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Let a membership end; who comes back joins anew."""
    command = commands.RemoveMember(
        occurred_on=asked.when,
        body=BodyId(body),
        membership=MembershipId(membership),
        reason=asked.reason,
    )
    return await record(request, secretariat, command, asked, key=key, revision=if_match)


def _joining(body: BodyId, membership: MembershipId, asked: MemberInput) -> commands.AddMember:
    member = asked.member
    return commands.AddMember(
        occurred_on=asked.when,
        body=body,
        membership=membership,
        person=PersonId(member.person) if isinstance(member, PersonJoining) else None,
        post=None if isinstance(member, OrganisationJoining) else member.post,
        organisation=OrganisationId(member.organisation) if member.organisation else None,
        role=asked.role,
        on_behalf_of=OrganisationId(asked.on_behalf_of) if asked.on_behalf_of else None,
    )
