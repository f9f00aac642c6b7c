"""What is said where: the passages of the record that have the words somebody looks for.

The index (`migrations/`) knows words and places, and nothing of who may read what; so a place
counts only once a row that is read, and stood at the position asked, refers to it. How well a
passage fits is told by that passage alone, never by how common a word is elsewhere: that would tell
of passages that are withheld, or of another office.

The databases find the same, save that SQLite knows every letter and PostgreSQL only those above
(`sought.fold`) and, before version 17, the capitals of the language it was made for. They rank
differently: SQLite by how many of the words there are in how long a passage, PostgreSQL by how
close together they are as well.
"""

import unicodedata
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Subquery,
    Table,
    and_,
    cast,
    column,
    func,
    literal,
    literal_column,
    null,
    or_,
    select,
    table,
    union_all,
)

from projections import actions, meetings, reports
from projections.base import Position, current
from projections.passage_kinds import KINDS, Kind
from projections.prepared import prepared
from projections.sought import Sought, Term
from projections.texts import Words


class Asked(NamedTuple):
    """Where to look; what is None does not matter."""

    secretariat: str
    known_at: Position | None
    kind: str | None = None
    body: str | None = None
    meeting: str | None = None
    since: str | None = None
    until: str | None = None


class After(NamedTuple):
    """The rank and the place of the last passage seen."""

    rank: int
    place: int


@prepared
def passages(
    asked: Asked,
    words: str,
    after: After | None,
    limit: int,
    sqlite: bool,  # noqa: FBT001  prepared for each
) -> Select[Any]:
    """Return a page of passages, the best first and, of equals, the earlier in the log.

    `words` is what is sought, as the database takes it (`written`).
    """
    found = _found(asked, words, sqlite=sqlite)
    rank, place = found.c.rank, found.c.place
    page = select(found)
    if after is not None:
        page = page.where(or_(rank < after.rank, and_(rank == after.rank, place > after.place)))
    return page.order_by(rank.desc(), place).limit(limit)


@prepared
def rank_of(
    asked: Asked,
    words: str,
    place: int,
    sqlite: bool,  # noqa: FBT001  prepared for each
) -> Select[Any]:
    """Return the rank of the passage at `place`, where it is among those that are found."""
    found = _found(asked, words, sqlite=sqlite)
    return select(found.c.rank).where(found.c.place == place)


def written(sought: Sought, *, sqlite: bool) -> str:
    """Return what is sought as a database takes it: for FTS5, or as a `tsquery` is written."""
    return _for_sqlite(sought) if sqlite else _for_postgresql(sought)


def _found(asked: Asked, words: str, *, sqlite: bool) -> Subquery:
    matched = _matched(asked, words, sqlite=sqlite)
    queries = (
        _of_kind(asked, matched, name, kind, place)
        for name, kind in KINDS.items()
        for place in kind.words
    )
    return union_all(*queries).subquery("found")


def _of_kind(
    asked: Asked,
    matched: Any,  # noqa: ANN401
    name: str,
    kind: Kind,
    place: str,
) -> Select[Any]:
    rows, own = kind.table, kind.table.c[place]
    words = Words(rows.join(matched, matched.c.place == own), rows)
    body, day = _whose(asked, rows, words)
    if kind.days:
        day = func.coalesce(*(rows.c[each] for each in kind.days), day)
    said = words.of(own)
    query = (
        select(
            literal(name).label("kind"),
            matched.c.rank.label("rank"),
            matched.c.place.label("place"),
            _or_null(rows, kind.identity, String).label("id"),
            body.label("body"),
            _or_null(rows, "meeting", String).label("meeting"),
            _or_null(rows, "report", String).label("report"),
            _or_null(rows, kind.part, BigInteger).label("part"),
            _or_null(rows, kind.number, String).label("number"),
            day.label("day"),
            said.label("text"),
        )
        .select_from(words.source)
        .where(current(rows, asked.secretariat, asked.known_at))
    )
    if asked.kind is not None:
        query = query.where(literal(name) == asked.kind)
    return query.where(*_narrowed(asked, body, rows, day))


