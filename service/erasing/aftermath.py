"""What follows an erasure outside its transaction: it is noted elsewhere, and its traces are wiped.

On SQLite the pages that held the words are overwritten, but the write-ahead file has them until it
is emptied. On PostgreSQL dead rows and the index of words have them until these are made anew.
"""

from collections.abc import Iterable, Iterator
from time import monotonic, sleep
from typing import Any, Final

import orjson
from sqlalchemy import Connection, Engine, select

from events.base import place
from events.plans import Value
from projections.erased_digests import all_of
from projections.texts import TEXTS, WHOLE
from service.erasing.finding import Going, value_of
from service.erasing.holding import Texts
from service.erasing.kept import Noted
from service.ledger import read
from service.ledger.erasing import pieces
from service.ledger.parted import digest_of
from service.ledger.tables import ENTRIES
from service.moving import base64url

_PATIENCE: Final = 5.0
_PAUSE: Final = 0.02
_AT_ONCE: Final = 5_000
_WIPED: Final = (
    "VACUUM (FULL) private_texts",
    "VACUUM (FULL) passage_words",
    "REINDEX INDEX ix_passage_words_words",
    "VACUUM (FULL) kept_files",
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


def returned(connection: Connection, secretariat: str, digests: frozenset[str]) -> Iterator[Value]:
    """Yield the values with these digests that are there, by a pass over all texts."""
    texts, after = Texts(connection, secretariat), place(1, 0) - 1
    while True:
        page = (
            select(TEXTS.c.place)
            .where(TEXTS.c.secretariat == secretariat, TEXTS.c.place > after)
            .order_by(TEXTS.c.place)
            .limit(_AT_ONCE)
        )
        places = list(connection.execute(page).scalars())
        if not places:
            return
        after = places[-1]
        for held in texts.at(places):
            if held.digest in digests:
                yield value_of(Going(held, None))
            elif held.form != WHOLE:
                parts = pieces(held.form, held.salt, held.text)
                words = [
                    at
                    for at, each in enumerate(parts)
                    if each.word is not None and base64url(digest_of(each)) in digests
                ]
                if words:
                    yield value_of(Going(held, tuple(words)))


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
