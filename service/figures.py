"""Why attendance figures changed between two positions, and which events changed them.

Every candidate position is asked what the history said there, so that what is named as a cause is
what made the difference: what the figures were, and each step, make what they are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Select

from events.base import Event, Recorded
from projections import attendance_changes, attendance_history, meetings
from service.record import Record
from service.routes import attendance_rates

_EVERYTHING = 1_000_000


class Stand(NamedTuple):
    """What a line says that figures are counted from."""

    row: int | None
    status: str
    mode: str | None
    unlisted: str | None
    represented_by_row: int | None


class Side(NamedTuple):
    """What the record says of somebody at one meeting, and whether it is counted over."""

    lines: tuple[Stand, ...] = ()
    counted: bool = False


class Step(NamedTuple):
    """An event that changed what is said, to `side`; none where the event may not be read."""

    position: int
    event: Recorded[Event] | None
    side: Side


class Change(NamedTuple):
    """A meeting of which something else is said than before, and what made it so, in order."""

    meeting: str
    day: str
    body: str
    before: Side
    after: Side
    steps: tuple[Step, ...]


class Whose(Protocol):
    """Somebody whose attendance is asked: a person or an organisation."""

    @property
    def body(self) -> str | None:
        """The one body that is asked about."""

    def lines(self, record: Record, chosen: list[str] | None) -> Select[Any]:
        """Return the lines at those meetings, or all."""

    def counted(self, record: Record) -> Mapping[str, set[str]]:
        """Return the meetings held during memberships, by the body."""

    def bounds(self, record: Record, after: int, chosen: list[str]) -> Iterable[Select[Any]]:
        """Return the queries for the positions where something may have changed."""


class Person(NamedTuple):
    """A person, with all identities they ever went by."""

    identity: str
    body: str | None

    def lines(self, record: Record, chosen: list[str] | None) -> Select[Any]:
        """Return the lines of the person."""
        of = (record.secretariat, self.identity, record.known_at)
        if chosen is not None:
            return attendance_history.of_person_at(*of, chosen)
        return attendance_history.of_person(*of, self.body, None, _EVERYTHING)

    def counted(self, record: Record) -> Mapping[str, set[str]]:
        """Return the meetings held during their memberships."""
        return attendance_rates.held_of_person(record, self.identity, self.body)

    def bounds(self, record: Record, after: int, chosen: list[str]) -> Iterable[Select[Any]]:
        """Return where rows, meetings, memberships and merges of theirs changed."""
        of = (record.secretariat, after, record.position)
        everybody = _ever_one(record, {self.identity})
        yield attendance_changes.at_rows_of_people(*of, everybody)
        yield attendance_changes.at_meetings(*of, chosen)
        yield attendance_changes.at_memberships_of_people(*of, everybody)
        yield attendance_changes.at_merges(*of, everybody)


class Organisation(NamedTuple):
    """An organisation."""

    identity: str
    body: str | None

    def lines(self, record: Record, chosen: list[str] | None) -> Select[Any]:
        """Return the rows of the organisation."""
        of = (record.secretariat, self.identity, record.known_at)
        if chosen is not None:
            return attendance_history.of_organisation_at(*of, chosen)
        return attendance_history.of_organisation(*of, self.body, None, _EVERYTHING)

    def counted(self, record: Record) -> Mapping[str, set[str]]:
        """Return the meetings held during memberships for it."""
        return attendance_rates.held_of_organisation(record, self.identity, self.body)

    def bounds(self, record: Record, after: int, chosen: list[str]) -> Iterable[Select[Any]]:
        """Return where rows, meetings and memberships for it changed, and who was merged."""
        of = (record.secretariat, after, record.position)
        listed = attendance_changes.people_of_rows_for(record.secretariat, self.identity, chosen)
        everybody = _ever_one(record, {row["person"] for row in record.all(listed)})
        yield attendance_changes.at_rows_for(*of, self.identity, chosen)
        yield attendance_changes.at_meetings(*of, chosen)
        yield attendance_changes.at_memberships_for(*of, self.identity)
        yield attendance_changes.at_merges(*of, everybody)


def changes(now: Record, before: Record, whose: Whose) -> list[Change]:
    """Return what is said differently now, meeting by meeting in the order of their days."""
    earlier, later = sides(before, whose), sides(now, whose)
    differ = [
        each
        for each in sorted(earlier.keys() | later.keys())
        if earlier.get(each, Side()) != later.get(each, Side())
    ]
    candidates = _candidates(now, before, whose, differ)
    meeting = {each: _meeting(now, before, each) for each in differ}
    told = _Told(now, whose)
    found = [
        Change(
            meeting=each,
            day=meeting[each]["day"],
            body=meeting[each]["body"],
            before=earlier.get(each, Side()),
            after=later.get(each, Side()),
            steps=tuple(told.steps(each, earlier.get(each, Side()), candidates[each])),
        )
        for each in differ
    ]
    return sorted(found, key=lambda change: (change.day, change.meeting))


class _Told:
    """What the record said at each position that was asked for, and the events there."""

    def __init__(self, now: Record, whose: Whose) -> None:
        self._now, self._whose = now, whose
        self._counted: dict[int, Mapping[str, set[str]]] = {}

    def steps(self, meeting: str, side: Side, positions: Iterable[int]) -> Iterable[Step]:
        """Yield the events that changed what is said of a meeting, beginning from `side`."""
        for position in sorted(positions):
            then = self._side(meeting, position)
            if then != side:
                yield Step(position, self._event(position), then)
                side = then

    def _side(self, meeting: str, position: int) -> Side:
        record = self._now.earlier(position)
        if position not in self._counted:
            self._counted[position] = self._whose.counted(record)
        rows = record.all(self._whose.lines(record, [meeting]))
        body = _body(record, meeting)
        return _side(rows, meeting, self._counted[position].get(body or ""))

    def _event(self, position: int) -> Recorded[Event] | None:
        found = self._now.entries(position - 1, 1).items
        return found[0] if found and found[0].position == position else None


def sides(record: Record, whose: Whose) -> dict[str, Side]:
    """Return what the record says of somebody at each meeting that names or counts them."""
    rows: dict[str, list[Any]] = defaultdict(list)
    bodies: dict[str, str] = {}
    for row in record.all(whose.lines(record, None)):
        rows[row["meeting"]].append(row)
        bodies[row["meeting"]] = row["body"]
    counted = whose.counted(record)
    for body, held in counted.items():
        bodies |= dict.fromkeys(held, body)
    return {each: _side(rows[each], each, counted.get(body)) for each, body in bodies.items()}


def _side(rows: Iterable[Any], meeting: str, held: set[str] | None) -> Side:
    lines = tuple(
        Stand(row["row"], row["status"], row["mode"], row["unlisted"], row["represented_by_row"])
        for row in rows
    )
    listed = any(line.unlisted is None for line in lines)
    return Side(lines, listed if held is None else meeting in held)


def _candidates(
    now: Record, before: Record, whose: Whose, differ: list[str]
) -> dict[str, set[int]]:
    """Return the positions to ask at, by meeting; what is of no one meeting may change each."""
    found: dict[str, set[int]] = {each: set() for each in differ}
    for query in whose.bounds(now, before.position, differ) if differ else ():
        for row in now.all(query):
            concerned = differ if row["meeting"] is None else [row["meeting"]]
            for each in concerned:
                found.setdefault(each, set()).add(row["position"])
    return found


def _ever_one(record: Record, identities: set[str]) -> list[str]:
    """Return these and all who were ever merged with them, one after the other."""
    known, fresh = set(identities), set(identities)
    while fresh:
        query = attendance_changes.ever_merged(record.secretariat, sorted(fresh))
        met = {who for row in record.all(query) for who in (row["person"], row["merged_into"])}
        fresh = met - known
        known |= fresh
    return sorted(known)


def _body(record: Record, meeting: str) -> str | None:
    found = record.all(meetings.meeting(record.secretariat, meeting, record.known_at))
    return found[0]["body"] if found else None


def _meeting(now: Record, before: Record, meeting: str) -> Any:  # noqa: ANN401  a row
    for record in (now, before):
        for row in record.all(meetings.meeting(record.secretariat, meeting, record.known_at)):
            return row
    raise LookupError(meeting)
