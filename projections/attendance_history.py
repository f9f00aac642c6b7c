"""Who came to which meeting: of a person, of an organisation, or of a whole body.

Only meetings that were held count, and a row found to be a duplicate never does. A person has one
line a meeting, whatever identity they were listed under: the row that says most of them. Who sat
in their seat stands beside it, and alone where they are not listed themselves.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from projections import bodies, meetings, organisations
from projections.attendance import ABSENT, APOLOGIES, NOT_RECORDED, PRESENT, TABLE
from projections.base import Position, current
from projections.identities import canonical, finally_who, same_as
from projections.meetings import After
from projections.texts import Words

_MOST_SAID = {PRESENT: 0, APOLOGIES: 1, ABSENT: 2}
_NOTHING_SAID, _STAND_IN = 3, 4


def of_person(
    secretariat: str,
    person: str,
    known_at: Position | None,
    body: str | None,
    after: After | None,
    limit: int,
) -> Select[Any]:
    """Return a page of the meetings at which a person is listed or was represented, by day."""
    seen, held = _seen(secretariat, person, known_at), meetings.TABLE.alias()
    page = _held(held, secretariat, known_at, body, after).add_columns(seen.c.own, seen.c.stand_in)
    page = page.join(seen, seen.c.meeting == held.c.meeting)
    page = page.order_by(held.c.day, held.c.meeting).limit(limit)
    return _told(page.subquery(), secretariat, known_at)


def of_organisation(
    secretariat: str,
    organisation: str,
    known_at: Position | None,
    body: str | None,
    after: tuple[str, str, int] | None,
    limit: int,
) -> Select[Any]:
    """Return a page of the rows of an organisation, by day; `after` ends with the `row`."""
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    page = _held(held, secretariat, known_at, body, None).add_columns(rows.c.row)
    page = page.join(rows, rows.c.meeting == held.c.meeting)
    page = page.where(_counts(rows, secretariat, known_at), rows.c.organisation == organisation)
    if after is not None:
        page = page.where(tuple_(held.c.day, held.c.meeting, rows.c.row) > after)
    page = page.order_by(held.c.day, held.c.meeting, rows.c.row).limit(limit)
    return _told(_with_stand_ins(page, secretariat, known_at), secretariat, known_at)


def matrix(
    secretariat: str, body: str, known_at: Position | None, after: After | None, limit: int
) -> Select[Any]:
    """Return every row of a page of the meetings of a body, by day; `limit` counts meetings."""
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    some = _held(held, secretariat, known_at, body, after)
    few = some.order_by(held.c.day, held.c.meeting).limit(limit).subquery()
    page = select(few, rows.c.row).join_from(few, rows, rows.c.meeting == few.c.meeting)
    page = page.where(_counts(rows, secretariat, known_at))
    return _told(_with_stand_ins(page, secretariat, known_at), secretariat, known_at)


def together(secretariat: str, one: str, other: str, known_at: Position | None) -> Select[Any]:
    """Return the meetings that have both people present, in rows that are not the same."""
    mine, theirs = TABLE.alias(), TABLE.alias()
    return (
        select(mine.c.meeting)
        .join_from(mine, theirs, theirs.c.meeting == mine.c.meeting)
        .where(_came(mine, secretariat, one, known_at))
        .where(_came(theirs, secretariat, other, known_at))
        .where(mine.c.row != theirs.c.row)
        .distinct()
        .order_by(mine.c.meeting)
    )


def _came(
    rows: Any,  # noqa: ANN401
    secretariat: str,
    person: str,
    known_at: Position | None,
) -> ColumnElement[bool]:
    who = rows.c.person.in_(same_as(secretariat, person, known_at))
    return and_(_counts(rows, secretariat, known_at), who, rows.c.status == PRESENT)


def _held(
    held: Any,  # noqa: ANN401
    secretariat: str,
    known_at: Position | None,
    body: str | None,
    after: After | None,
) -> Select[Any]:
    page = select(held.c.meeting, held.c.day, held.c.body)
    page = page.where(current(held, secretariat, known_at), held.c.held.is_(True))
    if body is not None:
        page = page.where(held.c.body == body)
    return page if after is None else page.where(tuple_(held.c.day, held.c.meeting) > after)


def _seen(secretariat: str, person: str, known_at: Position | None) -> Subquery:
    """Return by meeting the row that says most of a person, and that of who sat in their seat."""
    same = same_as(secretariat, person, known_at)
    says = case(_MOST_SAID, value=TABLE.c.status, else_=_NOTHING_SAID)
    own = select(TABLE.c.meeting, TABLE.c.row, says.label("says"))
    theirs = select(TABLE.c.meeting, TABLE.c.row, literal(_STAND_IN).label("says"))
    counts = _counts(TABLE, secretariat, known_at)
    seats = and_(TABLE.c.substitute_for.in_(same), TABLE.c.status == PRESENT)
    rows = union_all(
        own.where(counts, TABLE.c.person.in_(same)), theirs.where(counts, seats)
    ).subquery()
    first = func.row_number().over(partition_by=rows.c.meeting, order_by=(rows.c.says, rows.c.row))
    ranked = select(rows, first.label("rank")).subquery()
    is_own = and_(ranked.c["rank"] == 1, ranked.c.says < _STAND_IN)
    return (
        select(
            ranked.c.meeting,
            func.min(case((is_own, ranked.c.row))).label("own"),
            func.min(case((ranked.c.says == _STAND_IN, ranked.c.row))).label("stand_in"),
        )
        .group_by(ranked.c.meeting)
        .subquery()
    )


def _with_stand_ins(page: Select[Any], secretariat: str, known_at: Position | None) -> Subquery:
    """Put beside each row the first row of somebody who sat in that person's seat."""
    lines, own, sits = page.subquery(), TABLE.alias(), TABLE.alias()
    merged = canonical(secretariat, known_at)
    mine, theirs = merged.alias(), merged.alias()
    principal = finally_who(sits.c.substitute_for, theirs)
    stand_in = (
        select(func.min(sits.c.row))
        .outerjoin_from(sits, theirs, theirs.c.person == sits.c.substitute_for)
        .where(_counts(sits, secretariat, known_at), sits.c.meeting == lines.c.meeting)
        .where(sits.c.status == PRESENT, principal == finally_who(own.c.person, mine))
        .correlate_except(sits, theirs)
        .scalar_subquery()
    )
    return (
        select(
            lines.c.meeting,
            lines.c.day,
            lines.c.body,
            lines.c.row.label("own"),
            stand_in.label("stand_in"),
        )
        .join_from(lines, own, _is(own, lines.c.meeting, lines.c.row, secretariat, known_at))
        .outerjoin(mine, mine.c.person == own.c.person)
        .subquery()
    )


