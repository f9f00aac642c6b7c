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
    or_,
    select,
    tuple_,
    union,
    union_all,
)

from projections import bodies, meetings, organisations, people
from projections.attendance import ABSENT, APOLOGIES, NOT_RECORDED, PRESENT, TABLE
from projections.base import Position, current
from projections.identities import canonical, finally_who, same_as
from projections.meetings import After
from projections.prepared import prepared
from projections.texts import Words

_MOST_SAID = {PRESENT: 0, APOLOGIES: 1, ABSENT: 2}
_NOTHING_SAID, _STAND_IN = 3, 4


@prepared
def meetings_of_person(
    secretariat: str,
    person: str,
    known_at: Position | None,
    body: str | None,
    after: After | None,
    limit: int,
) -> Select[Any]:
    """Return a page of the meetings whose attendance names a person, by day."""
    return _page(_naming(secretariat, person, known_at), secretariat, known_at, body, after, limit)


@prepared
def meetings_of_organisation(
    secretariat: str,
    organisation: str,
    known_at: Position | None,
    body: str | None,
    after: After | None,
    limit: int,
) -> Select[Any]:
    """Return a page of the meetings whose attendance names an organisation, by day."""
    named = _naming_organisation(secretariat, organisation, known_at)
    return _page(named, secretariat, known_at, body, after, limit)


@prepared
def of_person(
    secretariat: str,
    person: str,
    known_at: Position | None,
    body: str | None,
    after: After | None,
    limit: int,
) -> Select[Any]:
    """Return what a page of meetings says of a person, a line each; those of duplicates have none.

    `limit` counts the meetings that name the person.
    """
    named = _naming(secretariat, person, known_at)
    few = _page(named, secretariat, known_at, body, after, limit).subquery()
    return _told(_at(few, secretariat, person, known_at), secretariat, known_at)


@prepared
def of_person_at(
    secretariat: str, person: str, known_at: Position | None, chosen: list[str]
) -> Select[Any]:
    """Return what these meetings say of a person, as `of_person`."""
    few = _chosen(secretariat, known_at, chosen)
    return _told(_at(few, secretariat, person, known_at), secretariat, known_at)


@prepared
def of_organisation(
    secretariat: str,
    organisation: str,
    known_at: Position | None,
    body: str | None,
    after: After | None,
    limit: int,
) -> Select[Any]:
    """Return every row of an organisation at a page of meetings, by day."""
    named = _naming_organisation(secretariat, organisation, known_at)
    few = _page(named, secretariat, known_at, body, after, limit).subquery()
    return _rows_of_organisation(few, secretariat, organisation, known_at)


@prepared
def of_organisation_at(
    secretariat: str, organisation: str, known_at: Position | None, chosen: list[str]
) -> Select[Any]:
    """Return every row of an organisation at these meetings, by day."""
    few = _chosen(secretariat, known_at, chosen)
    return _rows_of_organisation(few, secretariat, organisation, known_at)


@prepared
def matrix(
    secretariat: str, body: str, known_at: Position | None, after: After | None, limit: int
) -> Select[Any]:
    """Return every row of a page of the meetings of a body, by day; `limit` counts meetings."""
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    few = _cut(_held(held, secretariat, known_at, body), held, after, limit).subquery()
    page = select(few, rows.c.row).join_from(few, rows, rows.c.meeting == few.c.meeting)
    page = page.where(_counts(rows, secretariat, known_at))
    return _told(_with_stand_ins(page, secretariat, known_at), secretariat, known_at)


@prepared
def counted_of_person(
    secretariat: str, person: str, known_at: Position | None, body: str | None
) -> Select[Any]:
    """Return of each line of a person what a rate is counted from."""
    held, seen = meetings.TABLE.alias(), _said(_rows(secretariat, person, known_at))
    lines = _held(held, secretariat, known_at, body).add_columns(seen.c.own, seen.c.stand_in)
    page = lines.join(seen, seen.c.meeting == held.c.meeting).subquery()
    return _counted(page, secretariat, known_at)


