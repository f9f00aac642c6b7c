"""What a database must expect of the tables: that an office alone narrows nothing down.

PostgreSQL finds that out by looking, once a minute where much has changed; after a rebuild, an
import or an upgrade it is asked to look at once, since plans that it makes before it ever looked
took fifteen times as long to find a name.

SQLite does not look by itself. It takes `secretariat = ?` for nearly as good as a whole key, and
reads through the table of an office instead of using the index beside it; real statistics of a
small book mislead it in the same way once the book has grown. So the figures are fixed: every table
is large, and every further column of an index narrows. Measured on 450,000 rows of attendance:
4.7 ms instead of 180.
"""

from collections.abc import Iterator
from itertools import chain, count

from sqlalchemy import Connection, Index, Table, UniqueConstraint
from sqlmodel import SQLModel

_ROWS = 10_000_000
"""With a tenth of it, SQLite scans tables to build filters."""
_FEWER = _ROWS // 10
"""Of an index that holds only some rows, so that it is preferred to the one that holds them all."""
_LEFT_BY_SECOND = 20

Figures = tuple[str, str, str]


def fix_plans(connection: Connection) -> None:
    """Give SQLite the figures; let PostgreSQL look, which takes the owner of the tables."""
    run = connection.exec_driver_sql
    if connection.dialect.name != "sqlite":
        run(f"ANALYZE {', '.join(table.name for table in SQLModel.metadata.sorted_tables)}")
        return
    run("ANALYZE sqlite_schema")
    run("DELETE FROM sqlite_stat1")
    run(
        "INSERT INTO sqlite_stat1 VALUES (?, ?, ?)",
        list(chain.from_iterable(map(_figures, SQLModel.metadata.sorted_tables))),
    )
    run("ANALYZE sqlite_schema")


def _figures(table: Table) -> Iterator[Figures]:
    """Return, of each index, the rows in all and those left after its first, second … column."""
    automatic = count(1)
    keys = []
    if not table.dialect_options["sqlite"]["with_rowid"]:
        keys.append((table.name, len(table.primary_key.columns), True))
    else:
        uniques = (each for each in table.constraints if isinstance(each, UniqueConstraint))
        for unique in (table.primary_key, *uniques):
            name = f"sqlite_autoindex_{table.name}_{next(automatic)}"
            keys.append((name, len(unique.columns), True))
    others = [(str(index.name), len(index.columns), False) for index in table.indexes]
    partial = {str(each.name) for each in table.indexes if _is_partial(each)}
    for index, columns, only_one in keys + others:
        rows = _FEWER if index in partial else _ROWS
        left = [rows, *(max(1, _LEFT_BY_SECOND >> each) for each in range(columns - 1))]
        left[-1] = 1 if only_one else left[-1]
        yield table.name, index, " ".join(map(str, (rows, *left)))


def _is_partial(index: Index) -> bool:
    return index.dialect_options["sqlite"]["where"] is not None
