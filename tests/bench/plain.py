"""The same rows once more, inserted plainly: no rules, no hashes, no folds, only the statements.

The same tables with their indexes and triggers, the same bytes, as many rows in a transaction.
"""

from collections.abc import Iterable
from time import perf_counter
from typing import Any

from sqlalchemy import Table, select

from events.base import place
from projections import PROJECTIONS
from projections.base import SINCE
from projections.insertion import insert_rows
from projections.texts import TEXTS
from service.book import DEFAULT
from service.ledger.database import open_reader, open_writer, transaction
from service.ledger.tables import ENTRIES
from tests.bench.places import Home

Chunk = list[tuple[Table, list[tuple[Any, ...]]]]
"""What goes into one transaction: the rows of each table."""

_TABLES: tuple[tuple[Table, str, int], ...] = (
    (ENTRIES, "position", 1),
    (TEXTS, "place", place(1, 0)),
    *((each.table, SINCE, 1) for each in PROJECTIONS),
)
"""Each table with the column that says to which position a row belongs, and its unit."""


def chunks(home: Home, ends: Iterable[int]) -> list[Chunk]:
    """Return the rows of a minute book, divided as its transactions ended."""
    engine = open_reader(home.url)
    found: list[Chunk] = []
    first = 0
    with transaction(engine, DEFAULT) as connection:
        for end in ends:
            chunk: Chunk = []
            for table, name, unit in _TABLES:
                column = table.c[name]
                wanted = select(table).where(
                    column >= (first + 1) * unit, column < (end + 1) * unit
                )
                if found_there := connection.execute(wanted.order_by(column)).all():
                    chunk.append((table, [tuple(row) for row in found_there]))
            found.append(chunk)
            first = end
    engine.dispose()
    return found


def insert(home: Home, everything: list[Chunk], start: int = 0) -> float:
    """Insert all into an empty minute book; return the seconds all but the first `start` took."""
    engine = open_writer(home.owner_url)
    began = perf_counter()
    for number, chunk in enumerate(everything):
        if number == start:
            began = perf_counter()
        with transaction(engine, DEFAULT) as connection:
            for table, lines in chunk:
                insert_rows(connection, table, lines)
    took = perf_counter() - began
    engine.dispose()
    return took
