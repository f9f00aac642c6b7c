"""What stands about each body: its name, what it belongs to and how often it agreed to meet."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, select

from events.base import Recorded
from events.body.events import BodyEstablished, BodyEvent, FrequencyAgreed, TermsApproved
from projections import organisations
from projections.base import Key, Position, Projection, current, versions
from projections.naming import name_of as naming
from projections.naming import places_of
from projections.prepared import prepared
from projections.texts import Words


class BodyRow(NamedTuple):
    """A body; `terms_version` is 0 before the first terms of reference."""

    body: str
    name: int
    organisation: str | None
    parent: str | None
    time_zone: str
    frequency_times: int | None = None
    frequency_per: str | None = None
    frequency_words: int | None = None
    terms_version: int = 0


TABLE = versions("bodies", BodyRow, ("body",), always=[("parent",), ("name",)])


def keys(recorded: Recorded[BodyEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the body."""
    return ((recorded.event.body,),)


def evolve(row: BodyRow | None, recorded: Recorded[BodyEvent], _: Key) -> BodyRow | None:
    """Return the body after the event."""
    event = recorded.event
    if isinstance(event, BodyEstablished):
        name = recorded.place("/name") or 0
        return BodyRow(event.body, name, event.organisation, event.parent, event.time_zone)
    if row is None:
        return None
    match event:
        case TermsApproved(version=version):
            return row._replace(terms_version=version)
        case FrequencyAgreed(times=times, per=per):
            words = recorded.place("/words")
            return row._replace(frequency_times=times, frequency_per=per, frequency_words=words)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE, category="body", shape=BodyRow, key=("body",), keys=keys, evolve=evolve
)


@prepared
def bodies(
    secretariat: str, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the bodies, in the order of their identities."""
    page = _described(secretariat, known_at).order_by(TABLE.c.body).limit(limit)
    return page if after is None else page.where(TABLE.c.body > after)


@prepared
def body(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return the one body."""
    return _described(secretariat, known_at).where(TABLE.c.body == body)


@prepared
def named(secretariat: str, text: str, known_at: Position | None) -> Select[Any]:
    """Return the bodies of exactly this name."""
    return (
        select(TABLE.c.body)
        .where(current(TABLE, secretariat, known_at))
        .where(TABLE.c.name.in_(places_of(secretariat, text)))
        .order_by(TABLE.c.body)
    )


@prepared
def sub_groups_of(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return the bodies whose parent is `body`."""
    children = _described(secretariat, known_at).where(TABLE.c.parent == body)
    return children.order_by(TABLE.c.body)


@prepared
def within(secretariat: str, parent: str, text: str, known_at: Position | None) -> Select[Any]:
    """Return the bodies of exactly this name whose parent is `parent`."""
    return (
        select(TABLE.c.body)
        .where(current(TABLE, secretariat, known_at))
        .where(TABLE.c.parent == parent, TABLE.c.name.in_(places_of(secretariat, text)))
        .order_by(TABLE.c.body)
    )


def name_of(
    body: ColumnElement[Any], secretariat: str, known_at: Position | None
) -> ScalarSelect[Any]:
    """Return, as a column, the name of a body."""
    return naming(TABLE.c.body, body, secretariat, known_at)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words, of = Words(TABLE, TABLE), (secretariat, known_at)
    name, frequency = words.of(TABLE.c.name), words.of(TABLE.c.frequency_words)
    return (
        select(
            TABLE.c.body,
            name.label("name"),
            TABLE.c.organisation,
            organisations.name_of(TABLE.c.organisation, *of).label("organisation_name"),
            TABLE.c.parent,
            name_of(TABLE.c.parent, *of).label("parent_name"),
            TABLE.c.time_zone,
            TABLE.c.frequency_times,
            TABLE.c.frequency_per,
            frequency.label("frequency_words"),
            TABLE.c.terms_version,
        )
        .select_from(words.source)
        .where(current(TABLE, *of))
    )
