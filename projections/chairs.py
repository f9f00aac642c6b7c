"""Who was appointed to chair a body, and so who holds the post on a given day.

A chair replaces the one before, co-chairs and vice-chairs add up, and nobody is two of these.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from events.base import Recorded
from events.body.events import BodyEvent, ChairAppointed
from events.when import first_day
from projections import people
from projections.base import Key, Position, Projection, current, versions
from projections.identities import canonical, finally_who
from projections.prepared import prepared


class ChairRow(NamedTuple):
    """An appointment by its position in the log; `day` is the first day `appointed_on` can mean."""

    body: str
    position: int
    person: str
    role: str
    appointed_on: str
    day: str


TABLE = versions("chairs", ChairRow, ("body", "position"), always=[("person",)])


def keys(recorded: Recorded[BodyEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the appointment."""
    event = recorded.event
    return ((event.body, recorded.position),) if isinstance(event, ChairAppointed) else ()


def evolve(row: ChairRow | None, recorded: Recorded[BodyEvent], _: Key) -> ChairRow | None:
    """Return the appointment."""
    match recorded.event:
        case ChairAppointed(body=body, person=person, role=role, occurred_on=on):
            day = first_day(on).isoformat()
            return ChairRow(body, recorded.position, person, role, on, day)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="body",
    shape=ChairRow,
    key=("body", "position"),
    keys=keys,
    evolve=evolve,
)


@prepared
def appointments_of(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return who was appointed to chair a body, in the order of their appointments."""
    of = (secretariat, known_at)
    merged = canonical(*of)
    person = finally_who(TABLE.c.person, merged)
    return (
        select(
            person.label("person"),
            people.name_of(person, *of).label("person_name"),
            TABLE.c.role,
            TABLE.c.appointed_on,
        )
        .outerjoin_from(TABLE, merged, merged.c.person == TABLE.c.person)
        .where(current(TABLE, *of), TABLE.c.body == body)
        .order_by(TABLE.c.day, TABLE.c.position)
    )


def held_on(
    table: Any,  # noqa: ANN401
    on: str,
    secretariat: str,
    known_at: Position | None,
) -> ColumnElement[bool]:
    """Return the condition that an appointment was made by the day `on` and not yet ended then."""
    later = TABLE.alias()
    ends_it = or_(
        and_(table.c.role == "chair", later.c.role == "chair"), later.c.person == table.c.person
    )
    follows = or_(
        later.c.day > table.c.day,
        and_(later.c.day == table.c.day, later.c.position > table.c.position),
    )
    ended = (
        exists()
        .where(current(later, secretariat, known_at), later.c.body == table.c.body)
        .where(later.c.day <= on, follows, ends_it)
        .correlate_except(later)
    )
    return and_(current(table, secretariat, known_at), table.c.day <= on, ~ended)