@prepared
def counted_of_organisation(
    secretariat: str, organisation: str, known_at: Position | None, body: str | None
) -> Select[Any]:
    """Return of each row of an organisation what a rate is counted from."""
    rows, held = TABLE.alias(), meetings.TABLE.alias()
    page = _held(held, secretariat, known_at, body).add_columns(rows.c.row)
    page = page.join(rows, rows.c.meeting == held.c.meeting)
    page = page.where(_counts(rows, secretariat, known_at), rows.c.organisation == organisation)
    # Whether somebody sat in the seat of one who came is never asked.
    lines = _with_stand_ins(page, secretariat, known_at, of_absent=True)
    return _counted(lines, secretariat, known_at)


@prepared
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


def _naming(secretariat: str, person: str, known_at: Position | None) -> Select[Any]:
    """Return the meetings that name a person: by index alone, whatever the rows say."""
    same = same_as(secretariat, person, known_at)
    rows = select(TABLE.c.meeting).where(current(TABLE, secretariat, known_at))
    either = (TABLE.c.person.in_(same), TABLE.c.substitute_for.in_(same))
    return select(union(*(rows.where(each) for each in either)).subquery())


def _naming_organisation(
    secretariat: str, organisation: str, known_at: Position | None
) -> Select[Any]:
    rows = select(TABLE.c.meeting).where(current(TABLE, secretariat, known_at))
    return rows.where(TABLE.c.organisation == organisation).distinct()


def _page(
    named: Select[Any],
    secretariat: str,
    known_at: Position | None,
    body: str | None,
    after: After | None,
    limit: int,
) -> Select[Any]:
    held, some = meetings.TABLE.alias(), named.subquery()
    page = _held(held, secretariat, known_at, body)
    return _cut(page.join(some, some.c.meeting == held.c.meeting), held, after, limit)


def _cut(page: Select[Any], held: Any, after: After | None, limit: int) -> Select[Any]:  # noqa: ANN401
    if after is not None:
        page = page.where(tuple_(held.c.day, held.c.meeting) > tuple_(*after))
    return page.order_by(held.c.day, held.c.meeting).limit(limit)


def _chosen(secretariat: str, known_at: Position | None, chosen: list[str]) -> Subquery:
    held = meetings.TABLE.alias()
    page = _held(held, secretariat, known_at, None)
    return page.where(held.c.meeting.in_(chosen)).subquery()


def _at(few: Subquery, secretariat: str, person: str, known_at: Position | None) -> Subquery:
    """Return the lines of a person at a few meetings, which are read row by row."""
    same, rows = same_as(secretariat, person, known_at), TABLE.alias()
    # Without an index to go by, SQLite reads these meetings and not the whole life of the person.
    mine = func.coalesce(rows.c.person, "").in_(same)
    seat = and_(func.coalesce(rows.c.substitute_for, "").in_(same), rows.c.status == PRESENT)
    says = case((mine, case(_MOST_SAID, value=rows.c.status, else_=_NOTHING_SAID)), else_=_STAND_IN)
    found = select(rows.c.meeting, rows.c.row, says.label("says"))
    found = found.join_from(few, rows, rows.c.meeting == few.c.meeting)
    seen = _said(found.where(_counts(rows, secretariat, known_at), or_(mine, seat)).subquery())
    lines = select(few, seen.c.own, seen.c.stand_in)
    return lines.join_from(few, seen, seen.c.meeting == few.c.meeting).subquery()


def _rows_of_organisation(
    few: Subquery, secretariat: str, organisation: str, known_at: Position | None
) -> Select[Any]:
    rows = TABLE.alias()
    page = select(few, rows.c.row).join_from(few, rows, rows.c.meeting == few.c.meeting)
    theirs = func.coalesce(rows.c.organisation, "") == organisation
    page = page.where(_counts(rows, secretariat, known_at), theirs)
    return _told(_with_stand_ins(page, secretariat, known_at), secretariat, known_at)


def _held(
    held: Any,  # noqa: ANN401
    secretariat: str,
    known_at: Position | None,
    body: str | None,
) -> Select[Any]:
    page = select(held.c.meeting, held.c.day, held.c.body)
    page = page.where(current(held, secretariat, known_at), held.c.held.is_(True))
    return page if body is None else page.where(held.c.body == body)


