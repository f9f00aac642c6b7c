"""What follows an erasure outside its transaction: it is noted elsewhere, and its traces are wiped.

On SQLite the pages that held the words are overwritten, but the write-ahead file has them until it
is emptied. On PostgreSQL dead rows and the index of words have them until these are made anew.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from time import monotonic, sleep
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Engine, select

from events.ids import ErasureId, PersonId
from events.plans import Plan, Planner, Register, Step
from events.privacy.commands import RepeatErasure
from events.when import on_day
from projections.erased_digests import all_of
from service.erasing.kept import Noted
from service.ledger import read
from service.ledger.tables import ENTRIES

_PATIENCE: Final = 5.0
_PAUSE: Final = 0.02
_WIPED: Final = (
    "VACUUM (FULL) private_texts",
    "VACUUM (FULL) passage_words",
    "REINDEX INDEX ix_passage_words_words",
    "VACUUM (FULL) kept_files",
    "ANALYZE private_texts",
    "VACUUM (FULL) pg_statistic",  # what it knew of the texts has some of them in it
)


def noted(connection: Connection, secretariat: str) -> list[Noted]:
    """Return what the entries of a log say was erased."""
    head = read.head(connection, secretariat)
    positions = {position for _, position in connection.execute(all_of(secretariat))}
    if head is None or not positions:
        return []
    leaves = select(ENTRIES.c.leaf).where(
        ENTRIES.c.secretariat == secretariat, ENTRIES.c.position.in_(sorted(positions))
    )
    found = connection.execute(leaves.order_by(ENTRIES.c.position)).scalars()
    return [Noted(head.origin, orjson.loads(leaf)["data"]) for leaf in found]


def unsaid(connection: Connection, secretariat: str, kept: Iterable[Noted]) -> list[Noted]:
    """Return the erasures of a log that were noted elsewhere, and that it does not tell of."""
    head = read.head(connection, secretariat)
    said = {digest for digest, _ in connection.execute(all_of(secretariat))}
    return [each for each in kept if head and each.origin == head.origin and each.digests - said]


def repeating(lacking: Sequence[Noted]) -> Planner:
    """Return the planner that erases again what came back with an older copy of a database."""

    def plan(register: Register) -> Plan:
        digests = frozenset(digest for each in lacking for digest in each.digests)
        steps = [Step(_repeated(each.data)) for each in lacking]
        return Plan(tuple(steps), gone=register.returned(digests))

    return plan


def _repeated(data: Mapping[str, Any]) -> RepeatErasure:
    return RepeatErasure(
        occurred_on=on_day(datetime.now(UTC).date()),
        erasure=ErasureId(data["erasure"]),
        digests=tuple(data["digests"]),
        basis=data["basis"],
        requested_by=data["requested_by"],
        approved_by=data["approved_by"],
        person=PersonId(data["person"]) if "person" in data else None,
    )


def emptied(engine: Engine) -> bool:
    """Empty the write-ahead file of SQLite; False where somebody reads from it all the time."""
    give_up = monotonic() + _PATIENCE
    connection: Any = engine.raw_connection()
    try:
        while True:
            if connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return True
            if monotonic() > give_up:
                return False
            sleep(_PAUSE)
    finally:
        connection.close()


def wiped(engine: Engine) -> None:
    """Make the tables and indexes of PostgreSQL anew that held what was erased; the owner does."""
    connection: Any = engine.raw_connection()
    try:
        for statement in _WIPED:
            connection.cursor().execute(statement)
    finally:
        connection.close()
