"""The issuer of a deployment that has no other: tokens signed with a key in the data folder.

Whoever can read that folder can read the record as well, so its tokens say no more than that. They
are accepted only where no issuer is set, and then the service listens on loopback alone.
"""

from pathlib import Path
from time import time
from typing import Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from events.access.terms import RIGHTS, Right
from service.door.identity import LOCAL, LOCAL_ISSUER
from service.door.tokens import ACCESS_TOKEN, SCOPE
from service.secret_file import secret_in

_FILE: Final = "issuer.pem"
_ALGORITHM: Final = "EdDSA"


class LocalIssuer:
    """Signs access tokens, and knows the key that they are checked with."""

    def __init__(self, folder: Path) -> None:
        """Read the key in `folder`; it is made where there is none."""
        self._key = _key_in(folder)

    async def key(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """Return the key for tokens that name `kid`, or None where it is another's."""
        if kid != LOCAL or algorithm != _ALGORITHM:
            return None
        public = jwt.get_algorithm_by_name(_ALGORITHM).to_jwk(self._key.public_key(), as_dict=True)
        return jwt.PyJWK(public, _ALGORITHM)

    def token(
        self,
        audience: str,
        subject: str = LOCAL,
        rights: tuple[Right, ...] = RIGHTS,
        seconds: float = 3600,
    ) -> str:
        """Return a token for `subject` that is good for so many seconds."""
        now = int(time())
        claims = {
            "iss": LOCAL_ISSUER,
            "sub": subject,
            "aud": audience,
            "iat": now,
            "exp": now + int(seconds),
            "client_id": "minutebook",
            "scope": " ".join(SCOPE + right for right in rights),
        }
        headers = {"typ": ACCESS_TOKEN, "kid": LOCAL}
        return jwt.encode(claims, self._key, _ALGORITHM, headers)


def _key_in(folder: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(secret_in(folder / _FILE, _new), None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{folder / _FILE} is no Ed25519 key; remove it, and another one is made")
    return key


def _new() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