def _rows(secretariat: str, person: str, known_at: Position | None) -> Subquery:
    """Return every row of a person, and of those who sat in their seat, by how much it says."""
    same = same_as(secretariat, person, known_at)
    says = case(_MOST_SAID, value=TABLE.c.status, else_=_NOTHING_SAID)
    own = select(TABLE.c.meeting, TABLE.c.row, says.label("says"))
    theirs = select(TABLE.c.meeting, TABLE.c.row, literal(_STAND_IN).label("says"))
    counts = _counts(TABLE, secretariat, known_at)
    seats = and_(TABLE.c.substitute_for.in_(same), TABLE.c.status == PRESENT)
    mine = own.where(counts, TABLE.c.person.in_(same))
    return union_all(mine, theirs.where(counts, seats)).subquery()


def _said(rows: Subquery) -> Subquery:
    """Return by meeting the row that says most of a person, and that of who sat in their seat."""
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


def _with_stand_ins(
    page: Select[Any], secretariat: str, known_at: Position | None, *, of_absent: bool = False
) -> Subquery:
    """Put beside each row, or each of somebody absent, the first row of who sat in their seat."""
    lines, own, sits = page.subquery(), TABLE.alias(), TABLE.alias()
    merged = canonical(secretariat, known_at)
    mine, theirs = merged.alias(), merged.alias()
    principal = finally_who(sits.c.substitute_for, theirs)
    is_theirs = principal == finally_who(own.c.person, mine)
    sought: ColumnElement[bool] = own.c.person.is_not(None)
    if of_absent:
        sought = and_(sought, own.c.status != PRESENT)
    there = and_(sits.c.meeting == lines.c.meeting, _counts(sits, secretariat, known_at))
    # Grouped, SQLite knows that these are few: otherwise it reads the whole table to build a
    # filter for what is joined to them.
    return (
        select(
            lines.c.meeting,
            lines.c.day,
            lines.c.body,
            lines.c.row.label("own"),
            func.min(case((is_theirs, sits.c.row))).label("stand_in"),
        )
        .join_from(lines, own, _is(own, lines.c.meeting, lines.c.row, secretariat, known_at))
        .outerjoin(mine, mine.c.person == own.c.person)
        .outerjoin(sits, and_(there, sits.c.status == PRESENT, sought))
        .outerjoin(theirs, theirs.c.person == sits.c.substitute_for)
        .group_by(lines.c.meeting, lines.c.day, lines.c.body, lines.c.row)
        .subquery()
    )


def _counted(page: Subquery, secretariat: str, known_at: Position | None) -> Select[Any]:
    own = TABLE.alias()
    return (
        select(
            page.c.meeting,
            page.c.body,
            func.coalesce(own.c.status, NOT_RECORDED).label("status"),
            own.c.mode,
            own.c.unlisted,
            page.c.stand_in.label("represented_by_row"),
        )
        .select_from(page)
        .outerjoin(own, _is(own, page.c.meeting, page.c.own, secretariat, known_at))
    )


def _told(page: Subquery, secretariat: str, known_at: Position | None) -> Select[Any]:
    """Return the lines of a page with what the rows they name say."""
    of = (secretariat, known_at)
    own, sits, merged = TABLE.alias(), TABLE.alias(), canonical(*of)
    instead = merged.alias()
    words = Words(page, own)
    words.source = words.source.outerjoin(own, _is(own, page.c.meeting, page.c.own, *of)).outerjoin(
        sits, _is(sits, page.c.meeting, page.c.stand_in, *of)
    )
    listed_as, stated = words.of(own.c.name), words.of(own.c.organisation_stated)
    reason, printed = words.of(own.c.reason), words.of(sits.c.name, sits)
    who = func.coalesce(own.c.person, sits.c.substitute_for)
    source = words.source.outerjoin(merged, merged.c.person == who)
    source = source.outerjoin(instead, instead.c.person == sits.c.person)
    stand_in = finally_who(sits.c.person, instead)
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
            stand_in.label("represented_by"),
            func.coalesce(people.name_of(stand_in, *of), printed).label("represented_by_name"),
            printed.label("represented_by_listed_as"),
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
