"""The statements that write the log: one for many rows, never an object-relational session."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from projections.texts import TEXTS
from service.ledger.ask import Outcome
from service.ledger.tables import ANSWERS, ENTRIES, HEADS

Named = tuple[str, str]
"""An actor and the name of a key."""

Lines = list[tuple[Any, ...]]


def add_entries(connection: Connection, entries: Lines) -> None:
    """Append entries: the columns of `log_entries` in their order."""
    _add(connection, ENTRIES, entries)


def add_texts(connection: Connection, texts: Lines) -> None:
    """Keep private texts: the columns of `private_texts` in their order."""
    _add(connection, TEXTS, texts)


def begin_log(connection: Connection, secretariat: str, origin: str, secret: bytes) -> None:
    """Begin an empty log."""
    connection.execute(
        insert(HEADS).values(
            secretariat=secretariat, origin=origin, size=0, peaks=b"", newest=0, secret=secret
        )
    )


_MOVE_HEAD = (
    update(HEADS)
    .where(HEADS.c.secretariat == bindparam("of"))
    .values(size=bindparam("size"), peaks=bindparam("peaks"), newest=bindparam("newest"))
)


def move_head(
    connection: Connection, secretariat: str, size: int, peaks: bytes, newest: int
) -> None:
    """Let the log end at `size`."""
    values = {"of": secretariat, "size": size, "peaks": peaks, "newest": newest}
    connection.execute(_MOVE_HEAD, values)


def streams_since(connection: Connection, secretariat: str, position: int) -> set[str]:
    """Return the streams that were appended to after `position`."""
    found = connection.execute(
        select(ENTRIES.c.stream)
        .where(ENTRIES.c.secretariat == secretariat, ENTRIES.c.position > position)
        .order_by(ENTRIES.c.position)
    )
    return set(found.scalars())


_KEPT = select(ANSWERS.c.key, ANSWERS.c.digest, ANSWERS.c.outcome).where(
    ANSWERS.c.secretariat == bindparam("secretariat"),
    ANSWERS.c.actor == bindparam("actor"),
    ANSWERS.c.key.in_(bindparam("keys", expanding=True)),
)


def kept_answers(
    connection: Connection, secretariat: str, wanted: Iterable[Named]
) -> dict[Named, tuple[bytes, Outcome]]:
    """Return what was answered before under each of the keys `wanted`."""
    keys: dict[str, list[str]] = {}
    for actor, key in wanted:
        keys.setdefault(actor, []).append(key)
    return {
        (actor, key): (digest, Outcome(**orjson.loads(outcome)))
        for actor, names in keys.items()
        for key, digest, outcome in connection.execute(
            _KEPT, {"secretariat": secretariat, "actor": actor, "keys": names}
        )
    }


def keep_answers(
    connection: Connection,
    secretariat: str,
    moment: int,
    answers: Mapping[Named, tuple[bytes, Outcome]],
) -> None:
    """Keep what was answered under each key."""
    _add(
        connection,
        ANSWERS,
        [
            (secretariat, actor, key, digest, orjson.dumps(outcome).decode(), moment)
            for (actor, key), (digest, outcome) in answers.items()
        ],
    )


def forget_answers(connection: Connection, before: int) -> None:
    """Forget the answers that were given before a moment (microseconds)."""
    connection.execute(delete(ANSWERS).where(ANSWERS.c.recorded_at < before))


def _add(connection: Connection, table: Table, lines: Lines) -> None:
    if lines:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        marks = ", ".join([mark] * len(table.columns))
        connection.exec_driver_sql(f"INSERT INTO {table.name} VALUES ({marks})", lines)  # noqa: S608  names are our own