def _whose(
    asked: Asked, rows: Table, words: Words
) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Join what the rows are of; return the body of that and its day. A report is of no body."""
    of = asked.secretariat, asked.known_at
    body: ColumnElement[Any] = rows.c.body if "body" in rows.c else cast(null(), String)
    day: ColumnElement[Any] = cast(null(), String)
    if "meeting" in rows.c:
        meeting = meetings.TABLE.alias()
        same = and_(current(meeting, *of), meeting.c.meeting == rows.c.meeting)
        words.source = words.source.outerjoin(meeting, same)
        body = rows.c.body if "body" in rows.c else meeting.c.body
        day = func.coalesce(meeting.c.said, meeting.c.day)
    if "report" in rows.c:
        report = reports.TABLE.alias()
        same = and_(current(report, *of), report.c.report == rows.c.report)
        words.source = words.source.join(report, same)
        day = report.c.published_on
    if "action" in rows.c and "body" not in rows.c:
        action = actions.TABLE.alias()
        same = and_(current(action, *of), action.c.action == rows.c.action)
        words.source = words.source.join(action, same)
        body = action.c.body
    return body, day


def _or_null(rows: Table, column: str | None, kind: Any) -> ColumnElement[Any]:  # noqa: ANN401
    return rows.c[column] if column and column in rows.c else cast(null(), kind)


_LATER_THAN_ANY: Final = "~"
"""After it a day, a month or a year that another begins with is as late as it can mean."""


def _narrowed(
    asked: Asked, body: ColumnElement[Any], rows: Table, day: ColumnElement[Any]
) -> list[ColumnElement[bool]]:
    """Return the conditions of what is asked; a day that is not exact counts by all it can mean."""
    conditions: list[ColumnElement[bool]] = []
    if asked.body is not None:
        conditions.append(body == asked.body)
    if asked.meeting is not None:
        conditions.append(_or_null(rows, "meeting", String) == asked.meeting)
    if asked.since is not None:
        conditions.append(day.concat(_LATER_THAN_ANY) >= asked.since)
    if asked.until is not None:
        conditions.append(day <= cast(asked.until, String).concat(_LATER_THAN_ANY))
    return conditions


def _matched(asked: Asked, words: str, *, sqlite: bool) -> Any:  # noqa: ANN401
    """Return the places of the passages with these words, whoever may read them, and their rank."""
    if sqlite:
        return _matched_on_sqlite(asked, words).cte("matched")
    place, rank = column("place", BigInteger), column("rank", BigInteger)
    told = func.passages_with(words).table_valued(place, rank)
    return select(told.c.place, told.c.rank).cte("matched")


_HITS: Final = "length(highlight(passage_words, 0, char(1), '')) - length(text)"
"""How often what is sought is there: one character is put before each."""


def _matched_on_sqlite(asked: Asked, words: str) -> Select[Any]:
    """Rank in the shape of BM25, with constants for what it would count in all other passages."""
    index = table("passage_words", column("rowid"))
    has: ColumnElement[bool] = literal_column("passage_words", String).op("MATCH")(words)
    found = (
        select(
            index.c.rowid.label("id"),
            literal_column(_HITS).label("hits"),
            literal_column("length(text)").label("length"),
        )
        .where(has)
        .subquery("hit")
    )
    # what is read of it is its place, so that it may be read past who sees what
    held = table(
        "private_texts", *map(column, ("rowid", "secretariat", "place")), schema="main"
    ).alias("held")
    rank = cast(literal_column("1000000 * hits / (hits + 0.3 + length / 667.0)"), BigInteger)
    columns: tuple[ColumnElement[Any], ...] = (held.c.place.label("place"), rank.label("rank"))
    return (
        select(*columns)
        .join_from(found, held, held.c.rowid == found.c.id)
        .where(held.c.secretariat == asked.secretariat)
    )


def _for_sqlite(sought: Sought) -> str:
    """Return what is sought as FTS5 takes it."""
    wanted = " AND ".join(map(_phrase, sought.wanted))
    if not sought.excluded:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_phrase, sought.excluded))})"


def _phrase(term: Term) -> str:
    """Return words as FTS5 has them: letters that it takes no mark from stand there composed."""
    words = unicodedata.normalize("NFC", " ".join(term.words))
    return f'"{words}"{" *" if term.begins else ""}'


def _for_postgresql(sought: Sought) -> str:
    """Return what is sought as a `tsquery` is written."""
    wanted = [_followed(term) for term in sought.wanted]
    return " & ".join([*wanted, *(f"!{_followed(term)}" for term in sought.excluded)])


def _followed(term: Term) -> str:
    words = " <-> ".join(f"'{word}'" for word in term.words)
    return f"({words}{':*' if term.begins else ''})"
