"""Who is asking, as an issuer or a key says, and the name they have in a log.

In a log somebody has an opaque name, made of issuer and subject with the secret of that log: the
same person has the same name in all of it, nobody outside can tell whose it is, and to compare two
names is to compare issuer and subject.
"""

import uuid
from hashlib import blake2b
from typing import Final, NamedTuple

from events.access.terms import FOR_MACHINES, Right
from events.ids import ActorId

LOCAL: Final = "local"
"""The operator: whoever can read the data itself, at the command line or by a token made there."""
LOCAL_ISSUER: Final = "urn:minutebook:local"
KEYS: Final = "urn:minutebook:keys"

_PERSON: Final = b"minutebook-actor"


class Identity(NamedTuple):
    """Somebody, with the rights that their token or key lends to their roles."""

    issuer: str
    subject: str
    scopes: frozenset[Right]
    expires: float
    """Seconds since 1970."""
    machine: bool = False
    """Whether nobody signed in: a program that got its token, or has a key, for itself."""
    secretariat: str | None = None
    """The only one it is of any use in, where there is one: that of a key."""

    @property
    def operator(self) -> bool:
        """Whether it is the operator, who holds every role."""
        return self.issuer == LOCAL_ISSUER and self.subject == LOCAL

    @property
    def rights(self) -> frozenset[Right]:
        """The most that this identity can be allowed."""
        return self.scopes & frozenset(FOR_MACHINES) if self.machine else self.scopes

    def actor(self, secret: bytes) -> ActorId:
        """Return the name in a log with that secret."""
        if self.operator:
            return ActorId(LOCAL)
        return ActorId(self.subject) if self.issuer == KEYS else person(secret, *self[:2])


def person(secret: bytes, issuer: str, subject: str) -> ActorId:
    """Return the name of a person in a log: a UUID (version 8) of issuer and subject."""
    digest = blake2b(key=secret, digest_size=16, person=_PERSON)
    digest.update(f"{len(issuer)}:{issuer}{subject}".encode())
    number = int.from_bytes(digest.digest()) & ~(0xF << 76 | 0x3 << 62) | 0x8 << 76 | 0x2 << 62
    return ActorId(str(uuid.UUID(int=number)))
