"""One pass over a minute book in a process of its own: `python -m tests.bench.rebuild_once WHAT …`.

The variables of Minutebook say which. `rebuild` refills the read models, `fold` decodes and folds
and stores nothing, `insert URL` inserts the version rows into an empty book elsewhere, `read DAY`
reads the overdue list until something comes from stdin. Each prints what it did as JSON.
"""

import select
import sys
from time import perf_counter
from typing import Any

import orjson

from projections import PROJECTIONS, deadlines, runner
from projections.insertion import insert_rows
from service.book import DEFAULT
from service.ledger import read
from service.ledger.database import connect, open_reader, open_writer, transaction
from service.rebuilding import quiet
from service.settings import Settings
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


def rebuild(settings: Settings) -> dict[str, Any]:
    """Refill the read models as `minutebook rebuild` does."""
    book = open_book(settings)
    began = perf_counter()
    events = book.rebuild(DEFAULT, quiet)
    seconds = perf_counter() - began
    with transaction(book._read, DEFAULT) as connection:
        versions = {
            str(each.table.name): connection.exec_driver_sql(
                f"SELECT count(*) FROM {each.table.name}"
            ).scalar()
            for each in PROJECTIONS
        }
    book.close()
    return {"events": events, "seconds": seconds, "versions": versions}


def fold(settings: Settings) -> dict[str, Any]:
    """Decode and fold every event, and store nothing."""
    book = open_book(settings)
    began = perf_counter()
    with transaction(book._read, DEFAULT) as connection:
        events = runner.refill(
            Lost(connection, DEFAULT), read.stream_by_stream(connection, DEFAULT), quiet
        )
    seconds = perf_counter() - began
    book.close()
    return {"events": events, "seconds": seconds}


def insert(settings: Settings, new: str) -> dict[str, Any]:
    """Insert the same version rows into empty tables, in one transaction; reading is not timed."""
    source, target = open_reader(settings.url), open_writer(new)
    seconds, count = 0.0, 0
    with transaction(source, DEFAULT) as here, connect(target, DEFAULT) as there:
        for projection in PROJECTIONS:
            rows_of = projection.table.select().execution_options(yield_per=_CHUNK)
            for chunk in here.execute(rows_of).partitions():
                rows = [tuple(row) for row in chunk]
                began = perf_counter()
                insert_rows(there, projection.table, rows)
                seconds += perf_counter() - began
                count += len(rows)
        began = perf_counter()
        there.commit()
        seconds += perf_counter() - began
    return {"rows": count, "seconds": seconds}


def reading(settings: Settings, day: str) -> dict[str, Any]:
    """Read the overdue list again and again until something comes from stdin."""
    book = open_book(settings)
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
    settings = Settings()
    match what:
        case "rebuild":
            told = rebuild(settings)
        case "fold":
            told = fold(settings)
        case "insert":
            told = insert(settings, given[0])
        case _:
            told = reading(settings, given[0])
    sys.stdout.buffer.write(orjson.dumps(told))


if __name__ == "__main__":
    main()
