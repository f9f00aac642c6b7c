"""People: reading them, entering them, giving them further names."""

from typing import Annotated, Literal

from fastapi import Path, Request, Response
from pydantic import Field

from events.ids import MeetingId, PersonId
from events.person import commands
from projections import people
from service.deps import InSecretariat, reading
from service.execute import DONE, Fact, Receipt, made, record
from service.http.conditions import IfMatch, tagged
from service.http.fields import Code, Id, KnownAt, Maybe, ShortText
from service.http.idempotency import IdempotencyKey
from service.http.needs import At, needs
from service.http.openapi import ETAG, KNOWN_AT, LINK
from service.http.paging import USUAL_PAGE, IdCursor, Limit, linked
from service.http.strict import routes
from service.routes.person_views import PersonPage, PersonView, one_person, person_view

router = routes("people")

OnePerson = Annotated[Id, Path(alias="person", description="The identity of the person.")]


class PersonInput(Fact):
    """A person to be entered."""

    name: ShortText
    honorific: Maybe[Code] = Field(default=None, description="Such as Dame, Dr or Baroness.")


class PersonNameInput(Fact):
    """How else they are written."""

    name: ShortText
    kind: Literal["spelling", "former", "initials", "nickname", "as_listed"]
    meeting: Maybe[Id] = Field(
        default=None, description="The meeting in whose papers alone they are called so."
    )


@router.get("/people", responses={200: {"description": "A page", "headers": LINK}})
@needs("read", at=At.ANYWHERE)
def list_people(
    request: Request,
    response: Response,
    secretariat: InSecretariat,
    known_at: KnownAt = None,
    limit: Limit = USUAL_PAGE,
    cursor: IdCursor = None,
) -> PersonPage:
    """List people, the oldest entry first, those merged into others among them."""
    with reading(request, secretariat, known_at) as book:
        query = people.people(secretariat, book.known_at, cursor, limit + 1)
        found = [person_view(row) for row in book.all(query)]
        page = PersonPage(
            items=found[:limit],
            next=found[limit - 1].id if len(found) > limit else None,
            known_at=book.position,
        )
    return linked(request, response, page)


@router.get(
    "/people/{person}",
    response_model=PersonView,
    responses={200: {"description": "The person", "headers": ETAG | KNOWN_AT}},
)
@needs("read", at=At.ANYWHERE)
def get_person(
    request: Request, secretariat: InSecretariat, person: OnePerson, known_at: KnownAt = None
) -> Response:
    """Read one person, with all their names and identities."""
    with reading(request, secretariat, known_at) as book:
        view = one_person(book, person)
        revision, position = book.revision(f"person-{person}"), book.position
    return tagged(request, view, revision, known_at=position)


@router.post(
    "/people",
    status_code=201,
    response_model=Receipt,
    responses=made("person", "getPerson", "assertPersonName", replacing=("mergePeople",)),
)
async def register_person(
    request: Request, secretariat: InSecretariat, body: PersonInput, key: IdempotencyKey = None
) -> Response:
    """Enter a person."""
    command = commands.RegisterPerson(
        occurred_on=body.when,
        person=PersonId(request.app.state.book.mint()),
        name=body.name,
        honorific=body.honorific,
    )
    return await record(request, secretariat, command, body, key=key, status=201, fresh=True)


@router.post("/people/{person}/names", response_model=Receipt, responses=DONE)
async def assert_person_name(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    body: PersonNameInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say how else the person is written, everywhere or in the papers of one meeting."""
    command = commands.AssertPersonName(
        occurred_on=body.when,
        person=PersonId(person),
        name=body.name,
        name_kind=body.kind,
        scope=MeetingId(body.meeting) if body.meeting else None,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
