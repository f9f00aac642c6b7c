"""Where in the log the attendance of somebody may have changed, between two positions.

These are candidates: a row, a meeting, a membership or a merge that began or ended there. What
really changed a figure is found by asking the history at each of them.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, null, or_, select, union_all

from projections import attendance, meetings, memberships, people
from projections.prepared import prepared


@prepared
def ever_merged(secretariat: str, identities: list[str]) -> Select[Any]:
    """Return whoever was at any time merged into one of these, or one of these into them."""
    table = people.TABLE
    touches = or_(table.c.person.in_(identities), table.c.merged_into.in_(identities))
    merged = and_(table.c.secretariat == secretariat, table.c.merged_into.is_not(None))
    return select(table.c.person, table.c.merged_into).where(merged, touches).distinct()


@prepared
def at_merges(secretariat: str, after: int, up_to: int, identities: list[str]) -> Select[Any]:
    """Return the positions at which one of these was merged or un-merged."""
    table = people.TABLE
    merged = and_(table.c.person.in_(identities), table.c.merged_into.is_not(None))
    return _bounds(table, None, secretariat, after, up_to, merged)


@prepared
def at_rows_of_people(
    secretariat: str, after: int, up_to: int, identities: list[str]
) -> Select[Any]:
    """Return at which meeting and position a row of one of these, or for one, began or ended."""
    table = attendance.TABLE
    named = or_(table.c.person.in_(identities), table.c.substitute_for.in_(identities))
    return _bounds(table, table.c.meeting, secretariat, after, up_to, named)


@prepared
def at_rows_for(
    secretariat: str, after: int, up_to: int, organisation: str, chosen: list[str]
) -> Select[Any]:
    """Return the same of the rows of an organisation, and of who sat for somebody, there."""
    table = attendance.TABLE
    theirs = or_(table.c.organisation == organisation, table.c.substitute_for.is_not(None))
    there = and_(table.c.meeting.in_(chosen), theirs)
    return _bounds(table, table.c.meeting, secretariat, after, up_to, there)


@prepared
def at_meetings(secretariat: str, after: int, up_to: int, chosen: list[str]) -> Select[Any]:
    """Return at which position one of these meetings was held, moved or called off."""
    table = meetings.TABLE
    there = table.c.meeting.in_(chosen)
    return _bounds(table, table.c.meeting, secretariat, after, up_to, there)


@prepared
def at_memberships_of_people(
    secretariat: str, after: int, up_to: int, identities: list[str]
) -> Select[Any]:
    """Return the positions at which a membership of one of these began or ended."""
    table = memberships.TABLE
    return _bounds(table, None, secretariat, after, up_to, table.c.person.in_(identities))


@prepared
def at_memberships_for(secretariat: str, after: int, up_to: int, organisation: str) -> Select[Any]:
    """Return the positions at which a membership for an organisation began or ended."""
    table = memberships.TABLE
    theirs = memberships.speaks_for(table, organisation)
    return _bounds(table, None, secretariat, after, up_to, theirs)


@prepared
def people_of_rows_for(secretariat: str, organisation: str, chosen: list[str]) -> Select[Any]:
    """Return everybody who ever stood in a row of an organisation at these meetings."""
    table = attendance.TABLE
    return (
        select(table.c.person)
        .where(table.c.secretariat == secretariat, table.c.meeting.in_(chosen))
        .where(table.c.organisation == organisation, table.c.person.is_not(None))
        .distinct()
    )


def _bounds(
    table: Any,  # noqa: ANN401
    meeting: ColumnElement[Any] | None,
    secretariat: str,
    after: int,
    up_to: int,
    condition: ColumnElement[bool],
) -> Select[Any]:
    """Return `meeting` and `position` where versions of such rows begin or end."""
    which = null() if meeting is None else meeting
    ends = union_all(
        *(
            select(which.label("meeting"), bound.label("position")).where(
                table.c.secretariat == secretariat, bound > after, bound <= up_to, condition
            )
            for bound in (table.c.since, table.c.until)
        )
    ).subquery()
    return select(ends.c.meeting, ends.c.position).distinct()
