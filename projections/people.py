"""What stands about each person, and whom they turned out to be."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, select

from events.base import Recorded
from events.person.events import PeopleMerged, PeopleUnmerged, PersonEvent, PersonRegistered
from projections.base import Key, Position, Projection, current, versions
from projections.naming import name_of as naming
from projections.prepared import prepared
from projections.texts import Words


class PersonRow(NamedTuple):
    """A person under the name they were registered with; `merged_into` while taken for another."""

    person: str
    name: int
    honorific: int | None = None
    merged_into: str | None = None


TABLE = versions("people", PersonRow, ("person",), always=[("merged_into",)])


def keys(recorded: Recorded[PersonEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the person."""
    return ((recorded.event.person,),)


def evolve(row: PersonRow | None, recorded: Recorded[PersonEvent], _: Key) -> PersonRow | None:
    """Return the person after the event."""
    event = recorded.event
    if isinstance(event, PersonRegistered):
        return PersonRow(event.person, recorded.place("/name") or 0, recorded.place("/honorific"))
    if row is None:
        return None
    match event:
        case PeopleMerged(into=into):
            return row._replace(merged_into=into)
        case PeopleUnmerged():
            return row._replace(merged_into=None)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE, category="person", shape=PersonRow, key=("person",), keys=keys, evolve=evolve
)


@prepared
def people(
    secretariat: str, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the people, in the order of their identities, merged ones among them."""
    page = _described(secretariat, known_at).order_by(TABLE.c.person).limit(limit)
    return page if after is None else page.where(TABLE.c.person > after)


@prepared
def person(secretariat: str, person: str, known_at: Position | None) -> Select[Any]:
    """Return the one person."""
    return _described(secretariat, known_at).where(TABLE.c.person == person)


def name_of(
    person: ColumnElement[Any], secretariat: str, known_at: Position | None
) -> ScalarSelect[Any]:
    """Return, as a column, the name that a person was registered with."""
    return naming(TABLE.c.person, person, secretariat, known_at)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    name, honorific = words.of(TABLE.c.name), words.of(TABLE.c.honorific)
    return (
        select(
            TABLE.c.person,
            name.label("name"),
            honorific.label("honorific"),
            TABLE.c.merged_into,
            name_of(TABLE.c.merged_into, secretariat, known_at).label("merged_into_name"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
