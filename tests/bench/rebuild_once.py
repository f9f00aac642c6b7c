"""One pass over a minute book in a process of its own: `python -m tests.bench.rebuild_once WHAT …`.

`rebuild FOLDER` refills the read models, `fold FOLDER` decodes and folds and stores nothing,
`insert FOLDER NEW` inserts the version rows of FOLDER into an empty book, `read FOLDER DAY` reads
the overdue list until something comes from stdin. Each prints what it did as JSON.
"""

import select
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson

from projections import PROJECTIONS, deadlines, runner
from service.book import DEFAULT
from service.ledger import read
from service.ledger.database import open_reader, open_writer
from service.rebuilding import quiet
from tests.bench.world import open_book

_CHUNK = 20_000


class Lost(runner.Pen):
    """A pen whose words are lost."""

    def flush(self) -> None:
        """Forget what was noted."""
        for begun in self._begun.values():
            begun.clear()
        for ended in self._ended.values():
            ended.clear()
        self.waiting = 0


def rebuild(folder: Path) -> dict[str, Any]:
    """Refill the read models as `minutebook rebuild` does."""
    book = open_book(folder)
    began = perf_counter()
    events = book.rebuild(DEFAULT, quiet)
    seconds = perf_counter() - began
    with book._read.connect() as connection:
        versions = {
            str(each.table.name): connection.exec_driver_sql(
                f"SELECT count(*) FROM {each.table.name}"
            ).scalar()
            for each in PROJECTIONS
        }
    book.close()
    return {"events": events, "seconds": seconds, "versions": versions}


def fold(folder: Path) -> dict[str, Any]:
    """Decode and fold every event, and store nothing."""
    book = open_book(folder)
    began = perf_counter()
    with book._read.connect() as connection, connection.begin():
        events = runner.refill(
            Lost(connection, DEFAULT), read.stream_by_stream(connection, DEFAULT), quiet
        )
    seconds = perf_counter() - began
    book.close()
    return {"events": events, "seconds": seconds}


def insert(folder: Path, new: Path) -> dict[str, Any]:
    """Insert the same version rows into empty tables, in one transaction; reading is not timed."""
    open_book(new).close()
    source = open_reader(f"sqlite:///{folder / 'minutebook.db'}")
    target = open_writer(f"sqlite:///{new / 'minutebook.db'}")
    seconds, count = 0.0, 0
    raw = target.raw_connection()
    cursor = raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    with source.connect() as connection:
        for projection in PROJECTIONS:
            name, width = projection.table.name, len(projection.table.columns)
            statement = f"INSERT INTO {name} VALUES ({', '.join('?' * width)})"
            found = connection.execution_options(yield_per=_CHUNK).exec_driver_sql(
                f"SELECT * FROM {name}"
            )
            for chunk in found.partitions():
                rows = [tuple(row) for row in chunk]
                began = perf_counter()
                cursor.executemany(statement, rows)
                seconds += perf_counter() - began
                count += len(rows)
    began = perf_counter()
    cursor.execute("COMMIT")
    seconds += perf_counter() - began
    raw.close()
    return {"rows": count, "seconds": seconds}


def reading(folder: Path, day: str) -> dict[str, Any]:
    """Read the overdue list again and again until something comes from stdin."""
    book = open_book(folder)
    sys.stdout.write("\n")  # open now: from here on it takes no lock
    sys.stdout.flush()
    times = []
    while not select.select([sys.stdin], [], [], 0)[0]:
        began = perf_counter()
        with book.record(DEFAULT) as record:
            record.all(deadlines.overdue(deadlines.Asked(DEFAULT, day, record.known_at), None, 50))
        times.append(perf_counter() - began)
    book.close()
    return {"reads": len(times), "slowest": max(times, default=0.0)}


def main() -> None:
    """Do what was asked and print it."""
    what, *given = sys.argv[1:]
    match what:
        case "rebuild":
            told = rebuild(Path(given[0]))
        case "fold":
            told = fold(Path(given[0]))
        case "insert":
            told = insert(Path(given[0]), Path(given[1]))
        case _:
            told = reading(Path(given[0]), given[1])
    sys.stdout.buffer.write(orjson.dumps(told))


if __name__ == "__main__":
    main()
