"""Who stands in a row of the attendance, as callers say it and as the rules take it."""

from typing import Annotated, NamedTuple

from pydantic import Field

from events.ids import OrganisationId, PersonId
from events.meeting.terms import Basis
from service.execute import Fact
from service.http.fields import Id, Maybe, ShortText
from service.routes.meeting_forms import Number

FreeRow = Annotated[
    Number,
    Field(
        description=(
            "A number that no row of this meeting has: one more than the last `row` that "
            "`getMeeting` shows. Where it was taken meanwhile, the answer is 409; take the next."
        )
    ),
]


class EntryInput(Fact):
    """Who stands in a row; without a person it names nobody on record."""

    name: ShortText = Field(description="As printed, or what stands for one, such as Official.")
    person: Maybe[Id] = None
    organisation: Maybe[Id] = None
    organisation_stated: Maybe[ShortText] = Field(default=None, description="As printed.")


class Who(NamedTuple):
    """Who stands in a row, in the types of the rules."""

    person: PersonId | None
    basis: Basis
    organisation: OrganisationId | None


def who_stands(body: EntryInput) -> Who:
    """Return who stands in a row; a person was stated by the caller."""
    return Who(
        person=person_id(body.person),
        basis="stated" if body.person else "unnamed",
        organisation=OrganisationId(body.organisation) if body.organisation else None,
    )


def person_id(identity: str | None) -> PersonId | None:
    """Return the person of that identity, if one is named."""
    return PersonId(identity) if identity else None
