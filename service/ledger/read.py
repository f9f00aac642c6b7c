"""Reading the log: entries by position and by stream, and which position a moment means."""

import zlib
from collections.abc import Generator, Sequence
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Connection, Select, bindparam, func, select

from events.base import Event, Recorded, place
from projections.confidential_documents import TABLE as CONFIDENTIAL
from projections.insertion import mark
from projections.texts import PARTED, TEXTS
from service.ledger import leaf
from service.ledger.database import is_cleared
from service.ledger.tables import ENTRIES, FILES, HEADS

_CHUNK = 2_000
_AT_ONCE = 500


class Head(NamedTuple):
    """The end of a log."""

    origin: str
    size: int
    peaks: bytes
    newest: int
    secret: bytes
    closed_at: int | None
    now: int | None = None
    """The time of the database, in microseconds, where that keeps the clock (PostgreSQL)."""


# Asked for every batch, so in the words of the database itself.
_HEAD = f"SELECT {', '.join(Head._fields[:-1])} FROM log_heads WHERE secretariat = "  # noqa: S608
_LOCKED = "SELECT * FROM lock_head(%s)"


def head(connection: Connection, secretariat: str) -> Head | None:
    """Return the end of the secretariat's log, or None where there is no such secretariat."""
    found = connection.exec_driver_sql(f"{_HEAD}{mark(connection)}", (secretariat,)).one_or_none()
    return Head(*found) if found else None


def locked(connection: Connection, secretariat: str) -> Head | None:
    """Return the end of a log, which nobody else moves until this transaction ends.

    On SQLite the transaction that may write holds the lock already.
    """
    if connection.dialect.name != "postgresql":
        return head(connection, secretariat)
    found = connection.exec_driver_sql(_LOCKED, (secretariat,)).one_or_none()
    return Head(*found) if found else None


def sizes(connection: Connection) -> dict[str, int]:
    """Return the secretariats that have a log here, and its size; the transaction is of `EVERY`."""
    found = select(HEADS.c.secretariat, HEADS.c.size).order_by(HEADS.c.secretariat)
    return {name: size for name, size in connection.execute(found)}  # noqa: C416  a Result is no mapping


def hash_at(connection: Connection, secretariat: str, position: int) -> bytes | None:
    """Return the hash of the leaf at a position, or None beyond the end of the log."""
    found: bytes | None = connection.execute(
        select(ENTRIES.c.hash).where(
            ENTRIES.c.secretariat == secretariat, ENTRIES.c.position == position
        )
    ).scalar()
    return found


def leaves_at(connection: Connection, secretariat: str, positions: Sequence[int]) -> list[bytes]:
    """Return the leaves at positions that are there, in the order of the log."""
    found: list[bytes] = []
    for first in range(0, len(positions), _AT_ONCE):
        chosen = select(ENTRIES.c.leaf).where(
            ENTRIES.c.secretariat == secretariat,
            ENTRIES.c.position.in_(positions[first : first + _AT_ONCE]),
        )
        found += connection.execute(chosen.order_by(ENTRIES.c.position)).scalars()
    return found


def leaf_at(connection: Connection, secretariat: str, position: int) -> bytes | None:
    """Return the leaf at a position, None where whoever reads is not to see all that it says."""
    found: bytes | None = connection.execute(
        select(ENTRIES.c.leaf).where(
            ENTRIES.c.secretariat == secretariat, ENTRIES.c.position == position
        )
    ).scalar()
    if found is None or is_cleared(connection):
        return found
    content = orjson.loads(found)
    keys = len(content)
    _withhold_sources(connection, secretariat, [content])
    return found if len(content) == keys else None


def leaves(connection: Connection, secretariat: str, first: int, last: int) -> list[bytes]:
    """Return the leaves from one position to another, in their order."""
    chosen = select(ENTRIES.c.leaf).where(
        ENTRIES.c.secretariat == secretariat, ENTRIES.c.position.between(first, last)
    )
    return list(connection.execute(chosen.order_by(ENTRIES.c.position)).scalars())


def position_at(connection: Connection, secretariat: str, moment: int) -> int:
    """Return the last position recorded at or before `moment`, in microseconds; 0 for none."""
    newest = (
        select(ENTRIES.c.position)
        .where(ENTRIES.c.secretariat == secretariat, ENTRIES.c.recorded_at <= moment)
        .order_by(ENTRIES.c.recorded_at.desc(), ENTRIES.c.position.desc())
        .limit(1)
    )
    return connection.execute(newest).scalar() or 0


