"""Where people stand in the lists of attendance of a body, under which name."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select

from projections import meetings, organisations
from projections.attendance import TABLE
from projections.base import Position, current
from projections.identities import canonical, finally_who
from projections.naming import places_of
from projections.prepared import prepared
from projections.texts import Words


def listed_as(secretariat: str, body: str, text: str, known_at: Position | None) -> Select[Any]:
    """Return each `person` who is listed under exactly this name at a meeting of a body.

    Who was only later said to be the Official of one meeting is not whom the next one means.
    """
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    return select(rows.c.person).where(
        rows.c.name.in_(places_of(secretariat, text)),
        rows.c.person.is_not(None),
        rows.c.grounds.is_(None),
        _in_body(rows, held, secretariat, known_at),
        held.c.body == body,
    )


def stands_in(
    secretariat: str, body: str, person: ColumnElement[Any], known_at: Position | None
) -> ColumnElement[bool]:
    """Return the condition that a person stands in the attendance of a meeting of a body."""
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    return (
        exists()
        .where(_in_body(rows, held, secretariat, known_at), held.c.body == body)
        .where(rows.c.person == person)
        .correlate_except(rows, held)
    )


@prepared
def lines_of(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return every row of a body that names somebody, by day: who it is, as what, and for whom.

    With `unlisted` they took part without being listed. Rows that repeat another are left out.
    """
    of = (secretariat, known_at)
    rows, held, merged = TABLE.alias(), meetings.TABLE.alias(), canonical(*of)
    words = Words(rows.join(held, _in_body(rows, held, *of)), rows)
    name, stated = words.of(rows.c.name), words.of(rows.c.organisation_stated)
    return (
        select(
            finally_who(rows.c.person, merged).label("person"),
            held.c.meeting,
            held.c.day,
            rows.c.row,
            rows.c.unlisted,
            name.label("name"),
            rows.c.organisation,
            organisations.name_of(rows.c.organisation, *of).label("organisation_name"),
            stated.label("organisation_stated"),
        )
        .select_from(words.source.outerjoin(merged, merged.c.person == rows.c.person))
        .where(held.c.body == body, rows.c.person.is_not(None), rows.c.duplicate_of.is_(None))
        .order_by(held.c.day, held.c.meeting, rows.c.row)
    )


@prepared
def people_at(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return each `person` who stands in the list of a meeting, as who they finally are."""
    rows, merged = TABLE.alias(), canonical(secretariat, known_at)
    return (
        select(finally_who(rows.c.person, merged).label("person"))
        .select_from(rows.outerjoin(merged, merged.c.person == rows.c.person))
        .where(current(rows, secretariat, known_at), rows.c.meeting == meeting)
        .where(rows.c.person.is_not(None), rows.c.unlisted.is_(None))
        .distinct()
    )


@prepared
def spoken_for(secretariat: str, known_at: Position | None, people: list[str]) -> Select[Any]:
    """Return for which organisations these people stand in lists, under these very identities.

    The same may come several times: to sort that out, SQLite would read through all the texts there
    are for a reader who is not cleared.
    """
    rows, of = TABLE.alias(), (secretariat, known_at)
    words = Words(rows, rows)
    stated = words.of(rows.c.organisation_stated)
    return (
        select(
            rows.c.person,
            rows.c.organisation,
            organisations.name_of(rows.c.organisation, *of).label("organisation_name"),
            stated.label("organisation_stated"),
        )
        .select_from(words.source)
        .where(current(rows, *of), rows.c.person.in_(people))
    )


def _in_body(
    rows: Any,  # noqa: ANN401
    held: Any,  # noqa: ANN401
    secretariat: str,
    known_at: Position | None,
) -> ColumnElement[bool]:
    return and_(
        current(rows, secretariat, known_at),
        current(held, secretariat, known_at),
        held.c.meeting == rows.c.meeting,
    )
