"""The sub-groups of a document: founded under their body, and chaired by organisations."""

from collections.abc import Iterator, Sequence

from events.body.commands import AddMember, EstablishBody
from events.errors import Refused
from events.ids import BodyId, MembershipId, OrganisationId
from events.organisation.commands import AssertOrganisationName
from events.plans import Plan, Register
from events.submission.names import Mint
from events.submission.papers import DraftSubGroup
from events.submission.parts.part import Line, Paper, Part, Rows

KEY = "sub_groups"


def sub_groups(paper: Paper, rows: Sequence[DraftSubGroup]) -> Part:
    """Return the part that founds them on the day of the paper, those that are not there yet."""

    def plan(register: Register, mint: Mint) -> Plan:
        groups = _SubGroups(paper, rows, register, mint)
        lines = list(groups.lines())
        return groups.list.planned(lines, sub_groups=groups.bodies, memberships=groups.memberships)

    return Part(KEY, plan)


class _SubGroups:
    def __init__(
        self, paper: Paper, rows: Sequence[DraftSubGroup], register: Register, mint: Mint
    ) -> None:
        self._on, self._rows, self._register = paper.on, rows, register
        self.list = Rows(paper, KEY, [each.span for each in rows], register, mint)
        self.list.names.state((), (given for row in rows for given in row.chairing()))
        self.bodies: list[BodyId] = []
        self.memberships: list[MembershipId] = []
        """Of all that chair, in the order of the list."""
        self._asserted = set[tuple[str | None, str]]()

    def lines(self) -> Iterator[Line]:
        first = dict[str, int]()
        for at, row in enumerate(self._rows):
            if first.setdefault(row.name, at) != at:
                raise Refused(
                    f"a sub-group of that name stands at /{KEY}/{first[row.name]} of the draft "
                    f"already; take one of them out, or correct its name (/{KEY}/{at})"
                )
            known = self._known(row, at)
            group = known or BodyId(self.list.names.new("body"))
            self.bodies.append(group)
            if known is None:
                yield self._founded(row, group), row.span
            yield from self._chaired(row, group, at, new=known is None)

    def _known(self, row: DraftSubGroup, at: int) -> BodyId | None:
        found = self._register.bodies_within(self.list.body, row.name)
        if len(found) > 1:
            raise Refused(f"several sub-groups of this body have that name (/{KEY}/{at}/name)")
        for body in found:
            self.list.names.find("known_sub_group", self.list.at(at), id=body)
            return body
        return None

    def _founded(self, row: DraftSubGroup, group: BodyId) -> EstablishBody:
        return EstablishBody(
            occurred_on=self._on,
            body=group,
            name=row.name,
            parent=self.list.body,
            remit=row.remit,
        )

    def _chaired(self, row: DraftSubGroup, group: BodyId, at: int, *, new: bool) -> Iterator[Line]:
        """Yield the organisations that chair it, but for those that do already; and their names."""
        there = {} if new else self._seats(group)
        for number, given in enumerate(row.chairing()):
            place = f"{self.list.at(at)}/chairs/{number}"
            organisation = self.list.names.organisation(given, place)
            yield from ((each, row.span) for each in self._spelled(given))
            if organisation in there:
                self.list.names.find("already_member", place, id=there[organisation])
            else:
                there[organisation] = MembershipId(self.list.names.mint())
                yield self._chairs(row, group, organisation, there[organisation]), row.span
            self.memberships.append(there[organisation])

    def _spelled(self, given: tuple[str | None, str]) -> Iterator[AssertOrganisationName]:
        """Yield the name to which the draft gives an identity, where the record has it not so."""
        identity, name = given
        known = self._register.organisations_named(name) if identity is not None else []
        if identity is None or OrganisationId(identity) in known or given in self._asserted:
            return
        self._asserted.add(given)
        yield AssertOrganisationName(
            occurred_on=self._on,
            organisation=OrganisationId(identity),
            name=name,
            name_kind="spelling",
        )

    def _seats(self, group: BodyId) -> dict[OrganisationId, MembershipId]:
        return {
            seat.organisation: seat.membership
            for seat in self._register.seats_of(group)
            if seat.organisation is not None and seat.role in ("chair", "co_chair")
        }

    def _chairs(
        self, row: DraftSubGroup, group: BodyId, one: OrganisationId, membership: MembershipId
    ) -> AddMember:
        return AddMember(
            occurred_on=self._on,
            body=group,
            membership=membership,
            role="chair" if len(row.chairs) == 1 else "co_chair",
            organisation=one,
        )
