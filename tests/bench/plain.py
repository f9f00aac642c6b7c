"""The same rows once more, inserted plainly: no rules, no hashes, no folds, only the statements.

The same tables with their indexes and triggers, the same bytes, as many rows in a transaction.
"""

from collections.abc import Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlalchemy import Table

from events.base import place
from projections import PROJECTIONS
from projections.base import SINCE
from projections.texts import TEXTS
from service.ledger.database import open_reader, open_writer
from service.ledger.tables import ENTRIES
from tests.bench.world import open_book

Chunk = list[tuple[str, list[tuple[Any, ...]]]]
"""What goes into one transaction: the rows of each table."""

_TABLES: tuple[tuple[Table, str, int], ...] = (
    (ENTRIES, "position", 1),
    (TEXTS, "place", place(1, 0)),
    *((each.table, SINCE, 1) for each in PROJECTIONS),
)
"""Each table with the column that says to which position a row belongs, and its unit."""


def chunks(folder: Path, ends: Iterable[int]) -> list[Chunk]:
    """Return the rows of a minute book, divided as its transactions ended."""
    engine = open_reader(f"sqlite:///{folder / 'minutebook.db'}")
    found: list[Chunk] = []
    first = 0
    with engine.connect() as connection:
        for end in ends:
            chunk: Chunk = []
            for table, column, unit in _TABLES:
                wanted = f"SELECT * FROM {table.name} WHERE {column} >= ? AND {column} < ?"
                span = ((first + 1) * unit, (end + 1) * unit)
                rows = [tuple(row) for row in connection.exec_driver_sql(wanted, span)]
                if rows:
                    chunk.append((_insert(table), rows))
            found.append(chunk)
            first = end
    engine.dispose()
    return found


def insert(folder: Path, everything: list[Chunk], start: int = 0) -> float:
    """Insert all into a new minute book; return the seconds that all but the first `start` took."""
    open_book(folder).close()
    engine = open_writer(f"sqlite:///{folder / 'minutebook.db'}")
    raw = engine.raw_connection()
    cursor = raw.cursor()
    began = perf_counter()
    for number, chunk in enumerate(everything):
        if number == start:
            began = perf_counter()
        cursor.execute("BEGIN IMMEDIATE")
        for statement, rows in chunk:
            cursor.executemany(statement, rows)
        cursor.execute("COMMIT")
    took = perf_counter() - began
    raw.close()
    engine.dispose()
    return took


def _insert(table: Table) -> str:
    return f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"
