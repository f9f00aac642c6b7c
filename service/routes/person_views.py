"""People as they are shown: their name, every other name, and whom they turned out to be."""

from typing import Literal

from pydantic import Field
from sqlalchemy.engine import RowMapping

from projections import identities, people, person_names
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record

NameKind = Literal["registered", "spelling", "former", "initials", "nickname", "as_listed"]


class PersonNameView(Output):
    """A name they are or were known by."""

    name: IfAny[str] = Field(default=None, description="Left out once erased.")
    kind: NameKind
    meeting: IfAny[Id] = Field(
        default=None, description="The meeting in whose papers alone they are called so."
    )


class PersonView(Output):
    """A person."""

    id: Id
    name: IfAny[str] = Field(default=None, description="Left out once erased.")
    honorific: IfAny[str] = None
    merged_into: IfAny[Id] = Field(
        default=None, description="Whom they were taken to be; left out where nobody else."
    )
    merged_into_name: IfAny[str] = None
    same_as: IfAny[list[Id]] = Field(
        default=None,
        description="Every identity that is this person, this one among them; not in lists.",
    )
    names: IfAny[list[PersonNameView]] = Field(
        default=None,
        description="Every name given under this identity, in order; left out in lists.",
    )


class PersonPage(Page[PersonView]):
    """A page of people."""


def one_person(record: Record, person: str) -> PersonView:
    """Return the person with names and identities; `NotFound` where there is none."""
    of = (record.secretariat, person, record.known_at)
    row = record.one(people.person(*of), missing(person))
    return person_view(
        row,
        sorted(each["person"] for each in record.all(identities.same_as(*of))),
        [_name(each) for each in record.all(person_names.names_of(*of))],
    )


def person_view(
    row: RowMapping,
    same_as: list[str] | None = None,
    names: list[PersonNameView] | None = None,
) -> PersonView:
    """Return a person as they are shown."""
    return PersonView(
        id=row["person"],
        name=row["name"],
        honorific=row["honorific"],
        merged_into=row["merged_into"],
        merged_into_name=row["merged_into_name"],
        same_as=same_as,
        names=names,
    )


def missing(person: str) -> str:
    """Say that there is no such person."""
    return f"there is no person {person} in the record"


def _name(row: RowMapping) -> PersonNameView:
    return PersonNameView(name=row["name"], kind=row["kind"], meeting=row["scope"])