def _told(page: Subquery, secretariat: str, known_at: Position | None) -> Select[Any]:
    """Return the lines of a page with what the rows they name say."""
    of = (secretariat, known_at)
    own, sits, merged = TABLE.alias(), TABLE.alias(), canonical(*of)
    words = Words(page, own)
    words.source = words.source.outerjoin(own, _is(own, page.c.meeting, page.c.own, *of)).outerjoin(
        sits, _is(sits, page.c.meeting, page.c.stand_in, *of)
    )
    listed_as, stated = words.of(own.c.name), words.of(own.c.organisation_stated)
    reason, stand_in = words.of(own.c.reason), words.of(sits.c.name, sits)
    who = func.coalesce(own.c.person, sits.c.substitute_for)
    source = words.source.outerjoin(merged, merged.c.person == who)
    return (
        select(
            page.c.meeting,
            page.c.day,
            page.c.body,
            bodies.name_of(page.c.body, *of).label("body_name"),
            page.c.own.label("row"),
            finally_who(who, merged).label("person"),
            listed_as.label("listed_as"),
            own.c.organisation,
            organisations.name_of(own.c.organisation, *of).label("organisation_name"),
            stated.label("organisation_stated"),
            func.coalesce(own.c.status, NOT_RECORDED).label("status"),
            own.c.capacity,
            own.c.mode,
            own.c.substitute_for,
            own.c.chaired,
            own.c.unlisted,
            reason.label("reason"),
            page.c.stand_in.label("represented_by_row"),
            sits.c.person.label("represented_by"),
            stand_in.label("represented_by_name"),
        )
        .select_from(source)
        .order_by(page.c.day, page.c.meeting, page.c.own)
    )


def _counts(rows: Any, secretariat: str, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    return and_(current(rows, secretariat, known_at), rows.c.duplicate_of.is_(None))


def _is(
    rows: Any,  # noqa: ANN401
    meeting: ColumnElement[Any],
    row: ColumnElement[Any],
    secretariat: str,
    known_at: Position | None,
) -> ColumnElement[bool]:
    the_row = and_(rows.c.meeting == meeting, rows.c.row == row)
    return and_(current(rows, secretariat, known_at), the_row)
