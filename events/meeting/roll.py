"""Who was there: the rows of a meeting's attendance, and how each event changes them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from events.base import Erased, Private
from events.ids import OrganisationId, PersonId
from events.meeting.attendance import (
    AbsenceRecorded,
    ApologiesReceived,
    AttendanceCorrected,
    AttendanceDuplicateResolved,
    AttendanceEvent,
    AttendanceListed,
    AttendeeArrived,
    AttendeeDeparted,
    AttendeeIdentified,
    AttendeeRecused,
    ChairTaken,
    InterestDeclared,
    RowAdded,
    RowChanged,
    SubstituteAttended,
    UnlistedParticipantObserved,
)
from events.meeting.terms import Basis, Capacity, Mode, Status
from events.when import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a row says: who, from where, in which capacity, and whether they were there."""

    person: PersonId | None
    basis: Basis
    name: Private[str]
    organisation: OrganisationId | None = None
    organisation_stated: Private[str] | None = None
    post: Private[str] | None = None
    capacity: Capacity = "not_stated"
    status: Status
    substitute_for: PersonId | None = None
    mode: Mode = "not_recorded"


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, an item, both or neither, as far as they are known."""

    at: Clock | None
    item: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, when its attendee last came and left, and the row it turned out to repeat.

    Somebody present who has no `arrived` was there from the start; `left` is none while they stay.
    """

    entry: Entry
    arrived: Moment | None = None
    left: Moment | None = None
    same_as: int | None = None

    @property
    def here(self) -> bool:
        """Whether the attendee is in the room, counting a row printed twice once."""
        return self.entry.status == "present" and self.left is None and self.same_as is None


@dataclass(frozen=True, slots=True)
class Roll:
    """All rows by their number, and who of them has the chair."""

    rows: Mapping[int, Row] = field(default_factory=dict)
    chairs: frozenset[int] = frozenset()
    interests: frozenset[tuple[int, int | None, str | Erased]] = frozenset()
    recusals: frozenset[tuple[int, int]] = frozenset()

    def of(self, person: PersonId | None) -> Iterator[tuple[int, Row]]:
        """Yield the rows of a named person that count."""
        for number, row in self.rows.items():
            if person is not None and row.entry.person == person and row.same_as is None:
                yield number, row

    def here(self, but_for: int) -> Iterator[tuple[int, Entry]]:
        """Yield the entries of everybody in the room, except one row."""
        for number, row in self.rows.items():
            if row.here and number != but_for:
                yield number, row.entry


def marked(roll: Roll, event: AttendanceEvent) -> Roll:
    """Return the roll after `event`; what names a row that is not there changes nothing."""
    if isinstance(event, RowAdded):
        return roll if event.row in roll.rows else _seated(roll, event.row, Row(entry_of(event)))
    row = roll.rows.get(event.row)
    return roll if row is None else _changed(roll, row, event)


def entry_of(event: RowAdded | AttendanceCorrected) -> Entry:
    """Return what the row says that `event` adds or gives anew."""
    match event:
        case AttendanceListed() | AttendanceCorrected():
            return Entry(
                person=event.person,
                basis=event.basis,
                name=event.name,
                organisation=event.organisation,
                organisation_stated=event.organisation_stated,
                post=event.post,
                capacity=event.capacity,
                status=event.status,
                substitute_for=event.substitute_for,
                mode=event.mode,
            )
        case ApologiesReceived() | UnlistedParticipantObserved():
            return Entry(
                person=event.person,
                basis=event.basis,
                name=event.name,
                organisation=event.organisation,
                organisation_stated=event.organisation_stated,
                status="apologies" if isinstance(event, ApologiesReceived) else "not_recorded",
            )
        case AbsenceRecorded():
            return Entry(person=event.person, basis="stated", name=event.name, status="absent")


def _changed(roll: Roll, row: Row, event: RowChanged) -> Roll:
    number = event.row
    match event:
        case AttendeeArrived(at=at, item=item):
            here = replace(row.entry, status="present")
            return _put(roll, number, replace(row, entry=here, arrived=Moment(at, item), left=None))
        case AttendeeDeparted(at=at, item=item):
            return _vacated(_put(roll, number, replace(row, left=Moment(at, item))), number)
        case SubstituteAttended(principal=principal):
            entry = replace(row.entry, substitute_for=principal)
            return _put(roll, number, replace(row, entry=entry))
        case AttendanceCorrected():
            return _corrected(roll, row, event)
        case AttendanceDuplicateResolved(same_as=same_as):
            return _merged(_put(roll, number, replace(row, same_as=same_as)), number, same_as)
        case AttendeeIdentified(person=person):
            entry = replace(row.entry, person=person, basis="stated")
            return _put(roll, number, replace(row, entry=entry))
        case InterestDeclared(item=item, interest=interest):
            return replace(roll, interests=roll.interests | {(number, item, interest)})
        case AttendeeRecused(item=item):
            return replace(roll, recusals=roll.recusals | {(number, item)})
        case ChairTaken(beside=beside):
            return replace(roll, chairs=roll.chairs | {number} if beside else frozenset({number}))


def _corrected(roll: Roll, row: Row, event: AttendanceCorrected) -> Roll:
    """Give the row anew; who is corrected to have stayed away neither came nor left nor chaired."""
    entry = entry_of(event)
    if entry.status != "present":
        row = replace(row, arrived=None, left=None)
    if entry.status != "present" or (row.entry.capacity == "chair" and entry.capacity != "chair"):
        roll = _vacated(roll, event.row)
    return _seated(roll, event.row, replace(row, entry=entry))


def _seated(roll: Roll, number: int, row: Row) -> Roll:
    """Put the row in; who is listed as the chair and is in the room has the chair."""
    roll = _put(roll, number, row)
    if row.entry.capacity == "chair" and row.here:
        return replace(roll, chairs=roll.chairs | {number})
    return roll


def _merged(roll: Roll, number: int, same_as: int) -> Roll:
    if number in roll.chairs:
        return replace(roll, chairs=roll.chairs - {number} | {same_as})
    return roll


def _put(roll: Roll, number: int, row: Row) -> Roll:
    return replace(roll, rows={**roll.rows, number: row})


def _vacated(roll: Roll, number: int) -> Roll:
    return replace(roll, chairs=roll.chairs - {number})
