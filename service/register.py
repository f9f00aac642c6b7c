"""Answers the questions of a plan from the record, inside the transaction that carries it out."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Select

from events.base import Event, Recorded
from events.ids import (
    BodyId,
    DocumentId,
    ErasureId,
    IssueId,
    MeetingId,
    OrganisationId,
    PersonId,
    RecommendationId,
    ReportId,
)
from events.meeting.handling import Part
from events.plans import Content, Erasing, Proposal, Seat, Value
from events.report.terms import Recommended
from events.when import When, first_day, last_day
from projections import (
    attendance_history,
    bodies,
    documents,
    issues,
    meetings,
    memberships,
    minuted_parts,
    minutes_corrections,
    named_elsewhere,
    organisation_names,
    person_names,
    recommendations,
    reports,
)
from service.erasing.finding import found
from service.erasing.returning import returned
from service.ledger import read
from service.ledger.content import content_of


class DatabaseRegister:
    """What the record says now, this very transaction included."""

    def __init__(self, connection: Connection, secretariat: str) -> None:
        """Ask on `connection` about `secretariat`."""
        self._connection, self._secretariat = connection, secretariat

    def bodies_named(self, name: str) -> list[BodyId]:
        """Return the bodies of exactly that name."""
        return [BodyId(each) for each in self._first(bodies.named(self._secretariat, name, None))]

    def organisations_named(self, name: str) -> list[OrganisationId]:
        """Return the organisations that have exactly that name among theirs."""
        found = self._first(organisation_names.named(self._secretariat, name, None))
        return [OrganisationId(each) for each in found]

    def documents_of(self, sha256: str) -> list[DocumentId]:
        """Return the documents whose bytes have that digest."""
        found = self._first(documents.with_bytes(self._secretariat, sha256, None))
        return [DocumentId(each) for each in found]

    def people_named(self, body: BodyId, name: str) -> list[PersonId]:
        """Return the people who stand under exactly that name in the meetings of a body."""
        found = self._first(person_names.named_in_body(self._secretariat, body, name, None))
        return [PersonId(each) for each in found]

    def meetings_on(self, body: BodyId, day: When) -> list[tuple[MeetingId, bool]]:
        """Return the meetings of a body, not cancelled, on a day and whether each is recorded."""
        span = first_day(day).isoformat(), last_day(day).isoformat()
        found = self._connection.execute(meetings.within(self._secretariat, body, *span, None))
        return [(MeetingId(each.meeting), each.held) for each in found]

    def bodies_within(self, parent: BodyId, name: str) -> list[BodyId]:
        """Return the sub-groups of a body that have exactly that name."""
        found = self._first(bodies.within(self._secretariat, parent, name, None))
        return [BodyId(each) for each in found]

    def seats_of(self, body: BodyId) -> list[Seat]:
        """Return the memberships of a body that go on."""
        found = self._connection.execute(memberships.seats_of(self._secretariat, body, None))
        return [Seat(*each) for each in found]

    def issues_numbered(self, body: BodyId, number: str) -> list[IssueId]:
        """Return the issues in the log of a body that have that number, or are taken to."""
        found = self._first(issues.numbered(self._secretariat, body, number, None))
        return [IssueId(each) for each in found]

    def issues_beside(self, issue: IssueId, number: str) -> list[IssueId]:
        """Return the other issues of the same log that have that number, or are taken to."""
        found = self._first(issues.beside(self._secretariat, issue, number, None))
        return [IssueId(each) for each in found]

    def recommendations_numbered(self, number: str, of: str) -> list[Recommended]:
        """Return the recommendations of that number in a report, or in those of its publisher."""
        published = [of, *self._first(reports.published_by(self._secretariat, of, None))]
        query = recommendations.numbered(self._secretariat, published, number, None)
        found = self._connection.execute(query)
        return [Recommended(ReportId(one), RecommendationId(key)) for one, key in found]

    def history_of(self, stream: str) -> list[Recorded[Event]]:
        """Return the events of a stream, in their order."""
        return read.stream_of(self._connection, self._secretariat, stream)

    def named_elsewhere(self, of: str, things: Sequence[str]) -> list[tuple[str, str]]:
        """Return which of these is named by another report or issue than `of`, each with that."""
        query = named_elsewhere.naming(self._secretariat, of, list(things), None)
        found = self._connection.execute(query)
        return [(f"{each.kind} {each.named_by}", each.thing) for each in found]

    def met_together(self, one: PersonId, other: PersonId) -> list[MeetingId]:
        """Return the meetings in which both stand in different rows."""
        found = self._first(attendance_history.together(self._secretariat, one, other, None))
        return [MeetingId(each) for each in found]

    def content_of(self, meeting: MeetingId) -> Content:
        """Return what the minutes of a meeting are made of at this moment."""
        return content_of(self._connection, self._secretariat, meeting)

    def proposal(self, meeting: MeetingId, correction: int) -> Proposal | None:
        """Return a correction that was proposed; its words are none once erased."""
        query = minutes_corrections.correction(self._secretariat, meeting, correction, None)
        found = self._connection.execute(query).mappings().one_or_none()
        if found is None:
            return None
        return Proposal(found["part"], found["number"], found["text"], found["reason"])

    def length_of(self, meeting: MeetingId, part: Part, number: int) -> int | None:
        """Return how many characters a part of the minutes has; None where they are not there."""
        query = minuted_parts.length_of(self._secretariat, meeting, part, number, None)
        return self._connection.execute(query).scalar_one_or_none()

    def erasing(self, erasure: ErasureId) -> Erasing | None:
        """Return what an erasure takes away; None where none was asked for."""
        going = found(self._connection, self._secretariat, erasure)
        return going and going.erasing

    def returned(self, digests: frozenset[str]) -> tuple[Value, ...]:
        """Return the values and words with these digests that are there."""
        return tuple(returned(self._connection, self._secretariat, digests))

    def _first(self, query: Select[Any]) -> list[str]:
        return list(self._connection.execute(query).scalars())
