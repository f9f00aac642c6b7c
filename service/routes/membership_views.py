"""Memberships as they are shown: who, as what, on whose behalf, from when to when."""

from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.body.terms import MemberRole
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page


class MembershipView(Output):
    """One spell of a member."""

    id: Id
    body: Id
    person: IfAny[Id] = Field(default=None, description="Whom this finally is, after merges.")
    name: IfAny[str] = Field(default=None, description="Left out once erased.")
    post: IfAny[str] = None
    organisation: IfAny[Id] = None
    organisation_name: IfAny[str] = None
    role: MemberRole
    on_behalf_of: IfAny[Id] = None
    on_behalf_of_name: IfAny[str] = None
    joined_on: str
    left_on: IfAny[str] = None


class MembershipPage(Page[MembershipView]):
    """A page of memberships."""


def membership_view(row: RowMapping) -> MembershipView:
    """Return a membership as it is shown."""
    return MembershipView(
        id=row["membership"],
        body=row["body"],
        person=row["person"],
        name=row["person_name"],
        post=row["post"],
        organisation=row["organisation"],
        organisation_name=row["organisation_name"],
        role=row["role"],
        on_behalf_of=row["on_behalf_of"],
        on_behalf_of_name=row["on_behalf_of_name"],
        joined_on=row["joined_on"],
        left_on=row["left_on"],
    )
