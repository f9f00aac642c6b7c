"""The record as it will stand once what is planned before is carried out.

A document may hold the minutes of several meetings, and papers beside them: whom the first brings
into the record the second must find there, though nothing of either is recorded yet.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from events.base import Command, Event, Recorded
from events.body.commands import AddMember, EstablishBody
from events.ids import BodyId, DocumentId, ErasureId, IssueId, MeetingId, OrganisationId, PersonId
from events.meeting.commands import (
    ListAttendee,
    ObserveParticipant,
    RecordAsHeld,
    ScheduleMeeting,
)
from events.meeting.handling import Part
from events.organisation.commands import AssertOrganisationName, RegisterOrganisation
from events.person.commands import RegisterPerson
from events.plans import Content, Erasing, Proposal, Register, Seat, Value
from events.report.terms import Recommended
from events.when import When, first_day, last_day

T = TypeVar("T")


class Ahead:
    """A register that answers for the record and for the commands given so far."""

    def __init__(self, register: Register) -> None:
        """Stand where the record of `register` stands."""
        self._record = register
        self._bodies: dict[str, list[BodyId]] = {}
        self._organisations: dict[str, list[OrganisationId]] = {}
        self._listed: dict[tuple[BodyId, str], list[PersonId]] = {}
        self._meetings: dict[MeetingId, tuple[BodyId, When, bool]] = {}
        self._within: dict[tuple[BodyId, str], list[BodyId]] = {}
        self._seats: dict[BodyId, list[Seat]] = {}

    def add(self, commands: Iterable[Command]) -> None:
        """Take into account what the plan of one meeting will do."""
        body: dict[MeetingId, BodyId] = {}
        registered: dict[PersonId, str] = {}
        for command in commands:
            self._add_to_bodies(command)
            match command:
                case (
                    RegisterOrganisation(organisation=one, name=name)
                    | AssertOrganisationName(organisation=one, name=name)
                ):
                    self._organisations.setdefault(name, []).append(one)
                case RegisterPerson(person=person, name=name):
                    registered[person] = name
                case RecordAsHeld(meeting=meeting, body=of, held_on=day):
                    body[meeting] = of
                    self._meetings[meeting] = (of, day, True)
                case ScheduleMeeting(meeting=meeting, body=of, expected=day):
                    self._meetings[meeting] = (of, day, False)
                case (
                    ListAttendee(meeting=meeting, person=person, name=name)
                    | ObserveParticipant(meeting=meeting, person=person, name=name)
                ):
                    if person is not None:
                        for called in {name, registered.get(person, name)}:
                            self._listed.setdefault((body[meeting], called), []).append(person)
                case _:
                    pass

    def _add_to_bodies(self, command: Command) -> None:
        match command:
            case EstablishBody(body=known, name=name, parent=parent):
                self._bodies.setdefault(name, []).append(known)
                if parent is not None:
                    self._within.setdefault((parent, name), []).append(known)
            case AddMember(body=of):
                self._seats.setdefault(of, []).append(_seat(command))
            case _:
                pass

    def bodies_named(self, name: str) -> list[BodyId]:
        """Return the bodies of exactly that name."""
        return _all(self._record.bodies_named(name), self._bodies.get(name, ()))

    def organisations_named(self, name: str) -> list[OrganisationId]:
        """Return the organisations that have exactly that name among theirs."""
        planned = self._organisations.get(name, ())
        return _all(self._record.organisations_named(name), planned)

    def documents_of(self, sha256: str) -> list[DocumentId]:
        """Return the documents whose bytes have that digest."""
        return self._record.documents_of(sha256)

    def people_named(self, body: BodyId, name: str) -> list[PersonId]:
        """Return the people who stand under exactly that name in the meetings of a body."""
        return _all(self._record.people_named(body, name), self._listed.get((body, name), ()))

    def meetings_on(self, body: BodyId, day: When) -> list[tuple[MeetingId, bool]]:
        """Return the meetings of a body on a day, each with whether its minutes are recorded."""
        known = dict(self._record.meetings_on(body, day))
        for meeting, (of, on, recorded) in self._meetings.items():
            if of == body and first_day(on) <= last_day(day) and first_day(day) <= last_day(on):
                known[meeting] = recorded
        return list(known.items())

    def bodies_within(self, parent: BodyId, name: str) -> list[BodyId]:
        """Return the sub-groups of a body that have exactly that name."""
        planned = self._within.get((parent, name), ())
        return _all(self._record.bodies_within(parent, name), planned)

    def seats_of(self, body: BodyId) -> list[Seat]:
        """Return the memberships of a body that go on."""
        return _all(self._record.seats_of(body), self._seats.get(body, ()))

    def issues_numbered(self, body: BodyId, number: str) -> list[IssueId]:
        """Return the issues in the log of a body that have that number: a document has one log."""
        return self._record.issues_numbered(body, number)

    def issues_beside(self, issue: IssueId, number: str) -> list[IssueId]:
        """Return the other issues of the same log that have that number."""
        return self._record.issues_beside(issue, number)

    def recommendations_numbered(self, number: str, of: str) -> list[Recommended]:
        """Return the recommendations of that number: a document has one report."""
        return self._record.recommendations_numbered(number, of)

    def history_of(self, stream: str) -> list[Recorded[Event]]:
        """Return the events of a stream, without what is planned."""
        return self._record.history_of(stream)

    def named_elsewhere(self, of: str, things: Sequence[str]) -> list[tuple[str, str]]:
        """Return which of these is named elsewhere, without what is planned."""
        return self._record.named_elsewhere(of, things)

    def met_together(self, one: PersonId, other: PersonId) -> list[MeetingId]:
        """Return the meetings in which both stand in different rows."""
        return self._record.met_together(one, other)

    def content_of(self, meeting: MeetingId) -> Content:
        """Return what the minutes of a meeting are made of, without what is planned."""
        return self._record.content_of(meeting)

    def proposal(self, meeting: MeetingId, correction: int) -> Proposal | None:
        """Return a correction that was proposed."""
        return self._record.proposal(meeting, correction)

    def length_of(self, meeting: MeetingId, part: Part, number: int) -> int | None:
        """Return how many characters a part of the minutes has, without what is planned."""
        return self._record.length_of(meeting, part, number)

    def erasing(self, erasure: ErasureId) -> Erasing | None:
        """Return what an erasure takes away, without what is planned."""
        return self._record.erasing(erasure)

    def returned(self, digests: frozenset[str]) -> tuple[Value, ...]:
        """Return the values and words with these digests, without what is planned."""
        return self._record.returned(digests)


def _seat(joins: AddMember) -> Seat:
    organisation = joins.organisation if joins.person is None and joins.post is None else None
    return Seat(joins.membership, joins.role, joins.person, organisation)


def _all(recorded: Iterable[T], planned: Iterable[T]) -> list[T]:
    return list(dict.fromkeys((*recorded, *planned)))
