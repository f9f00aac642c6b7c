"""Which entry of the log says of a private value, or of a word, that it was erased."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select

from events.base import Recorded
from events.privacy.events import PrivacyEvent, ValuesErased
from projections.base import Key, Position, Projection, current, versions


class ErasedRow(NamedTuple):
    """A digest, as the log commits with it, and the position of the entry that names it."""

    erasure: str
    digest: str
    position: int


TABLE = versions("erased_digests", ErasedRow, ("erasure", "digest"), always=[("digest",)])


def keys(recorded: Recorded[PrivacyEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return a row for each digest."""
    event = recorded.event
    if not isinstance(event, ValuesErased):
        return ()
    return tuple((event.erasure, each) for each in dict.fromkeys(event.digests))


def evolve(row: ErasedRow | None, recorded: Recorded[PrivacyEvent], key: Key) -> ErasedRow | None:
    """Return where the digest is named."""
    if not isinstance(recorded.event, ValuesErased):
        return row
    erasure, digest = key
    return ErasedRow(erasure, digest, recorded.position)


PROJECTION = Projection(
    table=TABLE,
    category="privacy",
    shape=ErasedRow,
    key=("erasure", "digest"),
    keys=keys,
    evolve=evolve,
)


def naming(secretariat: str, digests: Sequence[str], known_at: Position | None) -> Select[Any]:
    """Return, of those digests that were erased, the newest entry that says so."""
    return (
        select(TABLE.c.digest, func.max(TABLE.c.position).label("position"))
        .where(current(TABLE, secretariat, known_at), TABLE.c.digest.in_(digests))
        .group_by(TABLE.c.digest)
    )


def all_of(secretariat: str) -> Select[Any]:
    """Return every digest that was erased, and the newest entry that says so."""
    return (
        select(TABLE.c.digest, func.max(TABLE.c.position).label("position"))
        .where(current(TABLE, secretariat, None))
        .group_by(TABLE.c.digest)
    )
