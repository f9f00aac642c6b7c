"""Every name an organisation was ever given, so that none of them stops leading to it."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, literal_column, select

from events.base import Recorded
from events.organisation.events import (
    OrganisationEvent,
    OrganisationNameAsserted,
    OrganisationRegistered,
    OrganisationRenamed,
)
from projections import organisations
from projections.base import Key, Position, Projection, current, versions
from projections.naming import places_of
from projections.prepared import prepared
from projections.texts import TEXTS, WHOLE, Words

REGISTERED, RENAMED = "registered", "renamed"


class OrganisationNameRow(NamedTuple):
    """A name by the place it is kept at; with `scope` it holds in that meeting's papers only."""

    organisation: str
    name: int
    kind: str
    scope: str | None = None


TABLE = versions(
    "organisation_names", OrganisationNameRow, ("organisation", "name"), always=[("name",)]
)


def keys(recorded: Recorded[OrganisationEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the name that the event gives, if it gives one."""
    name = recorded.place("/name")
    return () if name is None else ((recorded.event.organisation, name),)


def evolve(
    row: OrganisationNameRow | None, recorded: Recorded[OrganisationEvent], _: Key
) -> OrganisationNameRow | None:
    """Return the name; it is never changed, only joined by others."""
    event, name = recorded.event, recorded.place("/name") or 0
    match event:
        case OrganisationRegistered(organisation=organisation):
            return OrganisationNameRow(organisation, name, REGISTERED)
        case OrganisationRenamed(organisation=organisation):
            return OrganisationNameRow(organisation, name, RENAMED)
        case OrganisationNameAsserted(organisation=organisation, name_kind=kind, scope=scope):
            return OrganisationNameRow(organisation, name, kind, scope)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="organisation",
    shape=OrganisationNameRow,
    key=("organisation", "name"),
    keys=keys,
    evolve=evolve,
)


@prepared
def names_of(secretariat: str, organisation: str, known_at: Position | None) -> Select[Any]:
    """Return every name the organisation was given, in the order they were recorded."""
    words = Words(TABLE, TABLE)
    name = words.of(TABLE.c.name)
    return (
        select(name.label("name"), TABLE.c.kind, TABLE.c.scope)
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.organisation == organisation)
        .order_by(TABLE.c.name)
    )


@prepared
def named(secretariat: str, text: str, known_at: Position | None) -> Select[Any]:
    """Return the organisations that go or went by exactly this name everywhere."""
    return (
        select(TABLE.c.organisation)
        .where(
            current(TABLE, secretariat, known_at),
            TABLE.c.name.in_(places_of(secretariat, text)),
            TABLE.c.scope.is_(None),
        )
        .distinct()
        .order_by(TABLE.c.organisation)
    )


@prepared
def everyone(secretariat: str, known_at: Position | None) -> Select[Any]:
    """Return every name that an organisation has everywhere; `is_own` of the one it goes by now.

    A name that was erased is left out.
    """
    texts, things = TEXTS.alias(), organisations.TABLE.alias()
    kept = and_(texts.c.secretariat == TABLE.c.secretariat, texts.c.place == TABLE.c.name)
    its_own = and_(
        current(things, secretariat, known_at), things.c.organisation == TABLE.c.organisation
    )
    return (
        select(
            TABLE.c.organisation,
            texts.c.text.label("name"),
            (things.c.name == TABLE.c.name).label("is_own"),
        )
        .select_from(TABLE.join(texts, kept).join(things, its_own))
        .where(current(TABLE, secretariat, known_at), TABLE.c.scope.is_(None))
        .order_by(TABLE.c.organisation, TABLE.c.name)
    )


@prepared
def called(secretariat: str, known_at: Position | None, names: list[str]) -> Select[Any]:
    """Return, for each of these names, the organisations that have exactly it everywhere."""
    texts = TEXTS.alias()
    return (
        select(texts.c.text.label("name"), TABLE.c.organisation)
        .join_from(texts, TABLE, TABLE.c.name == texts.c.place)
        .where(
            texts.c.secretariat == secretariat,
            texts.c.text.in_(names),
            texts.c.form == literal_column(str(WHOLE)),
            current(TABLE, secretariat, known_at),
            TABLE.c.scope.is_(None),
        )
        .distinct()
    )
