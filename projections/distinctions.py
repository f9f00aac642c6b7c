"""Which two people are known to be two, so that nobody takes them for one."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.person.events import PeopleDistinguished, PersonEvent
from projections.base import Key, Position, Projection, current, versions
from projections.identities import canonical, finally_who
from projections.prepared import prepared


class DistinctionRow(NamedTuple):
    """Two people; it was said of the first, and holds of both."""

    person: str
    other: str


TABLE = versions("distinctions", DistinctionRow, ("person", "other"))


def keys(recorded: Recorded[PersonEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the two whom the event tells apart."""
    match recorded.event:
        case PeopleDistinguished(person=person, other=other):
            return ((person, other),)
        case _:
            return ()


def evolve(
    row: DistinctionRow | None, recorded: Recorded[PersonEvent], _: Key
) -> DistinctionRow | None:
    """Return the two; they stay two."""
    match recorded.event:
        case PeopleDistinguished(person=person, other=other):
            return DistinctionRow(person, other)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="person",
    shape=DistinctionRow,
    key=("person", "other"),
    keys=keys,
    evolve=evolve,
)


@prepared
def told_apart(secretariat: str, known_at: Position | None) -> Select[Any]:
    """Return all pairs that are known to be two people, as who they finally are."""
    merged = canonical(secretariat, known_at)
    one, two = merged.alias(), merged.alias()
    return (
        select(
            finally_who(TABLE.c.person, one).label("person"),
            finally_who(TABLE.c.other, two).label("other"),
        )
        .select_from(TABLE)
        .outerjoin(one, one.c.person == TABLE.c.person)
        .outerjoin(two, two.c.person == TABLE.c.other)
        .where(current(TABLE, secretariat, known_at))
    )
