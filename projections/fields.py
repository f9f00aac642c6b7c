"""What the read models say of one thing, field by field, in every version of their rows.

A field holds a value or the place of a private text; which of the numbers are places is said here
for every column, so that nobody shows the one for the other.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from sqlalchemy import BigInteger, Select, or_, select

from projections import PROJECTIONS
from projections.base import SECRETARIAT, SINCE, UNTIL, Key, Position, Projection, stands
from projections.runner import BY_CATEGORY, OF_AMENDMENTS

_NUMBERS: Final = frozenset(
    """
    about after amendment annotation base correction decision duplicate_of frequency_times
    generation item length meetings number ordered paragraph position quorum_at_least
    quorum_percent readings redaction rotated row size speaker_row start terms_version times
    version
    """.split()  # noqa: SIM905  a table of words
)
"""Columns whose whole numbers are numbers."""

_TEXTS: Final = frozenset(
    """
    answer basis frequency_words grounds honorific interest issuer name note opening refusal
    organisation_stated outcome place post proposed_action reason reviewer section sha256
    speaker_name subject text theme title url words
    """.split()  # noqa: SIM905  a table of words
)
"""Columns whose whole numbers are places of private texts."""

_OWNER: Final = "owner"
"""A number in the rows of owners, whose key it is; elsewhere the place of a name."""

STANDS: Final = "stands"
"""The field of a row that says no more than that it is there."""


class Version(NamedTuple):
    """A row of a read model from one position up to another: its key, and its other fields."""

    model: str
    key: Key
    since: Position
    until: Position | None
    fields: Mapping[str, Any]


def models_of(category: str) -> tuple[Projection[Any, Any], ...]:
    """Return the read models that tell of a kind of stream."""
    return (*BY_CATEGORY.get(category, ()), *OF_AMENDMENTS.get(category, ()))


def is_place(projection: Projection[Any, Any], column: str) -> bool:
    """Tell whether a column has the places of private texts."""
    if column == _OWNER:
        whole = isinstance(projection.table.c[column].type, BigInteger)
        return whole and column not in projection.key
    return column in _TEXTS and isinstance(projection.table.c[column].type, BigInteger)


def undecided() -> set[tuple[str, str]]:
    """Return the columns of whole numbers of which nobody said what they are."""
    told = _NUMBERS | _TEXTS | {_OWNER, SINCE, UNTIL}
    return {
        (each.table.name, column.name)
        for each in PROJECTIONS
        for column in each.table.columns
        if isinstance(column.type, BigInteger) and column.name not in told
    }


def places_of(projection: Projection[Any, Any], version: Version) -> Iterator[int]:
    """Yield the places of the private texts of a version."""
    for name, value in (*zip(projection.key, version.key, strict=True), *version.fields.items()):
        if value and is_place(projection, name):
            yield value


def versions_of(
    projection: Projection[Any, Any], secretariat: str, things: Collection[str], up_to: Position
) -> Select[Any]:
    """Return every version of the rows of things that had begun by a position."""
    table = projection.table
    return _of(projection, secretariat, things).where(table.c.since <= up_to)


def between(
    projection: Projection[Any, Any],
    secretariat: str,
    things: Collection[str],
    then: Position,
    now: Position,
) -> Select[Any]:
    """Return the versions of the rows of things that held at one of two positions."""
    table = projection.table
    return _of(projection, secretariat, things).where(or_(stands(table, then), stands(table, now)))


def read(projection: Projection[Any, Any], row: Any, up_to: Position) -> Version:  # noqa: ANN401  a row of its table
    """Return a version as it was known at a position."""
    until = row[UNTIL]
    others = [each for each in projection.shape._fields if each not in projection.key]
    return Version(
        projection.table.name,
        tuple(row[each] for each in projection.key),
        row[SINCE],
        until if until is not None and until <= up_to else None,
        {each: row[each] for each in others} or {STANDS: True},
    )


def _of(projection: Projection[Any, Any], secretariat: str, things: Collection[str]) -> Select[Any]:
    table = projection.table
    thing = table.c[projection.key[0]]
    return select(table).where(table.c[SECRETARIAT] == secretariat, thing.in_(things))
