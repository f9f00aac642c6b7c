"""What a read model is: rows folded from the events of one stream, and every version of them kept.

A projection is a shape of row, the rows an event touches, and a pure fold. It holds no private
text: it refers to the place where the text is kept (`projections/texts.py`). A version stands from
the position `since` up to, but not including, the position `until`; `until` is null for what holds
now. So every list can be asked as the record knew it at any position, and no fold thinks of time.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, get_type_hints

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Select,
    String,
    Table,
    and_,
    literal_column,
    or_,
    select,
)
from sqlalchemy.sql import ColumnElement
from sqlmodel import SQLModel

from events.base import Event, Recorded

Row = TypeVar("Row", bound=NamedTuple)
E = TypeVar("E", bound=Event)
Key = tuple[Any, ...]
Position = int

SECRETARIAT, SINCE, UNTIL = "secretariat", "since", "until"

_COLUMNS: dict[Any, Any] = {str: String, int: BigInteger, bool: Boolean}


@dataclass(frozen=True, slots=True)
class Projection(Generic[Row, E]):
    """A read model of one kind of stream.

    `keys(recorded, held)` says which rows an event touches, `held` being the keys the stream has at
    that moment; `evolve(row, recorded, key)` answers the row of that key after the event, or None
    for no row. The first column of a key is the identity of the stream.
    """

    table: Table
    category: str
    shape: type[Row]
    key: tuple[str, ...]
    keys: Callable[[Recorded[E], Collection[Key]], Iterable[Key]]
    evolve: Callable[[Row | None, Recorded[E], Key], Row | None]
    also: tuple[str, ...] = ()
    """Further categories of streams that it is folded from."""
    of_amendments: bool = False
    """Whether it tells what was corrected, instead of folding the facts as they are corrected."""


def versions(
    name: str,
    shape: type[Any],
    key: tuple[str, ...],
    *,
    always: Iterable[tuple[str, ...]] = (),
    now: Iterable[tuple[str, ...]] = (),
) -> Table:
    """Declare the table that keeps every version of rows of `shape`.

    Columns come from the fields of `shape` in their order: text, whole numbers and yes or no. The
    indexes of `always` serve look-ups at any position, those of `now` only what holds now.
    """
    table = Table(
        name,
        SQLModel.metadata,
        Column(SECRETARIAT, String, primary_key=True),
        *(_column(field, hint, key) for field, hint in get_type_hints(shape).items()),
        Column(SINCE, BigInteger, primary_key=True, autoincrement=False),
        Column(UNTIL, BigInteger, nullable=True),
        sqlite_with_rowid=False,
    )
    for fields in always:
        _index(table, fields, (SINCE, UNTIL))
    for fields in now:
        held = table.c[UNTIL].is_(None)
        _index(table, fields, ("now",), sqlite_where=held, postgresql_where=held)
    return table


def _index(table: Table, fields: tuple[str, ...], ending: tuple[str, ...], **where: Any) -> None:  # noqa: ANN401
    columns = [table.c[each] for each in (SECRETARIAT, *fields, *ending) if each != "now"]
    Index("_".join(("ix", table.name, *fields, *(ending if where else ()))), *columns, **where)


def _column(field: str, hint: Any, key: tuple[str, ...]) -> Column[Any]:  # noqa: ANN401
    kinds = [kind for kind in getattr(hint, "__args__", (hint,)) if kind is not type(None)]
    plain = getattr(kinds[0], "__supertype__", kinds[0])
    return Column(
        field,
        _COLUMNS[plain],
        primary_key=field in key,
        autoincrement=False,
        nullable=kinds[0] is not hint and field not in key,
    )


def stands(table: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a version of `table` held at `known_at`; None is now."""
    if known_at is None:
        return table.c.until.is_(None)  # type: ignore[no-any-return]
    return and_(table.c.since <= known_at, or_(table.c.until.is_(None), table.c.until > known_at))


def current(table: Any, secretariat: str, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a row is this secretariat's and held at `known_at`."""
    return and_(table.c.secretariat == secretariat, stands(table, known_at))


def found(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that `table` has such a row, looked up for each row that it is asked of.

    Of EXISTS PostgreSQL makes a join, and may read whole tables for a few rows.
    """
    first: Select[Any] = select(literal_column("1")).where(*conditions).limit(1)
    return first.correlate_except(table).scalar_subquery().is_not(None)
