"""The keys of machines: what they open, until when, and which were revoked."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.access.events import AccessEvent, KeyIssued, KeyRevoked
from events.base import Recorded
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class KeyRow(NamedTuple):
    """A key; `scopes` are names with a space between, `sha256` is the place of the digest."""

    actor: str
    key: str
    sha256: int
    scopes: str
    issued_on: str
    last_day: str
    revoked_on: str | None = None


TABLE = versions("api_keys", KeyRow, ("actor", "key"), now=[("key",)])


def keys(recorded: Recorded[AccessEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the key."""
    match recorded.event:
        case KeyIssued(actor=actor, key=key):
            return ((actor, key),)
        case KeyRevoked(actor=actor, key=key):
            return ((actor, key),)
        case _:
            return ()


def evolve(row: KeyRow | None, recorded: Recorded[AccessEvent], _: Key) -> KeyRow | None:
    """Return the key after the event."""
    match recorded.event:
        case KeyIssued() as event:
            return KeyRow(
                actor=event.actor,
                key=event.key,
                sha256=recorded.place("/sha256") or 0,
                scopes=" ".join(event.scopes),
                issued_on=event.occurred_on,
                last_day=event.last_day.isoformat(),
            )
        case KeyRevoked(occurred_on=on) if row is not None:
            return row._replace(revoked_on=on)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE, category="access", shape=KeyRow, key=("actor", "key"), keys=keys, evolve=evolve
)


@prepared
def key(secretariat: str, key: str) -> Select[Any]:
    """Return the one key as it is now, with its digest."""
    words = Words(TABLE, TABLE)
    sha256 = words.of(TABLE.c.sha256)
    columns = (each for each in TABLE.c[KeyRow._fields] if each.name != "sha256")
    return (
        select(*columns, sha256.label("sha256"))
        .select_from(words.source)
        .where(current(TABLE, secretariat, None), TABLE.c.key == key)
    )


@prepared
def keys_of(secretariat: str, actors: list[str], known_at: Position | None) -> Select[Any]:
    """Return the keys of some actors, without their digests."""
    columns = (each for each in TABLE.c[KeyRow._fields] if each.name != "sha256")
    return (
        select(*columns)
        .where(current(TABLE, secretariat, known_at), TABLE.c.actor.in_(actors))
        .order_by(TABLE.c.actor, TABLE.c.key)
    )
