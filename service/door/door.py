"""The one door: every request for a secretariat passes it before anything else is done with it.

Who asks is told from a bearer token or key, in the header alone; what they may do from their roles
there. What is refused says what to do and no more: the same words whether a thing is there or not.
"""

from typing import Final, NamedTuple

from fastapi import Request

from events.access.terms import Right
from projections.roles import EVERYWHERE
from service.book import Book
from service.denials import Denial
from service.door.api_keys import PREFIX, read_key
from service.door.denied import Denied
from service.door.grants import Grants, Lookup, Rights
from service.door.places import place_of
from service.door.rates import Rates
from service.door.tokens import SCOPE, Tokens
from service.errors import Forbidden, TooMany, Unauthenticated, Unserved
from service.http.needs import At, Need
from service.problems import slug

_BEARER: Final = "bearer"
_NAME_ONE: Final = (
    "you have this right at some bodies and not everywhere; name one of them as `body`"
)


class Pace(NamedTuple):
    """How often one identity may ask, and how often one address may be wrong about who asks."""

    requests: Rates
    failures: Rates


class Door:
    """Lets requests in, or not."""

    def __init__(self, book: Book, tokens: Tokens, denied: Denied, pace: Pace, advice: str) -> None:
        """Tell by `tokens` who is asking; `advice` says where such a token is had."""
        self._book, self._tokens, self._denied, self._advice = book, tokens, denied, advice
        self._lookup, self._pace = Lookup(book), pace

    def open(self) -> None:
        """Have denied attempts kept, on the event loop of the caller."""
        self._denied.start()

    async def close(self) -> None:
        """Keep the last of the denied attempts."""
        await self._denied.stop()

    async def write_down(self) -> None:
        """Keep what was denied up to now."""
        await self._denied.keep()

    async def admit(self, request: Request, need: Need) -> None:
        """Let a request in that is allowed what it needs.

        `request.state` then has their `grants`, says who the `actor` is and whether they are
        `cleared` to read what is confidential. Otherwise `Unauthenticated` or `Forbidden` is
        raised, and noted.
        """
        secretariat = request.path_params["secretariat"]
        actor = None
        try:
            grants = await self._grants(request, secretariat)
            actor = request.state.actor = grants.actor
            _keep_to(self._pace.requests, actor)
            await self._let_in(request, need, grants)
        except (Unauthenticated, Forbidden) as error:
            reason = slug(type(error).__name__)
            self._denied.note(secretariat, Denial(actor, need.operation, reason))
            if actor is None:
                _keep_to(self._pace.failures, request.client.host if request.client else "")
            raise

    async def still(self, request: Request) -> bool:
        """Tell whether a request that was let in may go on, as whoever follows a stream asks."""
        need: Need = request.scope["route"].need
        try:
            grants = await self._grants(request, request.path_params["secretariat"])
            await self._let_in(request, need, grants)
        except (Unauthenticated, Forbidden, Unserved):
            return False
        return True

    async def _grants(self, request: Request, secretariat: str) -> Grants:
        scheme, _, credentials = request.headers.get("authorization", "").partition(" ")
        credentials = credentials.strip()
        if scheme.lower() != _BEARER or not credentials:
            raise Unauthenticated(self._advice, sent=False)
        if credentials.startswith(PREFIX):
            key = read_key(credentials)
            if key is None:
                raise Unauthenticated("this is no whole key; send it as it was given to you")
            return await self._lookup.of_key(secretariat, key)
        return await self._lookup.of(secretariat, await self._tokens.identity(credentials))

    async def _let_in(self, request: Request, need: Need, grants: Grants) -> None:
        rights = await self._rights(request, need, grants)
        _allow(rights, grants, need)
        request.state.grants = grants
        request.state.cleared = "confidential" in rights & grants.lent

    async def _rights(self, request: Request, need: Need, grants: Grants) -> Rights:
        """Return what roles allow where the request is."""
        everywhere = grants.at(EVERYWHERE)
        enough = everywhere & set(need.rights) and "confidential" in everywhere
        if enough or need.at is At.EVERYWHERE or not grants.by_place:
            return everywhere
        if need.at is At.ANYWHERE:
            return everywhere | (grants.anywhere() & set(need.rights))
        place = await place_of(request, need, self._book)
        return everywhere if place is None else grants.at(place)


def _keep_to(rates: Rates, name: str) -> None:
    wait = rates.take(name)
    if wait is not None:
        raise TooMany(wait)


def _allow(rights: Rights, grants: Grants, need: Need) -> None:
    allowed = rights & set(need.rights)
    if not allowed and need.query and grants.anywhere() & set(need.rights):
        raise Forbidden(_NAME_ONE)
    if not allowed:
        raise Forbidden
    if not allowed & grants.lent:
        wanted: Right = min(allowed)
        raise Forbidden(
            f"what you sent does not lend you this right; get a token or key with the scope "
            f"{SCOPE}{wanted}",
            scope=SCOPE + wanted,
        )
