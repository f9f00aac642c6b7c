"""The list of members of a document: each joins on its day who is none in that role yet."""

from collections.abc import Iterator, Sequence

from events.base import Command
from events.body.commands import AddMember
from events.body.terms import MemberRole
from events.ids import MembershipId, OrganisationId, PersonId
from events.organisation.commands import AssertOrganisationName
from events.person.commands import AssertPersonName
from events.plans import Plan, Register
from events.submission.names import Mint
from events.submission.papers import DraftMember
from events.submission.parts.part import Line, Paper, Part, Rows

KEY = "members"


def members(paper: Paper, rows: Sequence[DraftMember]) -> Part:
    """Return the part that lets them join on the day of the paper."""

    def plan(register: Register, mint: Mint) -> Plan:
        members = _Members(paper, rows, register, mint)
        lines = list(members.lines())
        return members.list.planned(lines, memberships=members.memberships)

    return Part(KEY, plan)


class _Members:
    def __init__(
        self, paper: Paper, rows: Sequence[DraftMember], register: Register, mint: Mint
    ) -> None:
        self._on, self._rows, self._register = paper.on, rows, register
        self.list = Rows(paper, KEY, [each.span for each in rows], register, mint)
        self.list.names.state(
            ((each.person, each.name) for each in rows),
            ((each.organisation_id, each.organisation) for each in rows),
        )
        self._seats: dict[tuple[PersonId, MemberRole], MembershipId] = {
            (seat.person, seat.role): seat.membership
            for seat in register.seats_of(self.list.body)
            if seat.person is not None
        }
        self.memberships: list[MembershipId] = []

    def lines(self) -> Iterator[Line]:
        for at, row in enumerate(self._rows):
            person, organisation = self._who(row, at)
            yield from ((each, row.span) for each in self._names(row))
            seat = person, row.role or "member"
            if seat in self._seats:
                membership = self._seats[seat]
                self.list.names.find("already_member", self.list.at(at), id=membership)
            else:
                membership = MembershipId(self.list.names.mint())
                self._seats[seat] = membership
                yield self._joins(row, membership, person, organisation), row.span
            self.memberships.append(membership)

    def _who(self, row: DraftMember, at: int) -> tuple[PersonId, OrganisationId | None]:
        names, place = self.list.names, self.list.at(at)
        person = names.person(self.list.body, (row.person, row.name), place).person
        given = row.organisation_id, row.organisation
        if given == (None, None):
            return person, None
        return person, names.organisation(given, f"{place}/organisation")

    def _names(self, row: DraftMember) -> Iterator[Command]:
        """Yield the names that the draft gives an identity and the record does not know so."""
        known = self._register.people_named(self.list.body, row.name)
        if row.person is not None and PersonId(row.person) not in known:
            yield AssertPersonName(
                occurred_on=self._on,
                person=PersonId(row.person),
                name=row.name,
                name_kind="spelling",
            )
        if row.organisation_id is not None and row.organisation is not None:
            one = OrganisationId(row.organisation_id)
            if one not in self._register.organisations_named(row.organisation):
                yield AssertOrganisationName(
                    occurred_on=self._on,
                    organisation=one,
                    name=row.organisation,
                    name_kind="spelling",
                )

    def _joins(
        self,
        row: DraftMember,
        membership: MembershipId,
        person: PersonId,
        organisation: OrganisationId | None,
    ) -> AddMember:
        return AddMember(
            occurred_on=self._on,
            body=self.list.body,
            membership=membership,
            role=row.role or "member",
            person=person,
            post=row.post,
            organisation=organisation if row.post else None,
            on_behalf_of=organisation,
        )
