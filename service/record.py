"""One secretariat's record as it stood at one position: what every read asks."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select
from sqlalchemy.engine import RowMapping

from events.base import Event, Recorded
from events.errors import NotFound
from events.ids import MeetingId
from service.ledger import content, finding, read
from service.ledger.disclosing import Value, kept_at, values_of
from service.ledger.finding import Wanted
from service.ledger.leaf import Content


class Stretch(NamedTuple):
    """A stretch of the log: all that is to be read of it up to the position `end`.

    `size` is where the record stands; between the last item and `end` there is nothing to read.
    """

    items: list[Recorded[Event]]
    end: int
    size: int


class Record:
    """A snapshot: everything asked of it answers as the record stood at `position`.

    `known_at` is None where that is the end of the log, so that queries can use the indexes of what
    holds now. `secret` is that of the log, which names people in it.
    """

    def __init__(
        self, connection: Connection, secretariat: str, known_at: int | datetime | None = None
    ) -> None:
        """Stand at a position or an instant; None is now. `NotFound` where there is no such log."""
        head = read.head(connection, secretariat)
        if head is None:
            raise NotFound(f"there is no secretariat {secretariat!r} here")
        self._connection, self.secretariat = connection, secretariat
        self.secret = head.secret
        self.origin = head.origin
        self.on_sqlite = connection.dialect.name == "sqlite"
        self.position = _position(connection, secretariat, known_at, head.size)
        self.known_at = None if self.position == head.size else self.position

    def back_at(self, position: int) -> "Record":
        """Return the same record as it stood at an earlier position."""
        return Record(self._connection, self.secretariat, position)

    def earlier(self, known_at: int | datetime) -> "Record":
        """Return the same record as it stood before; `NotFound` where that is after this."""
        before = Record(self._connection, self.secretariat, known_at)
        if before.position > self.position:
            raise NotFound(
                f"this answer stands at position {self.position}; compare it with an earlier one"
            )
        return before

    def all(self, query: Select[Any]) -> Sequence[RowMapping]:
        """Return the rows of a query."""
        return self._connection.execute(query).mappings().all()

    def one(self, query: Select[Any], missing: str) -> RowMapping:
        """Return the only row of a query; `NotFound` with the words of `missing` where none is."""
        found = self._connection.execute(query).mappings().one_or_none()
        if found is None:
            raise NotFound(missing)
        return found

    def revision(self, stream: str) -> int:
        """Return the revision that the stream had."""
        return read.revision_of(self._connection, self.secretariat, stream, self.known_at)

    def history(self, stream: str) -> list[Recorded[Event]]:
        """Return the events of a stream, in their order."""
        return read.stream_of(self._connection, self.secretariat, stream, self.known_at)

    def leaves_at(self, positions: Sequence[int]) -> list[bytes]:
        """Return the bytes of the entries at these positions, in their order."""
        return read.leaves_at(self._connection, self.secretariat, positions)

    def kept(self, places: Sequence[int]) -> dict[int, tuple[int, bytes, str]]:
        """Return form, salt and text of what is kept at places; what was erased is not there."""
        return kept_at(self._connection, self.secretariat, places)

    def values(self, contents: Sequence[Content]) -> dict[int, list[Value]]:
        """Return what opens the private values of entries, by their positions."""
        return values_of(self._connection, self.secretariat, contents)

    def content_positions(self, meeting: str, position: int) -> list[int]:
        """Return the positions of the entries that minutes drafted at `position` consist of."""
        of = MeetingId(meeting)
        return content.positions_of(self._connection, self.secretariat, of, position)

    def found_by(self, wanted: Wanted, limit: int, *, newest_first: bool) -> list[Recorded[Event]]:
        """Return entries by their marks, of those that the record had."""
        known = wanted._replace(up_to=min(wanted.up_to, self.position))
        return finding.found_by(
            self._connection, self.secretariat, known, limit, newest_first=newest_first
        )

    def at(self, positions: Sequence[int]) -> dict[int, Recorded[Event]]:
        """Return the entries at those positions, so far as they may be read."""
        return finding.at(self._connection, self.secretariat, positions)

    def changed_since(
        self, position: int, begin: int, limit: int, stream: str | None = None
    ) -> list[tuple[str, int]]:
        """Return the streams, or that one, which grew after a position, by their last entries."""
        within = Wanted(stream=stream, after=position, up_to=self.position)
        return finding.changed(self._connection, self.secretariat, within, begin, limit)

    def last_before(self, moment: datetime) -> int:
        """Return the last position recorded before a moment; 0 for none."""
        return read.position_at(self._connection, self.secretariat, microseconds(moment) - 1)

    def texts(self, places: Sequence[int]) -> dict[int, str]:
        """Return private texts by their places, without those that were erased."""
        return read.texts(self._connection, self.secretariat, places)

    def histories(self, streams: Sequence[str]) -> dict[str, list[Recorded[Event]]]:
        """Return the events of several streams, by the stream; one without events is left out."""
        told: dict[str, list[Recorded[Event]]] = {}
        for each in read.streams_of(self._connection, self.secretariat, streams, self.known_at):
            told.setdefault(each.stream, []).append(each)
        return told

    def leaf(self, position: int) -> bytes:
        """Return an entry as it is hashed; `NotFound` where it is not there, or not to be seen."""
        found = read.leaf_at(self._connection, self.secretariat, position)
        if found is None:
            raise NotFound(f"there is no event {position} in the log that you may read")
        return found

    def leaves(self, first: int, last: int) -> list[bytes]:
        """Return the entries of these positions as they are hashed, as far as they are there."""
        return read.leaves(self._connection, self.secretariat, first, last)

    def openings(self, content: Content) -> list[Value]:
        """Return what opens the private values of an entry, in their order."""
        return self.values([content])[content["position"]]

    def leaves_of(self, stream: str) -> list[bytes]:
        """Return the leaves of a stream in their order, as they were hashed."""
        return read.leaves_of(self._connection, self.secretariat, stream, self.position)

    def file(self, sha256: str) -> bytes | None:
        """Return what a kept file holds, or None where none has that digest."""
        return read.file_of(self._connection, self.secretariat, sha256)

    def entries(self, after: int, limit: int) -> Stretch:
        """Return up to `limit` entries of the log that follow the position `after`."""
        found = read.after(self._connection, self.secretariat, after, limit)
        full = len(found) == limit and found[-1].position <= self.position
        end = found[-1].position if full else max(after, self.position)
        return Stretch([each for each in found if each.position <= end], end, self.position)


def _position(
    connection: Connection, secretariat: str, known_at: int | datetime | None, size: int
) -> int:
    match known_at:
        case None:
            return size
        case int():
            if known_at > size:
                raise NotFound(f"the log ends at position {size}; ask for that or an earlier one")
            return known_at
        case datetime():
            return read.position_at(connection, secretariat, microseconds(known_at))


def microseconds(moment: datetime) -> int:
    """Count exactly: as a float of seconds, a moment loses its last microsecond."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
