"""The relations that a reader reads who is not cleared for what is confidential.

They have the names of the tables, so that no query is changed and none can forget to withhold
anything; a table that nobody decided on is empty to them. On PostgreSQL they are views in a schema
of their own, made anew by every upgrade, through which row level security still holds; on SQLite
they are views of the connection itself.

Private texts are not withheld by themselves. A text is reached by its place from a row or an entry,
which is not there; a place that is found by its text leads to none. To look the entry of each text
up as well took twice as long on PostgreSQL.
"""

from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Dialect, MetaData, Select, Table, not_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from events.base import place
from projections import withheld
from projections.base import found
from projections.texts import TEXTS, WHOLE
from service.dead_letters import DEAD_LETTERS
from service.denials import DENIED
from service.ledger.tables import ENTRIES, FILES, HEADS
from service.progress import PROGRESS
from service.schema import UNCLEARED

_SQLITE: Dialect = sqlite.dialect()
_POSTGRESQL: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
_PLACES: Final = place(1, 0)
"""How many private values an entry has room for: a text is of the entry at `place / _PLACES`."""
_ENTRIES: Final = ENTRIES.to_metadata(MetaData(schema=UNCLEARED))
"""The log as an uncleared reader has it."""

_PLACES_WITH_WORDS: Final = """
CREATE FUNCTION {schema}.passages_with(sought text) RETURNS TABLE (place bigint, rank bigint)
LANGUAGE sql STABLE AS 'SELECT place, rank FROM {base}.passages_with(sought)'
"""


def of_a_connection() -> tuple[str, ...]:
    """Return what makes the relations of one connection, on SQLite."""
    return _made(tuple(_tables()))


@cache
def _made(tables: tuple[Table, ...]) -> tuple[str, ...]:
    # To put these together takes nearly half a second, and whoever opens a file needs the same.
    names: dict[str | None, str] = {None: "main", UNCLEARED: "temp"}
    return tuple(
        f"CREATE TEMP VIEW {each.name} AS {_text(_readable(each), _SQLITE, names)}"
        for each in tables
    )


def make(connection: Connection) -> None:
    """Make the relations of all connections anew, on PostgreSQL; the owner of the tables does."""
    if connection.dialect.name != "postgresql":
        return
    base = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {UNCLEARED} CASCADE")
    connection.exec_driver_sql(f"CREATE SCHEMA {UNCLEARED}")
    for table in _tables():
        body = _text(_readable(table), _POSTGRESQL, {None: base, UNCLEARED: UNCLEARED})
        connection.exec_driver_sql(
            f"CREATE VIEW {UNCLEARED}.{table.name} WITH (security_invoker = true) AS {body}"
        )
    connection.exec_driver_sql(_PLACES_WITH_WORDS.format(schema=UNCLEARED, base=base))


def _tables() -> list[Table]:
    """Return all tables, the log first: files are read through it."""
    return [ENTRIES, *(each for each in SQLModel.metadata.sorted_tables if each is not ENTRIES)]


def _readable(table: Table) -> Select[Any]:
    match table.name:
        case HEADS.name | TEXTS.name | DENIED.name | PROGRESS.name | DEAD_LETTERS.name:
            return select(table)
        case ENTRIES.name:
            return withheld.readable_where(table, not_(withheld.is_withheld(table)))
        case FILES.name:
            return withheld.readable_where(table, _is_named(table))
        case _:
            return withheld.readable(table)


def _is_named(files: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return which files are read: those whose digest is named by some entry that is read."""
    texts = TEXTS.alias()
    read = found(
        _ENTRIES,
        _ENTRIES.c.secretariat == texts.c.secretariat,
        _ENTRIES.c.position == texts.c.place.op("/")(_PLACES),
    )
    return found(
        texts,
        texts.c.secretariat == files.c.secretariat,
        texts.c.text == files.c.sha256,
        texts.c.form == WHOLE,
        read,
    )


def _text(query: Select[Any], dialect: Dialect, names: dict[str | None, str]) -> str:
    """Return a query as text, with its values and its schemas written out."""
    return str(
        query.compile(
            dialect=dialect,
            schema_translate_map=names,
            render_schema_translate=True,
            compile_kwargs={"literal_binds": True},
        )
    )
