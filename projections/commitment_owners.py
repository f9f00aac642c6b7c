"""Who gave which commitment: one row an owner, with the words as written."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, case, select

from events.action.terms import ByOrganisation, ByPerson, ByPost
from events.base import Recorded
from events.report.events import CommitmentGiven, ReportEvent
from projections import bodies, organisations, people
from projections.action_owners import party_of
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class CommitmentOwnerRow(NamedTuple):
    """One owner of a commitment; `party` is the person, organisation or body."""

    report: str
    commitment: str
    owner: int
    kind: str
    party: str | None
    role: str | None
    part: str
    words: int


_KEY = ("report", "commitment", "owner")

TABLE = versions(
    "commitment_owners", CommitmentOwnerRow, _KEY, always=[("party",), ("commitment",)]
)


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the owners of a new commitment."""
    match recorded.event:
        case CommitmentGiven(report=report, commitment=commitment, owners=owners):
            return [(report, commitment, each.number) for each in owners]
        case _:
            return ()


def evolve(
    row: CommitmentOwnerRow | None, recorded: Recorded[ReportEvent], key: Key
) -> CommitmentOwnerRow | None:
    """Return the owner, who stays."""
    event = recorded.event
    if not isinstance(event, CommitmentGiven):
        return row
    made = None
    for at, each in enumerate(event.owners):
        if each.number == key[2]:
            party, role = party_of(each.party)
            made = CommitmentOwnerRow(
                report=event.report,
                commitment=event.commitment,
                owner=each.number,
                kind=each.party.kind,
                party=party,
                role=role,
                part=each.part,
                words=recorded.place(f"/owners/{at}/words") or 0,
            )
    return made


PROJECTION = Projection(
    table=TABLE, category="report", shape=CommitmentOwnerRow, key=_KEY, keys=keys, evolve=evolve
)


@prepared
def owners_of(secretariat: str, commitments: list[str], known_at: Position | None) -> Select[Any]:
    """Return the owners of those commitments: the words as written and the name they go by."""
    joined, of = Words(TABLE, TABLE), (secretariat, known_at)
    words = joined.of(TABLE.c.words)
    name = case(
        (TABLE.c.kind == ByPerson.kind, people.name_of(TABLE.c.party, *of)),
        (TABLE.c.kind == ByOrganisation.kind, organisations.name_of(TABLE.c.party, *of)),
        (TABLE.c.kind == ByPost.kind, bodies.name_of(TABLE.c.party, *of)),
    )
    others = [TABLE.c[each] for each in CommitmentOwnerRow._fields if each != "words"]
    return (
        select(*others, words.label("words"), name.label("name"))
        .select_from(joined.source)
        .where(current(TABLE, *of), TABLE.c.commitment.in_(commitments))
        .order_by(TABLE.c.commitment, TABLE.c.owner)
    )
