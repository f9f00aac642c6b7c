"""What can happen to somebody's access."""

from datetime import date

from events.access.terms import Right, Role
from events.base import Event, Passage, Private, Public, event
from events.ids import ActorId, BodyId, KeyId


@event("access.person_admitted")
class PersonAdmitted(Event):
    """Whom `issuer` calls `subject` is known here; what they may do is for roles to say."""

    actor: ActorId
    issuer: Private[str]
    subject: Private[str]
    name: Private[str] | None


@event("access.machine_admitted")
class MachineAdmitted(Event):
    """A program is known here, and will come in with keys."""

    actor: ActorId
    name: Private[str]


@event("access.role_granted")
class RoleGranted(Event):
    """They act in that role, at one body or, without one, at every body; `by` gave it to them."""

    actor: ActorId
    role: Role
    body: BodyId | None
    by: Public


@event("access.role_revoked")
class RoleRevoked(Event):
    """They do not act in that role any more."""

    actor: ActorId
    role: Role
    body: BodyId | None
    reason: Passage | None


@event("access.key_issued")
class KeyIssued(Event):
    """A machine has a key for some rights, up to and on the day `last_day`; kept as its SHA-256."""

    actor: ActorId
    key: KeyId
    sha256: Private[str]
    scopes: tuple[Right, ...]
    last_day: date


@event("access.key_revoked")
class KeyRevoked(Event):
    """A key opens nothing any more."""

    actor: ActorId
    key: KeyId
    reason: Passage | None


AccessEvent = PersonAdmitted | MachineAdmitted | RoleGranted | RoleRevoked | KeyIssued | KeyRevoked
