"""Refilling the read models from the log: in place, as of a position elsewhere, or to compare.

In place it is one transaction: readers keep the old rows until it commits, writers wait and are
told so. The result is the live tables, row for row.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Index, Table, delete, insert, select
from sqlalchemy.schema import CreateTable

from events.base import place
from events.errors import NotFound
from projections import PROJECTIONS, runner
from projections.texts import TEXTS
from service import progress, schema
from service.ledger import marking, read
from service.ledger.database import EVERY, enter, open_writer, transaction
from service.ledger.tables import ENTRIES, FILES, HEADS
from service.planning import fix_plans
from service.tlog.tree import CompactRange

Tick = Callable[[], object]

_CHUNK = 5_000
_CACHE = 256 * 1024
"""KiB of pages SQLite may hold back in a rebuild; with 64 MiB it took twice as long."""


class Difference(NamedTuple):
    """A table whose rows are not those that a rebuild gives: how many are missing or too many."""

    table: str
    missing: int
    surplus: int


def quiet() -> None:
    """Make no noise about progress."""


def size(connection: Connection, secretariat: str) -> int:
    """Return how many events the secretariat's log has."""
    head = read.head(connection, secretariat)
    return head.size if head else 0


def rebuild(connection: Connection, *secretariats: str, tick: Tick = quiet) -> int:
    """Delete and refill their read models in the transaction of `connection`; return the events.

    SQLite makes an index faster from the full table than row by row, and its readers keep the old
    ones until the transaction commits. On PostgreSQL it takes the owner of the tables.
    """
    indexes = _indexes() if connection.dialect.name == "sqlite" else []
    if indexes:
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
    for index in indexes:
        index.drop(connection)
    count = sum(_refill(connection, secretariat, tick) for secretariat in secretariats)
    for index in indexes:
        index.create(connection)
    fix_plans(connection)
    return count


def _refill(connection: Connection, secretariat: str, tick: Tick) -> int:
    enter(connection, secretariat)
    read.locked(connection, secretariat)  # writers wait
    runner.clear(connection, secretariat)
    with closing(read.stream_by_stream(connection, secretariat)) as events:
        return runner.refill(runner.Pen(connection, secretariat), events, tick)


def refill_words(connection: Connection) -> None:
    """Make the index of passages anew where it could be lost; elsewhere a key holds it.

    On SQLite it goes by the numbers of rows, which a dump that is read in again does not keep.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO passage_words (passage_words) VALUES ('rebuild')")


def complete_marks(connection: Connection, *secretariats: str) -> None:
    """Write the marks of logs anew where some are wanting; those that are there stay right."""
    for secretariat in secretariats:
        enter(connection, secretariat)
        if not marking.is_whole(connection, secretariat):
            marking.refill(connection, secretariat)


def rebuild_into(
    source: Connection, secretariat: str, position: int, path: Path, tick: Tick = quiet
) -> int:
    """Write the log up to `position`, and the read models as they were then, into a new file.

    Raises `NotFound` where there is no such log or position; no file is left then.
    """
    head = read.head(source, secretariat)
    if head is None:
        raise NotFound(f"there is no secretariat {secretariat!r} here")
    if not 0 <= position <= head.size:
        raise NotFound(f"the log ends at position {head.size}; ask for that or an earlier one")
    if path.exists():
        raise FileExistsError(f"{path} exists already; name a file that does not")
    try:
        with _scratch(path, schema.upgrade) as target:
            _copy_log(source, target, secretariat, position)
            marking.refill(target, secretariat)
            count = rebuild(target, secretariat, tick=tick)
            progress.hold(target, secretariat)
            return count
    except BaseException:
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise


def check(source: Connection, secretariat: str, tick: Tick = quiet) -> list[Difference]:
    """Refill the read models aside and compare them, row for row; nothing is changed."""
    with TemporaryDirectory() as folder, _scratch(Path(folder) / "check.db", _bare) as target:
        pen = runner.Pen(target, secretariat)
        with closing(read.stream_by_stream(source, secretariat)) as events:
            runner.refill(pen, events, tick)
        found = [
            _compare(projection.table, source, target, secretariat) for projection in PROJECTIONS
        ]
    return [each for each in found if each.missing or each.surplus]


def _indexes() -> list[Index]:
    return [index for projection in PROJECTIONS for index in projection.table.indexes]


@contextmanager
def _scratch(path: Path, prepare: Callable[[Engine], object]) -> Iterator[Connection]:
    """Begin a new database in a transaction; committed at the end."""
    engine = open_writer(f"sqlite:///{path}")
    try:
        prepare(engine)
        with transaction(engine, EVERY) as connection:
            yield connection
    finally:
        engine.dispose()


def _bare(engine: Engine) -> None:
    """Make the read models without their indexes: to compare them, their keys are enough."""
    with transaction(engine, EVERY) as connection:
        for projection in PROJECTIONS:
            connection.execute(CreateTable(projection.table))


def _copy_log(source: Connection, target: Connection, secretariat: str, position: int) -> None:
    tree, newest = CompactRange(), 0
    for table, until in ((ENTRIES, ENTRIES.c.position), (TEXTS, TEXTS.c.place)):
        last = position if table is ENTRIES else place(position + 1, 0) - 1
        rows = source.execute(
            select(table)
            .where(table.c.secretariat == secretariat, until <= last)
            .order_by(until)
            .execution_options(yield_per=_CHUNK)
        )
        for chunk in rows.mappings().partitions():
            target.execute(insert(table), [dict(row) for row in chunk])
            if table is ENTRIES:
                for row in chunk:
                    tree.append(row["hash"])
                newest = chunk[-1]["recorded_at"]
    named = select(TEXTS.c.text).where(
        TEXTS.c.secretariat == secretariat, TEXTS.c.place < place(position + 1, 0)
    )
    files = select(FILES).where(FILES.c.secretariat == secretariat, FILES.c.sha256.in_(named))
    for row in source.execute(files.execution_options(yield_per=1)).mappings():
        target.execute(insert(FILES), dict(row))
    head = source.execute(select(HEADS).where(HEADS.c.secretariat == secretariat)).mappings().one()
    copied = dict(head) | {"size": position, "peaks": tree.packed(), "newest": newest}
    target.execute(delete(HEADS).where(HEADS.c.secretariat == secretariat))
    target.execute(insert(HEADS).values(copied))


def _compare(table: Table, live: Connection, fresh: Connection, secretariat: str) -> Difference:
    """Walk both tables in the order of their keys and count what only one of them has."""
    missing = surplus = 0
    here, there = _rows(table, live, secretariat), _rows(table, fresh, secretariat)
    mine, wanted = next(here, None), next(there, None)
    width = len(table.primary_key.columns)
    while mine is not None or wanted is not None:
        if mine == wanted:
            mine, wanted = next(here, None), next(there, None)
        elif wanted is None or (mine is not None and mine[:width] <= wanted[:width]):
            surplus, mine = surplus + 1, next(here, None)
        else:
            missing, wanted = missing + 1, next(there, None)
    return Difference(table.name, missing, surplus)


def _rows(table: Table, connection: Connection, secretariat: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows, their key first."""
    key = list(table.primary_key.columns)
    others = [column for column in table.columns if column not in set(key)]
    query = select(*key, *others).where(table.c.secretariat == secretariat).order_by(*key)
    for row in connection.execute(query.execution_options(yield_per=_CHUNK)):
        yield tuple(row)
