"""What differs between two moments: of each thing that something was recorded of, field by field.

Both sides are read from the versions of the read models, so what was changed and changed back
differs in nothing, and is told as a thing without differences.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from projections import fields
from projections.base import Key, Position, Projection
from projections.fields import Version
from service.auditing.changes import Change, Shown
from service.record import Record


class Thing(NamedTuple):
    """A thing of which something was recorded, by its stream; `last` is the last entry of that."""

    stream: str
    last: Position
    changes: Sequence[Change]


def differences(record: Record, then: Position, things: Sequence[tuple[str, int]]) -> list[Thing]:
    """Return what differs in things from the position `then` to where the record stands.

    The position of a change is that of the event that made the value of now.
    """
    by_category: dict[str, list[str]] = defaultdict(list)
    for stream, _ in things:
        category, _, identity = stream.partition("-")
        by_category[category].append(identity)
    found: dict[str, list[Change]] = defaultdict(list)
    for category, identities in by_category.items():
        for projection in fields.models_of(category):
            for identity, change in _between(record, projection, identities, then):
                found[f"{category}-{identity}"].append(change)
    return [Thing(stream, last, found[stream]) for stream, last in things]


def _between(
    record: Record, projection: Projection[Any, Any], identities: list[str], then: Position
) -> Iterator[tuple[str, Change]]:
    of, now = record.secretariat, record.position
    query = fields.between(projection, of, identities, then, now)
    versions = [fields.read(projection, row, now) for row in record.all(query)]
    shown = Shown(record, projection, versions)
    sides: dict[Key, list[Version | None]] = defaultdict(lambda: [None, None])
    for version in versions:
        if version.since <= then:
            sides[version.key][0] = version
        if version.until is None:
            sides[version.key][1] = version
    for key, (before, after) in sides.items():
        if before is not after:
            position = after.since if after else before.until if before else None
            for change in shown.change(before, after, position or 0):
                yield str(key[0]), change
