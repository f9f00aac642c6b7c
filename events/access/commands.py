"""What can be asked about somebody's access."""

from dataclasses import dataclass
from datetime import date

from events.access.terms import Right, Role
from events.base import Command
from events.ids import ActorId, BodyId, KeyId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfActor(Command):
    """A command about one actor."""

    actor: ActorId

    @property
    def stream(self) -> str:
        """The stream of the actor."""
        return f"access-{self.actor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitPerson(OfActor):
    """Let a person be known by issuer and subject; `actor` follows from these two."""

    issuer: str
    subject: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdmitMachine(OfActor):
    """Let a program be known."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole(OfActor):
    """Give a role; `by` is who gives it."""

    role: Role
    body: BodyId | None
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRole(OfActor):
    """Take a role away."""

    role: Role
    body: BodyId | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueKey(OfActor):
    """Give a machine a key, of which only the SHA-256 is told here."""

    key: KeyId
    sha256: str
    scopes: tuple[Right, ...]
    last_day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeKey(OfActor):
    """Let a key open nothing any more."""

    key: KeyId
    reason: str | None = None


AccessCommand = AdmitPerson | AdmitMachine | GrantRole | RevokeRole | IssueKey | RevokeKey
