"""Every name a person was ever given, so that a name as printed can be traced to its people."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, or_, select, union

from events.base import Recorded
from events.person.events import PersonEvent, PersonNameAsserted, PersonRegistered
from projections import listings, memberships
from projections.base import Key, Position, Projection, current, versions
from projections.identities import alike, canonical, finally_who, resolved
from projections.meetings import TABLE as MEETINGS
from projections.naming import places_of
from projections.prepared import prepared
from projections.texts import TEXTS, Words

REGISTERED = "registered"


class PersonNameRow(NamedTuple):
    """A name by the place it is kept at; with `scope` it holds in that meeting's papers only."""

    person: str
    name: int
    kind: str
    scope: str | None = None


TABLE = versions("person_names", PersonNameRow, ("person", "name"), always=[("name",)])


def keys(recorded: Recorded[PersonEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the name that the event gives, if it gives one."""
    name = recorded.place("/name")
    return () if name is None else ((recorded.event.person, name),)


def evolve(
    row: PersonNameRow | None, recorded: Recorded[PersonEvent], _: Key
) -> PersonNameRow | None:
    """Return the name; it is never changed, only joined by others."""
    event, name = recorded.event, recorded.place("/name") or 0
    match event:
        case PersonRegistered(person=person):
            return PersonNameRow(person, name, REGISTERED)
        case PersonNameAsserted(person=person, name_kind=kind, scope=scope):
            return PersonNameRow(person, name, kind, scope)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="person",
    shape=PersonNameRow,
    key=("person", "name"),
    keys=keys,
    evolve=evolve,
)


@prepared
def names_of(secretariat: str, person: str, known_at: Position | None) -> Select[Any]:
    """Return every name the person was given, in the order they were recorded."""
    words = Words(TABLE, TABLE)
    name = words.of(TABLE.c.name)
    return (
        select(name.label("name"), TABLE.c.kind, TABLE.c.scope)
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.person == person)
        .order_by(TABLE.c.name)
    )


@prepared
def named(secretariat: str, text: str, known_at: Position | None) -> Select[Any]:
    """Return the people who go by exactly this name everywhere, and who each of them finally is."""
    return resolved(secretariat, _going_by(secretariat, text, known_at), known_at).order_by(
        "person"
    )


@prepared
def named_in_body(secretariat: str, body: str, text: str, known_at: Position | None) -> Select[Any]:
    """Return the people whom exactly this name means in a body, and who each of them finally is.

    They stand in a list of attendance of it under this name, or go by it everywhere and stand there
    under any name, or are or were members.
    """
    same = alike(secretariat, _going_by(secretariat, text, known_at), known_at)
    known = or_(
        listings.stands_in(secretariat, body, same.c.person, known_at),
        memberships.is_or_was_member(secretariat, body, same.c.person, known_at),
    )
    who = union(
        select(same.c.origin.label("person")).where(known),
        listings.listed_as(secretariat, body, text, known_at),
    ).subquery()
    return resolved(secretariat, select(who.c.person), known_at).order_by("person")


@prepared
def everyone(secretariat: str, known_at: Position | None) -> Select[Any]:
    """Return every name of every person: under which identity, and who that finally is.

    With `scope_body`, it holds in the papers of one meeting of that body only. A name that was
    erased is left out.
    """
    merged, texts, its_meeting = canonical(secretariat, known_at), TEXTS.alias(), MEETINGS.alias()
    kept = and_(texts.c.secretariat == TABLE.c.secretariat, texts.c.place == TABLE.c.name)
    of_body = (
        select(its_meeting.c.body)
        .where(current(its_meeting, secretariat, known_at), its_meeting.c.meeting == TABLE.c.scope)
        .correlate(TABLE)
        .scalar_subquery()
    )
    return (
        select(
            TABLE.c.person.label("identity"),
            finally_who(TABLE.c.person, merged).label("person"),
            texts.c.text.label("name"),
            TABLE.c.kind,
            TABLE.c.scope,
            # Few names have a scope, and a subquery is otherwise run for all of them.
            case((TABLE.c.scope.is_not(None), of_body)).label("scope_body"),
        )
        .select_from(TABLE.join(texts, kept))
        .outerjoin(merged, merged.c.person == TABLE.c.person)
        .where(current(TABLE, secretariat, known_at))
        .order_by(TABLE.c.person, TABLE.c.name)
    )


def _going_by(secretariat: str, text: str, known_at: Position | None) -> Select[Any]:
    return select(TABLE.c.person).where(
        current(TABLE, secretariat, known_at),
        TABLE.c.name.in_(places_of(secretariat, text)),
        TABLE.c.scope.is_(None),
    )
