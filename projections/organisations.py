"""What stands about each organisation: its name now, what it belongs to and what took its place."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, Select, select
from sqlalchemy.sql import ColumnElement

from events.base import Recorded
from events.organisation.events import (
    OrganisationEvent,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
)
from projections.base import Key, Position, Projection, current, versions
from projections.naming import name_of as naming
from projections.prepared import prepared
from projections.texts import Words


class OrganisationRow(NamedTuple):
    """An organisation under the name it has now."""

    organisation: str
    name: int
    classification: str | None = None
    parent: str | None = None
    succeeded_by: str | None = None


TABLE = versions("organisations", OrganisationRow, ("organisation",))


def keys(recorded: Recorded[OrganisationEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the organisation."""
    return ((recorded.event.organisation,),)


def evolve(
    row: OrganisationRow | None, recorded: Recorded[OrganisationEvent], _: Key
) -> OrganisationRow | None:
    """Return the organisation after the event."""
    event = recorded.event
    name = recorded.place("/name") or 0
    if isinstance(event, OrganisationRegistered):
        return OrganisationRow(event.organisation, name, event.classification, event.parent)
    if row is None:
        return None
    match event:
        case OrganisationRenamed():
            return row._replace(name=name)
        case OrganisationSucceeded(by=by):
            return row._replace(succeeded_by=by)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="organisation",
    shape=OrganisationRow,
    key=("organisation",),
    keys=keys,
    evolve=evolve,
)


@prepared
def organisations(
    secretariat: str, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the organisations, in the order of their identities."""
    page = _described(secretariat, known_at).order_by(TABLE.c.organisation).limit(limit)
    return page if after is None else page.where(TABLE.c.organisation > after)


@prepared
def organisation(secretariat: str, organisation: str, known_at: Position | None) -> Select[Any]:
    """Return the one organisation."""
    return _described(secretariat, known_at).where(TABLE.c.organisation == organisation)


def name_of(
    organisation: ColumnElement[Any], secretariat: str, known_at: Position | None
) -> ScalarSelect[Any]:
    """Return, as a column, the name that an organisation has now."""
    return naming(TABLE.c.organisation, organisation, secretariat, known_at)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    name = words.of(TABLE.c.name)
    return (
        select(
            TABLE.c.organisation,
            name.label("name"),
            TABLE.c.classification,
            TABLE.c.parent,
            name_of(TABLE.c.parent, secretariat, known_at).label("parent_name"),
            TABLE.c.succeeded_by,
            name_of(TABLE.c.succeeded_by, secretariat, known_at).label("succeeded_by_name"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
