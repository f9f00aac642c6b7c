"""What somebody may do here: the rights of their roles, as far as their token or key lends them.

Roles are looked up in the record and held for a second; a change made by this very process holds
at once. Where nobody was admitted there is nothing to allow, and whether there is such a
secretariat at all makes no difference to that.
"""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final, NamedTuple, TypeVar, cast

from starlette.concurrency import run_in_threadpool

from events.access.terms import GIVEN, RIGHTS, Right
from events.errors import NotFound
from events.ids import ActorId
from projections import api_keys, roles
from projections.roles import EVERYWHERE
from service.book import Book
from service.door.api_keys import ApiKey
from service.door.identity import KEYS, LOCAL, Identity, person
from service.errors import Unauthenticated

HOLD_SECONDS: Final = 1.0
_MOST: Final = 10_000

T = TypeVar("T")
Rights = frozenset[Right]
ByPlace = Mapping[str, Rights]


class Grants(NamedTuple):
    """Rights by place, which is a body or `EVERYWHERE`; `lent` is the most that can be used."""

    actor: ActorId
    by_place: ByPlace
    lent: Rights

    @property
    def operator(self) -> bool:
        """Whether it is the operator, who holds every role without being given any."""
        return self.actor == LOCAL

    def at(self, place: str) -> Rights:
        """Return the rights that roles give there, lent or not."""
        return self.by_place.get(EVERYWHERE, frozenset()) | self.by_place.get(place, frozenset())

    def anywhere(self) -> Rights:
        """Return the rights that roles give at one place or another."""
        return frozenset().union(*self.by_place.values())


OPERATOR: Final[ByPlace] = {EVERYWHERE: frozenset(RIGHTS)}


class Found(NamedTuple):
    """What the record says of somebody: their name in its log, and their rights by place."""

    actor: ActorId
    by_place: ByPlace


class Lookup:
    """Looks roles and keys up in the record."""

    def __init__(self, book: Book, clock: Callable[[], float] = monotonic) -> None:
        """Look in `book`."""
        self._book, self._clock = book, clock
        self._held: dict[tuple[str, ...], tuple[int, float, asyncio.Future[Any]]] = {}

    async def of(self, secretariat: str, identity: Identity) -> Grants:
        """Return what somebody who signed in may do."""
        if identity.operator:
            return Grants(ActorId(LOCAL), OPERATOR, identity.rights)
        issuer, subject = identity[:2]
        found = await self._hold(
            (secretariat, issuer, subject), lambda: self._roles(secretariat, issuer, subject)
        )
        return Grants(found.actor, found.by_place, identity.rights)

    async def of_key(self, secretariat: str, key: ApiKey) -> Grants:
        """Return what a program with that key may do; `Unauthenticated` where it opens nothing."""
        name = (secretariat, KEYS, key.text)
        identity = await self._hold(name, lambda: self._key(secretariat, key))
        if identity is None:
            raise Unauthenticated("the key opens nothing here: get a new one from an administrator")
        return await self.of(secretariat, identity)

    async def _hold(self, name: tuple[str, ...], ask: Callable[[], T]) -> T:
        generation, now = self._book.access_changes, self._clock()
        held = self._held.get(name)
        if held is None or held[0] != generation or held[1] < now:
            self._make_room()
            asked = asyncio.ensure_future(run_in_threadpool(ask))
            held = self._held[name] = generation, now + HOLD_SECONDS, asked
        try:
            return cast("T", await asyncio.shield(held[2]))
        except Exception:
            self._held.pop(name, None)
            raise

    def _make_room(self) -> None:
        if len(self._held) >= _MOST:
            self._held.clear()

    def _roles(self, secretariat: str, issuer: str, subject: str) -> Found:
        try:
            with self._book.record(secretariat) as record:
                of_key = issuer == KEYS
                actor = ActorId(subject) if of_key else person(record.secret, issuer, subject)
                rows = record.all(roles.held_by(secretariat, [actor], None))
        except NotFound:
            return Found(ActorId(""), {})
        by_place: dict[str, Rights] = defaultdict(frozenset)
        for row in rows:
            by_place[row["body"]] |= GIVEN[row["role"]]
        return Found(actor, dict(by_place))

    def _key(self, secretariat: str, key: ApiKey) -> Identity | None:
        try:
            with self._book.record(secretariat) as record:
                rows = record.all(api_keys.key(secretariat, key.key))
        except NotFound:
            return None
        today = datetime.now(UTC).date().isoformat()
        for row in rows:
            if key.opens(row["sha256"]) and not row["revoked_on"] and today <= row["last_day"]:
                scopes = frozenset(right for right in RIGHTS if right in row["scopes"].split())
                return Identity(KEYS, row["actor"], scopes, float("inf"), machine=True)
        return None
