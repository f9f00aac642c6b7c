"""What the rules of access need to remember, and how each event changes it."""

from dataclasses import dataclass, replace

from events.access.events import (
    AccessEvent,
    KeyIssued,
    KeyRevoked,
    MachineAdmitted,
    PersonAdmitted,
    RoleGranted,
    RoleRevoked,
)
from events.access.terms import Role
from events.ids import BodyId, KeyId

Held = tuple[Role, BodyId | None]
"""A role and where: None is everywhere in the secretariat."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """Nobody was admitted under this identity."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in."""

    roles: frozenset[Held] = frozenset()


@dataclass(frozen=True, slots=True)
class Machine:
    """A program; `revoked` are those of its keys that open nothing any more."""

    roles: frozenset[Held] = frozenset()
    keys: frozenset[KeyId] = frozenset()
    revoked: frozenset[KeyId] = frozenset()


Known = Person | Machine
Actor = Stranger | Known


def evolve(state: Actor, event: AccessEvent) -> Actor:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, PersonAdmitted():
            return Person()
        case _, MachineAdmitted():
            return Machine()
        case Stranger(), _:
            return state
        case _, RoleGranted(role=role, body=body):
            return replace(state, roles=state.roles | {(role, body)})
        case _, RoleRevoked(role=role, body=body):
            return replace(state, roles=state.roles - {(role, body)})
        case Machine(), KeyIssued(key=key):
            return replace(state, keys=state.keys | {key})
        case Machine(), KeyRevoked(key=key):
            return replace(state, revoked=state.revoked | {key})
        case _, KeyIssued() | KeyRevoked():
            return state
