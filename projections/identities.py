"""Who is finally who: people who were merged, followed to their end, as the record knew it.

Merges point from one person to another and never in a circle. Nothing is moved when people are
merged, so un-merging them gives both their own history again.
"""

from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    String,
    case,
    cast,
    exists,
    select,
    union,
)

from projections.base import Position, current
from projections.people import TABLE

_ANY = ""
"""Lower than any identity: `merged_into > ''` is found by index where `IS NOT NULL` is not."""


def canonical(secretariat: str, known_at: Position | None) -> CTE:
    """Return, of every merged `person`, who they finally are: `canonical`."""
    first, then = TABLE.alias(), TABLE.alias()
    merged = (
        select(first.c.person, first.c.merged_into.label("canonical"))
        .where(current(first, secretariat, known_at), first.c.merged_into > _ANY)
        .cte(recursive=True)
    )
    merged = merged.union(
        select(merged.c.person, then.c.merged_into)
        .join_from(merged, then, then.c.person == merged.c.canonical)
        .where(current(then, secretariat, known_at), then.c.merged_into.is_not(None))
    )
    final = _unmerged(merged.c.canonical, secretariat, known_at)
    return select(merged.c.person, merged.c.canonical).where(final).cte()


def finally_who(person: ColumnElement[Any], merged: CTE) -> ColumnElement[Any]:
    """Return, as a column, who `person` is, beside whom the `merged` of `canonical` is joined."""
    # Not coalesce: PostgreSQL takes that for leaky, and then finds nobody by index beside the
    # conditions of row level security.
    return case((merged.c.canonical.is_not(None), merged.c.canonical), else_=person)


def same_as(secretariat: str, person: str, known_at: Position | None) -> Select[Any]:
    """Return every identity that is finally the same person, `person` among them."""
    who = select(TABLE.c.person).where(
        current(TABLE, secretariat, known_at), TABLE.c.person == person
    )
    return select(alike(secretariat, who, known_at).c.person)


def whoever(secretariat: str, identity: str, known_at: Position | None) -> Select[Any]:
    """Return every identity that counts as this one: of a person `same_as`, of all else itself."""
    itself = select(cast(identity, String).label("identity"))
    every = union(itself, same_as(secretariat, identity, known_at)).subquery()
    return select(every.c.identity)


def alike(secretariat: str, who: Select[Any], known_at: Position | None) -> CTE:
    """Return, for every person of `who` (`origin`), each identity that is the same: `person`."""
    above, child = upwards(secretariat, who, known_at), TABLE.alias()
    same = select(above.c.origin, above.c.person).cte(recursive=True)
    return same.union(
        select(same.c.origin, child.c.person)
        .join_from(same, child, child.c.merged_into == same.c.person)
        .where(current(child, secretariat, known_at))
    )


def upwards(secretariat: str, who: Select[Any], known_at: Position | None) -> CTE:
    """Return, for every person of `who` (`origin`), themselves and whom they were merged into."""
    start, step = who.subquery(), TABLE.alias()
    above = select(start.c.person.label("origin"), start.c.person).cte(recursive=True)
    return above.union(
        select(above.c.origin, step.c.merged_into)
        .join_from(above, step, step.c.person == above.c.person)
        .where(current(step, secretariat, known_at), step.c.merged_into.is_not(None))
    )


def resolved(secretariat: str, who: Select[Any], known_at: Position | None) -> Select[Any]:
    """Return, for every `person` of `who`, who they finally are: `canonical`."""
    above = upwards(secretariat, who, known_at)
    final = _unmerged(above.c.person, secretariat, known_at)
    return select(above.c.origin.label("person"), above.c.person.label("canonical")).where(final)


def _unmerged(
    person: ColumnElement[Any], secretariat: str, known_at: Position | None
) -> ColumnElement[bool]:
    again = TABLE.alias()
    return ~(
        exists()
        .where(
            current(again, secretariat, known_at),
            again.c.person == person,
            again.c.merged_into.is_not(None),
        )
        .correlate_except(again)
    )