_REVISION = select(func.max(ENTRIES.c.revision)).where(
    ENTRIES.c.secretariat == bindparam("of"), ENTRIES.c.stream == bindparam("stream")
)
_REVISION_THEN = _REVISION.where(ENTRIES.c.position <= bindparam("position"))


def revision_of(
    connection: Connection, secretariat: str, stream: str, known_at: int | None = None
) -> int:
    """Return the revision a stream had at a position (None is now), 0 where it had none."""
    of: dict[str, Any] = {"of": secretariat, "stream": stream}
    if known_at is None:
        return connection.execute(_REVISION, of).scalar() or 0
    return connection.execute(_REVISION_THEN, of | {"position": known_at}).scalar() or 0


def things(connection: Connection, secretariat: str, category: str) -> list[str]:
    """Return the identities of all things of a kind, the first recorded first."""
    first = func.min(ENTRIES.c.position)
    of = (ENTRIES.c.secretariat == secretariat, ENTRIES.c.stream > f"{category}-")
    to = ENTRIES.c.stream < f"{category}."  # the character after the dash
    chosen = select(ENTRIES.c.stream).where(*of, to).group_by(ENTRIES.c.stream).order_by(first)
    return [each.partition("-")[2] for each in connection.execute(chosen).scalars()]


def stream_of(
    connection: Connection, secretariat: str, stream: str, known_at: int | None = None
) -> list[Recorded[Event]]:
    """Return the events of a stream in their order, with their private values."""
    chosen = _CHOSEN.where(ENTRIES.c.secretariat == secretariat, ENTRIES.c.stream == stream)
    if known_at is not None:
        chosen = chosen.where(ENTRIES.c.position <= known_at)
    return with_texts(connection, secretariat, chosen.order_by(ENTRIES.c.revision))


def streams_of(
    connection: Connection, secretariat: str, streams: Sequence[str], known_at: int | None = None
) -> list[Recorded[Event]]:
    """Return the events of several streams, those of each in their order, with private values."""
    found = []
    for first in range(0, len(streams), _AT_ONCE):
        chosen = _CHOSEN.where(
            ENTRIES.c.secretariat == secretariat,
            ENTRIES.c.stream.in_(streams[first : first + _AT_ONCE]),
        )
        if known_at is not None:
            chosen = chosen.where(ENTRIES.c.position <= known_at)
        ordered = chosen.order_by(ENTRIES.c.stream, ENTRIES.c.revision)
        found += with_texts(connection, secretariat, ordered)
    return found


def leaves_of(connection: Connection, secretariat: str, stream: str, known_at: int) -> list[bytes]:
    """Return the leaves of a stream in their order, as they were hashed."""
    chosen = select(ENTRIES.c.leaf).where(
        ENTRIES.c.secretariat == secretariat,
        ENTRIES.c.stream == stream,
        ENTRIES.c.position <= known_at,
    )
    return [
        bytes(each) for each in connection.execute(chosen.order_by(ENTRIES.c.revision)).scalars()
    ]


def bare_stream(connection: Connection, secretariat: str, stream: str) -> list[Recorded[Event]]:
    """Return the events of a stream in their order, without private values and provenance."""
    chosen = _CHOSEN.where(ENTRIES.c.secretariat == secretariat, ENTRIES.c.stream == stream)
    found = connection.execute(chosen.order_by(ENTRIES.c.revision))
    return [leaf.read_bare(stored, moment) for stored, moment in found]


def after(
    connection: Connection, secretariat: str, position: int, limit: int
) -> list[Recorded[Event]]:
    """Return up to `limit` events that follow `position`, with their private values."""
    chosen = _CHOSEN.where(ENTRIES.c.secretariat == secretariat, ENTRIES.c.position > position)
    return with_texts(connection, secretariat, chosen.order_by(ENTRIES.c.position).limit(limit))


_CHOSEN = select(ENTRIES.c.leaf, ENTRIES.c.recorded_at)


