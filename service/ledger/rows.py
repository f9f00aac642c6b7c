"""The statements that write the log: one for many rows, never an object-relational session."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from events.plans import File
from projections.insertion import insert_rows
from service.ledger.ask import Outcome
from service.ledger.tables import ANSWERS, ENTRIES, HEADS

Named = tuple[str, str]
"""An actor and the name of a key."""


class Entry(NamedTuple):
    """A row of `log_entries`."""

    secretariat: str
    position: int
    stream: str
    revision: int
    recorded_at: int
    leaf: bytes
    hash: bytes


_APPEND = "SELECT append(%s, %s, %s, %s::varchar[], %s::bigint[], %b, %b)"
_MOVE_HEAD = "UPDATE log_heads SET size = ?, peaks = ?, newest = ? WHERE secretariat = ?"


def append(connection: Connection, entries: Sequence[Entry], peaks: bytes) -> None:
    """Let entries of one moment follow the end of their log, which then has the range `peaks`.

    PostgreSQL holds them against the log once more, and takes the hashes itself.
    """
    secretariat, first, *_ = entries[0]
    _, last, _, _, moment, _, _ = entries[-1]
    if connection.dialect.name == "postgresql":
        columns = ([each[at] for each in entries] for at in _GIVEN)
        connection.exec_driver_sql(_APPEND, (secretariat, first, moment, *columns, peaks))
    else:
        insert_rows(connection, ENTRIES, entries)
        connection.exec_driver_sql(_MOVE_HEAD, (last, peaks, moment, secretariat))


_GIVEN = [Entry._fields.index(name) for name in ("stream", "revision", "leaf")]


def begin_log(connection: Connection, secretariat: str, origin: str, secret: bytes) -> None:
    """Begin an empty log."""
    connection.execute(
        insert(HEADS).values(
            secretariat=secretariat, origin=origin, size=0, peaks=b"", newest=0, secret=secret
        )
    )


def rename_log(connection: Connection, secretariat: str, origin: str) -> None:
    """Let what is appended from now on be of a log of another name."""
    connection.execute(
        update(HEADS).where(HEADS.c.secretariat == secretariat).values(origin=origin)
    )


def close_log(connection: Connection, secretariat: str, moment: int | None) -> None:
    """Note since when a log is closed; None is open."""
    connection.execute(
        update(HEADS).where(HEADS.c.secretariat == secretariat).values(closed_at=moment)
    )


def streams_since(connection: Connection, secretariat: str, position: int) -> set[str]:
    """Return the streams that were appended to after `position`."""
    found = connection.execute(
        select(ENTRIES.c.stream)
        .where(ENTRIES.c.secretariat == secretariat, ENTRIES.c.position > position)
        .order_by(ENTRIES.c.position)
    )
    return set(found.scalars())


_KEPT = """
SELECT key, digest, outcome FROM kept_answers
WHERE secretariat = ? AND actor = ? AND key IN (SELECT value FROM json_each(?))
"""
_KEPT_THERE = """
SELECT key, digest, outcome FROM kept_answers
WHERE secretariat = %s AND actor = %s AND key = ANY(%s::varchar[])
"""


def kept_answers(
    connection: Connection, secretariat: str, wanted: Iterable[Named]
) -> dict[Named, tuple[bytes, Outcome]]:
    """Return what was answered before under each of the keys `wanted`."""
    keys: dict[str, list[str]] = {}
    for actor, key in wanted:
        keys.setdefault(actor, []).append(key)
    there = connection.dialect.name == "postgresql"
    return {
        (actor, key): (digest, Outcome(**orjson.loads(outcome)))
        for actor, names in keys.items()
        for key, digest, outcome in connection.exec_driver_sql(
            _KEPT_THERE if there else _KEPT,
            (secretariat, actor, names if there else orjson.dumps(names).decode()),
        )
    }


def keep_answers(
    connection: Connection,
    secretariat: str,
    moment: int,
    answers: Mapping[Named, tuple[bytes, Outcome]],
) -> None:
    """Keep what was answered under each key."""
    insert_rows(
        connection,
        ANSWERS,
        [
            (secretariat, actor, key, digest, orjson.dumps(outcome).decode(), moment)
            for (actor, key), (digest, outcome) in answers.items()
        ],
    )


_KEEP_FILE = "INSERT INTO kept_files VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_KEEP_FILE_THERE = "INSERT INTO kept_files VALUES (%s, %s, %b) ON CONFLICT DO NOTHING"


def keep_files(connection: Connection, secretariat: str, files: Iterable[File]) -> None:
    """Keep files; what is kept already stays as it is."""
    there = connection.dialect.name == "postgresql"
    for each in files:
        connection.exec_driver_sql(
            _KEEP_FILE_THERE if there else _KEEP_FILE, (secretariat, each.sha256, each.packed)
        )


def forget_answers(connection: Connection, secretariat: str, before: int) -> None:
    """Forget the answers that a secretariat was given before a moment (microseconds)."""
    old = (ANSWERS.c.secretariat == secretariat, ANSWERS.c.recorded_at < before)
    connection.execute(delete(ANSWERS).where(*old))
