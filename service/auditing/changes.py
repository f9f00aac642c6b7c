"""The history of a thing field by field: every change of every field, and the event that made it.

The read models keep every version of their rows, and a version begins where an event made it; so
corrections and retractions, which change what came before them, are told like any other change.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from projections import fields
from projections.base import Key, Projection
from projections.fields import Version
from service.record import Record


class Text(NamedTuple):
    """A private text that a field holds: where it is kept, and the text unless it was erased."""

    place: int
    text: str | None


class Change(NamedTuple):
    """A field of a row of a thing, before and after an event; None where there was no value."""

    position: int
    model: str
    key: dict[str, Any]
    field: str
    was: Any
    value: Any


def changes_of(record: Record, stream: str) -> list[Change]:
    """Return the changes of a thing in the order of the log, so far as the record knew them."""
    category, _, identity = stream.partition("-")
    found: list[Change] = []
    for projection in fields.models_of(category):
        query = fields.versions_of(projection, record.secretariat, [identity], record.position)
        versions = [fields.read(projection, row, record.position) for row in record.all(query)]
        found += _told(record, projection, versions)
    return sorted(found, key=lambda change: change.position)


def _told(
    record: Record, projection: Projection[Any, Any], versions: Sequence[Version]
) -> Iterator[Change]:
    shown = Shown(record, projection, versions)
    rows: dict[Key, list[Version]] = defaultdict(list)
    for version in sorted(versions, key=lambda version: version.since):
        rows[version.key].append(version)
    for of in rows.values():
        before: Version | None = None
        for version in of:
            if before is not None and before.until != version.since:
                yield from shown.change(before, None, before.until or 0)
                before = None
            yield from shown.change(before, version, version.since)
            before = version
        if before is not None and before.until is not None:
            yield from shown.change(before, None, before.until)


class Shown:
    """Tells two versions of a row of one read model apart, with private texts put back."""

    def __init__(
        self, record: Record, projection: Projection[Any, Any], versions: Collection[Version]
    ) -> None:
        """Read the texts of all of `versions` at once."""
        self._projection = projection
        places = {at for each in versions for at in fields.places_of(projection, each)}
        self._texts = record.texts(sorted(places)) if places else {}

    def change(
        self, before: Version | None, after: Version | None, position: int
    ) -> Iterator[Change]:
        """Yield the fields that differ from one version to the other."""
        either = after or before
        if either is None:
            return
        names, key = self._projection.key[1:], either.key[1:]
        shown = {name: self._plain(name, value) for name, value in zip(names, key, strict=True)}
        for field in either.fields:
            was, value = (each and each.fields[field] for each in (before, after))
            if was != value:
                yield Change(
                    position,
                    either.model,
                    shown,
                    field,
                    self._value(field, was),
                    self._value(field, value),
                )

    def _value(self, field: str, value: Any) -> Any:  # noqa: ANN401  any value of a row
        if value and fields.is_place(self._projection, field):
            return Text(value, self._texts.get(value))
        return value

    def _plain(self, field: str, value: Any) -> Any:  # noqa: ANN401
        found = self._value(field, value)
        return found.text if isinstance(found, Text) else found
