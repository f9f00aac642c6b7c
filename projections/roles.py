"""Who acts in which role, at which body or everywhere."""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import CheckConstraint, Select, select

from events.access.events import AccessEvent, RoleGranted, RoleRevoked
from events.base import Recorded
from projections import bodies
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared

EVERYWHERE: Final = "*"
"""In place of a body: every body of the secretariat, and what belongs to none."""


class RoleRow(NamedTuple):
    """A role that is held at `body`, which may be `EVERYWHERE`; another actor granted it."""

    actor: str
    role: str
    body: str
    granted_on: str
    granted_by: str


TABLE = versions("roles", RoleRow, ("actor", "role", "body"))
TABLE.append_constraint(CheckConstraint("granted_by <> actor", name="ck_roles_granted_by_another"))


def keys(recorded: Recorded[AccessEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the role."""
    match recorded.event:
        case RoleGranted(actor=actor, role=role, body=body):
            return ((actor, role, body or EVERYWHERE),)
        case RoleRevoked(actor=actor, role=role, body=body):
            return ((actor, role, body or EVERYWHERE),)
        case _:
            return ()


def evolve(row: RoleRow | None, recorded: Recorded[AccessEvent], key: Key) -> RoleRow | None:
    """Return the role as held after the event."""
    match recorded.event:
        case RoleGranted(actor=actor, role=role, occurred_on=on, by=by):
            return RoleRow(actor, role, key[2], on, by)
        case RoleRevoked():
            return None
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="access",
    shape=RoleRow,
    key=("actor", "role", "body"),
    keys=keys,
    evolve=evolve,
)


@prepared
def held_by(secretariat: str, actors: list[str], known_at: Position | None) -> Select[Any]:
    """Return the roles of some actors, with the name of the body where it is one."""
    name = bodies.name_of(TABLE.c.body, secretariat, known_at)
    return (
        select(*TABLE.c[RoleRow._fields], name.label("body_name"))
        .where(current(TABLE, secretariat, known_at), TABLE.c.actor.in_(actors))
        .order_by(TABLE.c.actor, TABLE.c.role, TABLE.c.body)
    )
