"""Who holds a post of a body on a day: by appointment as a chair or by membership in that role."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, literal, select, union

from projections import chairs, memberships, people
from projections.base import Position, current
from projections.identities import canonical, finally_who, same_as
from projections.prepared import prepared

APPOINTMENT, MEMBERSHIP = "appointment", "membership"

Which = Callable[[Any], ColumnElement[bool]]
"""Which posts are meant: a condition on the table that is given."""


@prepared
def holders(
    secretariat: str, body: str, role: str, on: str, known_at: Position | None
) -> Select[Any]:
    """Return who held the post `role` of `body` on the day `on`."""
    of = (secretariat, known_at)

    def asked(table: Any) -> ColumnElement[bool]:  # noqa: ANN401
        return and_(table.c.body == body, table.c.role == role)

    held, merged = held_posts(secretariat, on, known_at, asked), canonical(*of)
    person = finally_who(held.c.person, merged)
    return (
        select(
            person.label("person"),
            people.name_of(person, *of).label("person_name"),
            held.c.since_on,
            held.c.basis,
        )
        .outerjoin_from(held, merged, merged.c.person == held.c.person)
        .order_by(person, held.c.basis, held.c.since_on)
    )


def posts_of(secretariat: str, person: str, on: str, known_at: Position | None) -> Select[Any]:
    """Return the posts that a person held on the day `on`, under each identity they go by."""
    same = same_as(secretariat, person, known_at)

    def theirs(table: Any) -> ColumnElement[bool]:  # noqa: ANN401
        return table.c.person.in_(same)  # type: ignore[no-any-return]

    held = held_posts(secretariat, on, known_at, theirs)
    return select(held.c.body, held.c.role).distinct().order_by(held.c.body, held.c.role)


def held_posts(
    secretariat: str, on: str, known_at: Position | None, which: Which | None = None
) -> Subquery:
    """Return the holders of posts on that day: `body`, `role`, `person`, `since_on`, `basis`."""
    chair, member = chairs.TABLE.alias(), memberships.TABLE.alias()
    appointed = _holding(chair, chair.c.appointed_on, APPOINTMENT).where(
        chairs.held_on(chair, on, secretariat, known_at)
    )
    joined = _holding(member, member.c.joined_on, MEMBERSHIP).where(
        current(member, secretariat, known_at),
        memberships.covers(member, on, on),
        member.c.person.is_not(None),
    )
    if which is not None:
        appointed, joined = appointed.where(which(chair)), joined.where(which(member))
    return union(appointed, joined).subquery()


def _holding(table: Any, since: ColumnElement[Any], basis: str) -> Select[Any]:  # noqa: ANN401
    return select(
        table.c.body,
        table.c.role,
        table.c.person,
        since.label("since_on"),
        literal(basis).label("basis"),
    )
