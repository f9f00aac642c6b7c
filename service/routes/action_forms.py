"""What the bodies of action requests have in common, and how they become terms of the rules."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from events.action.form import KnownOwner, KnownPostOwner, RecordedOwner, VagueOwner
from events.action.terms import (
    Assignee,
    ByClass,
    ByOrganisation,
    ByPerson,
    ByPost,
    Party,
    Unclear,
)
from events.ids import BodyId, MeetingId, OrganisationId, PersonId
from service.http.fields import DIGITS, WHOLE, Id, Maybe

MOST_OWNERS = 10_000
"""More than an action can ever have had."""

OneAction = Annotated[Id, Path(alias="action", description="The identity of the action.")]
OwnerNumber = Annotated[
    int,
    Field(ge=1, le=MOST_OWNERS),
    DIGITS,
    Path(alias="owner", description="The number of the owner in the action."),
]
OwnerInBody = Annotated[
    int,
    Field(strict=True, ge=1, le=MOST_OWNERS, description="The number of the owner in the action."),
    WHOLE,
]
ToldAt = Annotated[
    Maybe[Id], Field(description="The meeting whose minutes say so: they mention the action.")
]


def meeting_id(identity: str | None) -> MeetingId | None:
    """Return the meeting of that identity, if one is named."""
    return MeetingId(identity) if identity else None


def assignees(owners: list[RecordedOwner]) -> tuple[Assignee, ...]:
    """Return owners as the commands take them."""
    return tuple(assignee(each) for each in owners)


def assignee(owner: KnownOwner | KnownPostOwner | VagueOwner) -> Assignee:
    """Return an owner as the commands take it."""
    return Assignee(party=_party(owner), part=owner.part, words=owner.words)


def _party(owner: KnownOwner | KnownPostOwner | VagueOwner) -> Party:
    match owner:
        case KnownOwner(kind="person", id=identity):
            return ByPerson(PersonId(identity))
        case KnownOwner(id=identity):
            return ByOrganisation(OrganisationId(identity))
        case KnownPostOwner(body=body, role=role):
            return ByPost(BodyId(body), role)
        case VagueOwner(kind="class"):
            return ByClass()
        case VagueOwner():
            return Unclear()
