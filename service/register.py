"""Answers the questions of a plan from the record, inside the transaction that carries it out."""

from typing import Any

from sqlalchemy import Connection, Select

from events.ids import BodyId, DocumentId, MeetingId, OrganisationId, PersonId
from events.when import When, first_day, last_day
from projections import (
    attendance_history,
    bodies,
    documents,
    meetings,
    organisation_names,
    person_names,
)


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

    def met_together(self, one: PersonId, other: PersonId) -> list[MeetingId]:
        """Return the meetings in which both stand in different rows."""
        found = self._first(attendance_history.together(self._secretariat, one, other, None))
        return [MeetingId(each) for each in found]

    def _first(self, query: Select[Any]) -> list[str]:
        return list(self._connection.execute(query).scalars())