def file_of(connection: Connection, secretariat: str, sha256: str) -> bytes | None:
    """Return what a kept file holds, or None where none has that digest."""
    kept = select(FILES.c.packed).where(
        FILES.c.secretariat == secretariat, FILES.c.sha256 == sha256
    )
    packed: bytes | None = connection.execute(kept).scalar()
    return None if packed is None else zlib.decompress(packed)


def stream_by_stream(
    connection: Connection, secretariat: str, up_to: int | None = None
) -> Generator[Recorded[Event]]:
    """Yield every event, stream by stream, without private values and provenance."""
    query = (
        select(ENTRIES.c.leaf, ENTRIES.c.recorded_at)
        .where(ENTRIES.c.secretariat == secretariat)
        .order_by(ENTRIES.c.stream, ENTRIES.c.revision)
    )
    if up_to is not None:
        query = query.where(ENTRIES.c.position <= up_to)
    with connection.execute(query.execution_options(yield_per=_CHUNK)) as found:
        for chunk in found.partitions():
            for stored, recorded_at in chunk:
                yield leaf.read_bare(stored, recorded_at)


def with_texts(
    connection: Connection, secretariat: str, chosen: Select[Any]
) -> list[Recorded[Event]]:
    """Return the entries of which a query chooses leaf and time, as the reader may read them."""
    entries = [(orjson.loads(stored), moment) for stored, moment in connection.execute(chosen)]
    if not is_cleared(connection):
        _withhold_sources(connection, secretariat, [content for content, _ in entries])
    kept_texts = _texts_of(connection, secretariat, [content for content, _ in entries])

    def kept(position: int) -> leaf.Texts:
        return lambda number: kept_texts.held.get(place(position, number))

    found = [leaf.read(content, moment, kept(content["position"])) for content, moment in entries]
    parted = kept_texts.parted
    return [_with_gaps(each, parted) for each in found] if parted else found


def _with_gaps(recorded: Recorded[Event], parted: set[int]) -> Recorded[Event]:
    """Return an event that says in which of its texts words were erased."""
    gaps = [each for each in recorded.private if recorded.place(each) in parted]
    return recorded._replace(parted=tuple(gaps)) if gaps else recorded


def _withhold_sources(
    connection: Connection, secretariat: str, contents: Sequence[leaf.Content]
) -> None:
    """Take out that an entry came of a confidential document, and of the acceptance of that."""
    named = {content["source"]["document"] for content in contents if "source" in content}
    asked = {"of": secretariat, "documents": list(named)}
    confidential = set(connection.execute(_CONFIDENTIAL, asked).scalars()) if named else set()
    for content in contents:
        if "source" in content and content["source"]["document"] in confidential:
            del content["source"]
            content.pop("causation", None)


_CONFIDENTIAL = select(CONFIDENTIAL.c.document).where(
    CONFIDENTIAL.c.secretariat == bindparam("of"),
    CONFIDENTIAL.c.document.in_(bindparam("documents", expanding=True)),
    CONFIDENTIAL.c.until.is_(None),
)


class _Texts(NamedTuple):
    """Private texts by their places, and the places of those that lack words."""

    held: dict[int, str]
    parted: set[int]


def _texts_of(connection: Connection, secretariat: str, contents: Sequence[leaf.Content]) -> _Texts:
    places = [
        place(content["position"], number)
        for content in contents
        for number in range(leaf.private_values(content))
    ]
    return _texts(connection, secretariat, places)


def texts(connection: Connection, secretariat: str, places: Sequence[int]) -> dict[int, str]:
    """Return private texts by their places; those that were erased are not there."""
    return _texts(connection, secretariat, places).held


def _texts(connection: Connection, secretariat: str, places: Sequence[int]) -> _Texts:
    """Return private texts by their places.

    They are asked for by name: a database that works the places out of the positions itself reads
    through all the texts there are.
    """
    found = _Texts({}, set())
    for first in range(0, len(places), _AT_ONCE):
        asked = {"of": secretariat, "places": places[first : first + _AT_ONCE]}
        for at, form, text in connection.execute(_TEXTS, asked):
            found.held[at] = text
            if form == PARTED:
                found.parted.add(at)
    return found


_TEXTS = select(TEXTS.c.place, TEXTS.c.form, TEXTS.c.text).where(
    TEXTS.c.secretariat == bindparam("of"),
    TEXTS.c.place.in_(bindparam("places", expanding=True)),
)
