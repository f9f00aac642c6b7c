"""The same rows once more, inserted plainly: no rules, no hashes, no folds, only the statements.

The same tables with their indexes and triggers, the same bytes, as many rows in a transaction.
"""

from collections.abc import Iterable
from time import perf_counter
from typing import Any

from sqlalchemy import Connection, Table, select

from events.base import place
from projections import PROJECTIONS
from projections.base import SINCE
from projections.texts import TEXTS
from service.book import DEFAULT
from service.ledger.database import begin, open_reader, open_writer, transaction
from service.ledger.tables import ENTRIES
from tests.bench.places import Home

Chunk = list[tuple[str, list[tuple[Any, ...]]]]
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
                if rows := [tuple(row) for row in connection.execute(wanted.order_by(column))]:
                    chunk.append((insertion(connection, table), rows))
            found.append(chunk)
            first = end
    engine.dispose()
    return found


def insert(home: Home, everything: list[Chunk], start: int = 0) -> float:
    """Insert all into an empty minute book; return the seconds all but the first `start` took."""
    engine = open_writer(home.owner_url)
    began = perf_counter()
    with engine.connect() as connection:
        cursor = connection.connection.cursor()
        for number, chunk in enumerate(everything):
            if number == start:
                began = perf_counter()
            with begin(connection, DEFAULT):
                for statement, rows in chunk:
                    cursor.executemany(statement, rows)
    took = perf_counter() - began
    engine.dispose()
    return took


def insertion(connection: Connection, table: Table) -> str:
    """Return the statement that inserts a row in the words of the driver."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    return f"INSERT INTO {table.name} VALUES ({', '.join([mark] * len(table.columns))})"
