"""The keys of programs: `mbk_`, an identity, and 256 random bits; kept as their SHA-256.

The prefix lets people and scanners tell what they found; the identity finds the key, so nothing is
learnt from how long a comparison takes.
"""

import re
import secrets
import uuid
from hashlib import sha256
from hmac import compare_digest
from typing import Final, NamedTuple

from events.ids import KeyId

PREFIX: Final = "mbk_"

_SHAPE: Final = re.compile(f"{PREFIX}([0-9a-f]{{32}})_([A-Za-z0-9_-]{{43}})")


class ApiKey(NamedTuple):
    """A key as a program sends it."""

    key: KeyId
    text: str

    @property
    def sha256(self) -> str:
        """What is kept of it, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    def opens(self, kept: str | None) -> bool:
        """Tell whether it is the key of which `kept` was kept."""
        return kept is not None and compare_digest(self.sha256, kept)


def new_key(identity: str) -> ApiKey:
    """Return a new key under an identity."""
    secret = secrets.token_urlsafe(32)
    return ApiKey(KeyId(identity), f"{PREFIX}{uuid.UUID(identity).hex}_{secret}")


def read_key(text: str) -> ApiKey | None:
    """Return the key that a text is, or None where it is none."""
    found = _SHAPE.fullmatch(text)
    return found and ApiKey(KeyId(str(uuid.UUID(found[1]))), text)
