"""Who is who: people taken for one, told apart again, or known to be two."""

from fastapi import Request, Response
from pydantic import Field

from events.ids import PersonId
from events.person import commands
from events.person.merging import merging
from service.deps import InSecretariat
from service.execute import DONE, Fact, Receipt, record, record_planned
from service.http.conditions import IfMatch, RequiredIfMatch
from service.http.fields import Id, LongText, Maybe
from service.http.idempotency import IdempotencyKey
from service.http.strict import routes
from service.routes.people import OnePerson

router = routes("people")


class MergeInput(Fact):
    """Whom they turned out to be."""

    into: Id
    reason: Maybe[LongText] = None
    override: Maybe[LongText] = Field(
        default=None,
        description="Why they are one although a meeting has both present, in different rows.",
    )


class UnmergeInput(Fact):
    """Why they are not one after all."""

    reason: LongText


class DistinctionInput(Fact):
    """Somebody they must not be taken for."""

    other: Id
    reason: Maybe[LongText] = None


@router.put("/people/{person}/merge", response_model=Receipt, responses=DONE)
async def merge_people(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    body: MergeInput,
    if_match: RequiredIfMatch,
    key: IdempotencyKey = None,
) -> Response:
    """Take two entries for one person.

    Nothing is moved: to un-merge them gives both their own history again.
    """
    command = commands.MergePeople(
        occurred_on=body.when,
        person=PersonId(person),
        into=PersonId(body.into),
        override=body.override,
        reason=body.reason,
    )
    return await record_planned(
        request, secretariat, command.stream, merging(command), body, key=key, revision=if_match
    )


@router.post("/people/{person}/unmerge", response_model=Receipt, responses=DONE)
async def unmerge_people(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    body: UnmergeInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Take back that they were merged."""
    command = commands.UnmergePeople(
        occurred_on=body.when, person=PersonId(person), reason=body.reason
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)


@router.post("/people/{person}/distinctions", response_model=Receipt, responses=DONE)
async def distinguish_people(
    request: Request,
    secretariat: InSecretariat,
    person: OnePerson,
    body: DistinctionInput,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    """Say that two people are not one, so that nobody merges them."""
    command = commands.DistinguishPeople(
        occurred_on=body.when,
        person=PersonId(person),
        other=PersonId(body.other),
        reason=body.reason,
    )
    return await record(request, secretariat, command, body, key=key, revision=if_match)
