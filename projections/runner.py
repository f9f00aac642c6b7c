"""Folds events into version rows: one step, for what is appended and for a rebuild alike.

A row depends on the events of its own stream, so rows are kept and folded stream by stream. A
`Pen` gathers what is to be written, so that a whole batch costs one statement a table.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, delete

from events.base import Event, Recorded
from events.record import RecordCorrected, RecordEvent
from events.record.effective import effective
from events.registry import DECIDERS
from projections import PROJECTIONS
from projections.base import SECRETARIAT, SINCE, UNTIL, Key, Position, Projection
from projections.insertion import insert_rows, mark

Line = list[Any]
"""A version to be stored: secretariat, the fields of its row, since, until; empty once stored."""

Held = dict[Key, tuple[Any, Position, Line]]
"""The rows of one projection and stream that hold now: each with its beginning and its line."""

Standing = dict[str, Held]
"""The rows of one stream that hold now, by table name."""


def _of(category: str, *, of_amendments: bool) -> tuple[Projection[Any, Any], ...]:
    return tuple(
        each
        for each in PROJECTIONS
        if category in (each.category, *each.also) and each.of_amendments == of_amendments
    )


BY_CATEGORY: Final = {name: _of(name, of_amendments=False) for name in DECIDERS}
"""The read models of the facts of a kind of stream."""

OF_AMENDMENTS: Final = {name: _of(name, of_amendments=True) for name in DECIDERS}
"""Those of what was corrected in it."""

SoFar = Callable[[Recorded[Event]], Sequence[Recorded[Event]]]
"""The stream of an entry, up to that."""

_FLUSH_AT = 20_000


class Pen:
    """Gathers version rows and writes them, begun and ended, in one statement a table."""

    def __init__(self, connection: Connection, secretariat: str) -> None:
        """Write for `secretariat` on `connection`, in the transaction it is in."""
        self._connection, self.secretariat = connection, secretariat
        self._begun: dict[str, list[Line]] = {each.table.name: [] for each in PROJECTIONS}
        self._ended: dict[str, list[tuple[Any, ...]]] = {
            each.table.name: [] for each in PROJECTIONS
        }
        self.waiting = 0

    def begin(self, table: str, row: tuple[Any, ...], since: Position) -> Line:
        """Note a version that holds from `since`; return its line."""
        line: Line = [self.secretariat, *row, since, None]
        self._begun[table].append(line)
        self.waiting += 1
        return line

    def end(self, table: str, key: Key, since: Position, line: Line, until: Position) -> None:
        """Note that the version of `key` that holds from `since` ends before `until`."""
        if line:
            line[-1] = until
        else:
            self._ended[table].append((until, self.secretariat, *key, since))

    def flush(self) -> None:
        """Write what was noted."""
        run, place = self._connection.exec_driver_sql, mark(self._connection)
        for projection in PROJECTIONS:
            name = projection.table.name
            if ended := self._ended[name]:
                run(_end(projection, place), ended)
                self._ended[name] = []
            if begun := self._begun[name]:
                insert_rows(self._connection, projection.table, begun)
                for line in begun:
                    line.clear()
                self._begun[name] = []
        self.waiting = 0


def step(standing: Standing, recorded: Recorded[Event], pen: Pen, so_far: SoFar) -> None:
    """Fold one event into the rows of its stream.

    A retraction, and what stands in the place of a fact, changes what came before: the stream is
    folded anew, and what is different holds from here on.
    """
    category = recorded.stream.partition("-")[0]
    if isinstance(recorded.event, RecordEvent):
        for projection in OF_AMENDMENTS[category]:
            _advance(projection, standing, recorded, pen)
        if isinstance(recorded.event, RecordCorrected):
            return  # what stands in the place of the fact comes next
    elif recorded.provenance.corrects is None:
        for projection in BY_CATEGORY[category]:
            _advance(projection, standing, recorded, pen)
        return
    facts = effective(so_far(recorded))
    for projection in BY_CATEGORY[category]:
        _refold(projection, standing, facts, recorded.position, pen)


def _advance(
    projection: Projection[Any, Any], standing: Standing, recorded: Recorded[Event], pen: Pen
) -> None:
    name, position = projection.table.name, recorded.position
    held = standing.get(name)
    if held is None:
        held = standing[name] = {}
    evolve = projection.evolve
    for key in tuple(projection.keys(recorded, held)):
        row, since, line = held.get(key, _NOTHING)
        new = evolve(row, recorded, key)
        if new is row or new == row:
            continue
        if row is not None:
            pen.end(name, key, since, line, position)
        if new is None:
            del held[key]
        else:
            held[key] = new, position, pen.begin(name, new, position)


def _refold(
    projection: Projection[Any, Any],
    standing: Standing,
    facts: Sequence[Recorded[Event]],
    position: Position,
    pen: Pen,
) -> None:
    name, rows = projection.table.name, dict[Key, Any]()
    for fact in facts:
        for key in tuple(projection.keys(fact, rows)):
            rows[key] = projection.evolve(rows.get(key), fact, key)
            if rows[key] is None:
                del rows[key]
    held = standing.setdefault(name, {})
    for key, (row, since, line) in tuple(held.items()):
        if rows.get(key) != row:
            pen.end(name, key, since, line, position)
            del held[key]
    for key, row in rows.items():
        if key not in held:
            held[key] = row, position, pen.begin(name, row, position)


_NOTHING: Final[tuple[Any, Position, Line]] = (None, 0, [])


def load(connection: Connection, secretariat: str, stream: str) -> Standing:
    """Return the rows of a stream that hold now, as they are stored."""
    category, _, identity = stream.partition("-")
    place = mark(connection)
    standing: Standing = {}
    for projection in (*BY_CATEGORY[category], *OF_AMENDMENTS[category]):
        found = connection.exec_driver_sql(_select(projection, place), (secretariat, identity))
        held = standing[projection.table.name] = {}
        places = [projection.shape._fields.index(each) for each in projection.key]
        for _, *fields, since, _ in found:
            row = projection.shape._make(fields)
            held[tuple(row[at] for at in places)] = row, since, []
    return standing


def clear(connection: Connection, secretariat: str) -> None:
    """Delete every version of every projection of a secretariat."""
    for projection in PROJECTIONS:
        table = projection.table
        connection.execute(delete(table).where(table.c.secretariat == secretariat))


def refill(pen: Pen, events: Iterable[Recorded[Event]], tick: Callable[[], object]) -> int:
    """Fold `events`, which come stream by stream, into empty tables; return how many there were."""
    stream, standing, count = "", Standing(), 0
    so_far: list[Recorded[Event]] = []
    for recorded in events:
        if recorded.stream != stream:
            stream, standing = recorded.stream, {}
            so_far.clear()
            if pen.waiting > _FLUSH_AT:
                pen.flush()
        so_far.append(recorded)
        step(standing, recorded, pen, lambda _: so_far)
        count += 1
        tick()
    pen.flush()
    return count


def _end(projection: Projection[Any, Any], place: str) -> str:
    keys = "".join(f' AND "{name}" = {place}' for name in projection.key)
    return (
        f"UPDATE {projection.table.name} SET {UNTIL} = {place}"  # noqa: S608  names are our own
        f" WHERE {SECRETARIAT} = {place}{keys} AND {SINCE} = {place}"
    )


def _select(projection: Projection[Any, Any], place: str) -> str:
    names = ", ".join(f'"{column.name}"' for column in projection.table.columns)
    return (
        f"SELECT {names} FROM {projection.table.name} WHERE {SECRETARIAT} = {place}"  # noqa: S608  names are our own
        f' AND "{projection.key[0]}" = {place} AND {UNTIL} IS NULL'
    )
