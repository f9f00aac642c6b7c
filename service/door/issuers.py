"""The keys of an issuer, found by its configuration (OpenID Connect Discovery 1.0).

They are kept for a while and asked for anew when half of it has passed, or when a token names a
key that is not among them. Where the issuer does not answer, the keys at hand serve until their
time is over; then nobody is let in.
"""

import asyncio
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

import httpx2
import jwt
import orjson

from service.errors import IssuerSilent
from service.logs import log
from service.settings import is_loopback

_PATH: Final = "/.well-known/openid-configuration"
_LONGEST: Final = 262_144
_TIMEOUT: Final = 5.0
_PAUSE: Final = 2.0
"""Seconds between two tries, whatever is asked meanwhile."""
_AGAIN: Final = 10.0
"""Seconds between two looks for keys that tokens name and the issuer does not have."""
_SHORTEST_RSA: Final = 2_048

KeysByName = Mapping[tuple[str | None, str], jwt.PyJWK]


class Issuer:
    """Knows the keys that an issuer signs with now."""

    def __init__(
        self,
        url: str,
        keep_seconds: float,
        *,
        clock: Callable[[], float] = monotonic,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Look for the keys of the issuer at `url`, each time for so many seconds."""
        self._url, self._keep, self._clock = url, keep_seconds, clock
        self._transport = transport
        self._keys: KeysByName = {}
        self._found_at = self._tried_at = float("-inf")
        self._looking = asyncio.Lock()

    async def key(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """Return the key that a token names; without a name, the only one of that algorithm."""
        if self._age() > self._keep / 2:
            await self._look(_PAUSE)
        found = self._named(kid, algorithm)
        if found is None:
            await self._look(_AGAIN)
            found = self._named(kid, algorithm)
        return found

    def _named(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        if kid is not None:
            return self._keys.get((kid, algorithm))
        fit = [key for (_, of), key in self._keys.items() if of == algorithm]
        return fit[0] if len(fit) == 1 else None

    def _age(self) -> float:
        return self._clock() - self._found_at

    async def _look(self, pause: float) -> None:
        """Ask the issuer, unless that was done just now; `IssuerSilent` when its time is over."""
        async with self._looking:
            if self._clock() - self._tried_at >= pause:
                self._tried_at = self._clock()
                try:
                    self._keys = await self._ask()
                    self._found_at = self._clock()
                except (httpx2.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
                    log().warning("issuer", issuer=self._url, kind=type(error).__name__)
        if self._age() > self._keep:
            raise IssuerSilent

    async def _ask(self) -> KeysByName:
        async with httpx2.AsyncClient(
            timeout=_TIMEOUT, trust_env=False, transport=self._transport
        ) as client:
            configuration = await _document(client, self._url.rstrip("/") + _PATH)
            if configuration["issuer"] != self._url:
                raise ValueError("the configuration is that of another issuer")
            place = configuration["jwks_uri"]
            if not trusted(place):
                raise ValueError("the keys are in a place that others can change on the way")
            return _usable((await _document(client, place))["keys"])


def trusted(url: str) -> bool:
    """Tell whether what comes from there is what was sent: by TLS, or from this very machine."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host))
    )


async def _document(client: httpx2.AsyncClient, url: str) -> dict[str, Any]:
    async with client.stream("GET", url) as answer:
        answer.raise_for_status()
        if answer.is_redirect:
            raise ValueError("it points elsewhere")
        content = b""
        async for piece in answer.aiter_bytes():
            content += piece
            if len(content) > _LONGEST:
                raise ValueError("it is too long")
    found: dict[str, Any] = orjson.loads(content)
    return found


def _usable(keys: list[dict[str, Any]]) -> KeysByName:
    """Return the keys that sign in a way we accept, by name and algorithm."""
    found: dict[tuple[str | None, str], jwt.PyJWK] = {}
    for key in keys:
        algorithm = _algorithm(key)
        if algorithm is None or key.get("use", "sig") != "sig" or "d" in key:
            continue
        try:
            found[key.get("kid"), algorithm] = jwt.PyJWK(key, algorithm)
        except jwt.PyJWTError:
            continue
    return {name: key for name, key in found.items() if _strong(key)}


def _algorithm(key: dict[str, Any]) -> str | None:
    match key.get("kty"), key.get("crv"), key.get("alg"):
        case "OKP", "Ed25519", None | "EdDSA" | "Ed25519":
            return "EdDSA"
        case "EC", "P-256", None | "ES256":
            return "ES256"
        case "RSA", _, None | "RS256":
            return "RS256"
        case _:
            return None


def _strong(key: jwt.PyJWK) -> bool:
    return key.key_type != "RSA" or key.key.key_size >= _SHORTEST_RSA
