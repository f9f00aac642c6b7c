"""Who was admitted, as shown: their roles and keys, and never what a key is."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Literal

from fastapi import Path
from pydantic import Field
from sqlalchemy.engine import RowMapping

from events.access.terms import Right, Role
from projections import actors, api_keys, roles
from projections.roles import EVERYWHERE
from service.http.fields import Id, IfAny, Output
from service.http.paging import Page
from service.record import Record

OneActor = Annotated[Id, Path(alias="actor", description="The identity of who was admitted.")]
OneKey = Annotated[Id, Path(alias="key", description="The identity of the key.")]


class RoleView(Output):
    """A role that is held."""

    role: Role
    body: IfAny[Id] = Field(default=None, description="Where; left out where it is everywhere.")
    body_name: IfAny[str] = None
    granted_on: str
    granted_by: str = Field(description="The actor who gave it.")


class KeyView(Output):
    """A key of a program; what it is was told once, when it was issued."""

    id: Id
    scopes: list[Right]
    issued_on: str
    last_day: date = Field(description="The last day on which it opens anything.")
    revoked_on: IfAny[str] = Field(default=None, description="Since when it opens nothing.")


class ActorView(Output):
    """Somebody who was admitted: a person who signs in, or a program."""

    id: Id = Field(description="What stands as `actor` in events.")
    kind: Literal["person", "machine"]
    name: IfAny[str] = None
    issuer: IfAny[str] = Field(default=None, description="Where a person signs in.")
    subject: IfAny[str] = Field(default=None, description="What the issuer calls them.")
    roles: list[RoleView]
    keys: list[KeyView] = Field(description="Those of a program, revoked ones among them.")


class ActorPage(Page[ActorView]):
    """A page of those who were admitted."""


def missing(actor: str) -> str:
    """Say that nobody was admitted as `actor`."""
    return f"nobody was admitted as {actor}"


def one_actor(record: Record, actor: str) -> ActorView:
    """Return an actor; `NotFound` where nobody was admitted as that."""
    query = actors.actor(record.secretariat, actor, record.known_at)
    return actor_views(record, [record.one(query, missing(actor))])[0]


def actor_views(record: Record, rows: Iterable[RowMapping]) -> list[ActorView]:
    """Return actors with their roles and keys."""
    found = list(rows)
    of = (record.secretariat, [row["actor"] for row in found], record.known_at)
    held, keys = defaultdict[str, list[RoleView]](list), defaultdict[str, list[KeyView]](list)
    for row in record.all(roles.held_by(*of)):
        held[row["actor"]].append(role_view(row))
    for row in record.all(api_keys.keys_of(*of)):
        keys[row["actor"]].append(_key(row))
    return [
        ActorView(
            id=row["actor"],
            kind=row["kind"],
            name=row["name"],
            issuer=row["issuer"],
            subject=row["subject"],
            roles=held[row["actor"]],
            keys=keys[row["actor"]],
        )
        for row in found
    ]


def role_view(row: RowMapping) -> RoleView:
    """Return a role as shown."""
    return RoleView(
        role=row["role"],
        body=None if row["body"] == EVERYWHERE else row["body"],
        body_name=row["body_name"],
        granted_on=row["granted_on"],
        granted_by=row["granted_by"],
    )


def _key(row: RowMapping) -> KeyView:
    return KeyView(
        id=row["key"],
        scopes=row["scopes"].split(),
        issued_on=row["issued_on"],
        last_day=row["last_day"],
        revoked_on=row["revoked_on"],
    )
