"""Access tokens (RFC 9068): whose they are, once signature, issuer, audience and times are right.

A token that was found good is not checked again for a minute: the check costs more than all the
rest of a command.
"""

from collections import OrderedDict
from collections.abc import Callable
from time import time
from typing import Any, Final, NamedTuple, Protocol

import jwt

from events.access.terms import RIGHTS, Right
from service.door.identity import Identity
from service.errors import Unauthenticated

SCOPE: Final = "minutebook:"
"""Goes before a right in the `scope` of a token: `minutebook:read minutebook:write`."""
ACCESS_TOKEN: Final = "at+jwt"  # noqa: S105  a type, no secret

ALGORITHMS: Final = ("EdDSA", "ES256", "RS256")
_TYPES: Final = {ACCESS_TOKEN, f"application/{ACCESS_TOKEN}"}
_KNOWN: Final = 4_096
_GOOD_SECONDS: Final = 60.0
_LONGEST: Final = 16_384
_LONGEST_SUBJECT: Final = 255
_NEEDED: Final = ["iss", "sub", "aud", "exp", "iat"]


class Keys(Protocol):
    """Where the keys of an issuer are found."""

    async def key(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """Return the key that a token names, or None where the issuer has none such."""


class Demands(NamedTuple):
    """What a token must be: whose, for whom, of which type, and how long it may live at most."""

    issuer: str
    audience: str
    typed: bool = True
    """Whether it must say that it is an access token, and no identity token."""
    longest: float = 86_400
    """Seconds from its issue to its end."""
    leeway: float = 30
    """Seconds by which the clocks of issuer and service may differ."""


class Tokens:
    """Tells whose a token is."""

    def __init__(self, demands: Demands, keys: Keys, clock: Callable[[], float] = time) -> None:
        """Check tokens with `keys`."""
        self._demands, self._keys, self._clock = demands, keys, clock
        self._good: OrderedDict[str, tuple[Identity, float]] = OrderedDict()

    async def identity(self, token: str) -> Identity:
        """Return who a token says is asking; `Unauthenticated` says what is wrong with it."""
        known = self._good.get(token)
        if known is not None and self._clock() < known[1]:
            return known[0]
        identity = await self._check(token)
        self._remember(token, identity)
        return identity

    def _remember(self, token: str, identity: Identity) -> None:
        self._good[token] = identity, min(identity.expires, self._clock() + _GOOD_SECONDS)
        self._good.move_to_end(token)
        if len(self._good) > _KNOWN:
            self._good.popitem(last=False)

    async def _check(self, token: str) -> Identity:
        header = _header(token)
        algorithm = header.get("alg")
        if algorithm not in ALGORITHMS:
            raise Unauthenticated(f"a token signed by {', '.join(ALGORITHMS)} is needed")
        if self._demands.typed and str(header.get("typ", "")).lower() not in _TYPES:
            raise Unauthenticated(f"an access token is needed, of the type {ACCESS_TOKEN}")
        key = await self._keys.key(header.get("kid"), algorithm)
        if key is None:
            raise Unauthenticated("the token is signed with a key that its issuer does not have")
        return self._identity(_claims(token, key, algorithm, self._demands))

    def _identity(self, claims: dict[str, Any]) -> Identity:
        expires = int(claims["exp"])
        lifetime = expires - int(claims["iat"])
        if not 0 < lifetime <= self._demands.longest:
            raise Unauthenticated(
                f"the token is good for longer than the {self._demands.longest:.0f} seconds that "
                "are accepted; get one that ends sooner"
            )
        if not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT:
            raise Unauthenticated("the token names nobody that could be known here")
        return Identity(
            issuer=claims["iss"],
            subject=claims["sub"],
            scopes=_rights(claims),
            expires=expires,
            machine=claims["sub"] in (claims.get("client_id"), claims.get("azp")),
        )


def _header(token: str) -> dict[str, Any]:
    if len(token) > _LONGEST:
        raise Unauthenticated("the token is too long")
    try:
        header: dict[str, Any] = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError:
        raise Unauthenticated("what was sent is no token that can be read") from None
    return header


_WRONG: Final[dict[type[jwt.InvalidTokenError], str]] = {
    jwt.ExpiredSignatureError: "the token has expired; get a new one",
    jwt.ImmatureSignatureError: "the token is not good yet; look at the clocks",
    jwt.InvalidAudienceError: "the token is for somebody else; get one for this audience",
    jwt.InvalidIssuerError: "the token is of another issuer",
    jwt.MissingRequiredClaimError: f"the token lacks one of {', '.join(_NEEDED)}",
    jwt.InvalidSignatureError: "the signature of the token is wrong",
}


def _claims(token: str, key: jwt.PyJWK, algorithm: str, demands: Demands) -> dict[str, Any]:
    try:
        return jwt.decode(
            token,
            key,
            algorithms=[algorithm],
            audience=demands.audience,
            issuer=demands.issuer,
            leeway=demands.leeway,
            options={"require": _NEEDED, "strict_aud": False},
        )
    except jwt.InvalidTokenError as error:
        raise Unauthenticated(_WRONG.get(type(error), "the token cannot be used")) from None


def _rights(claims: dict[str, Any]) -> frozenset[Right]:
    """Return the rights among the scopes; what other services call theirs is passed over."""
    said = claims.get("scope", "")
    words = set(said.split() if isinstance(said, str) else ())
    return frozenset(right for right in RIGHTS if SCOPE + right in words)
