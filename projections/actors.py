"""Who was admitted: a person by issuer and subject, or a machine by its name."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.access.events import AccessEvent, MachineAdmitted, PersonAdmitted
from events.base import Recorded
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words

PERSON, MACHINE = "person", "machine"


class ActorRow(NamedTuple):
    """Somebody who was admitted; a machine has no issuer and no subject."""

    actor: str
    kind: str
    name: int | None
    issuer: int | None = None
    subject: int | None = None


TABLE = versions("actors", ActorRow, ("actor",))


def keys(recorded: Recorded[AccessEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the actor."""
    event = recorded.event
    return ((event.actor,),) if isinstance(event, PersonAdmitted | MachineAdmitted) else ()


def evolve(row: ActorRow | None, recorded: Recorded[AccessEvent], _: Key) -> ActorRow | None:
    """Return who was admitted."""
    place = recorded.place
    match recorded.event:
        case PersonAdmitted(actor=actor):
            return ActorRow(actor, PERSON, place("/name"), place("/issuer"), place("/subject"))
        case MachineAdmitted(actor=actor):
            return ActorRow(actor, MACHINE, place("/name"))
        case _:
            return row


PROJECTION = Projection(
    table=TABLE, category="access", shape=ActorRow, key=("actor",), keys=keys, evolve=evolve
)


@prepared
def actors(
    secretariat: str, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of those who were admitted, in the order of their identities."""
    page = _described(secretariat, known_at).order_by(TABLE.c.actor).limit(limit)
    return page if after is None else page.where(TABLE.c.actor > after)


@prepared
def actor(secretariat: str, actor: str, known_at: Position | None) -> Select[Any]:
    """Return the one actor."""
    return _described(secretariat, known_at).where(TABLE.c.actor == actor)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    name, issuer = words.of(TABLE.c.name), words.of(TABLE.c.issuer)
    subject = words.of(TABLE.c.subject)
    return (
        select(
            TABLE.c.actor,
            TABLE.c.kind,
            name.label("name"),
            issuer.label("issuer"),
            subject.label("subject"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
