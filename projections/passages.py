"""What is said where: the passages of the record that have the words somebody looks for.

The index (`migrations/`) knows words and places, and nothing of who may read what; so a place counts
only once a row that is read, and stood at the position asked, refers to it. How well a passage fits
is told by that passage alone, never by how common a word is elsewhere: that would tell of passages
that are withheld, or of another office.

To add a kind: a line in `KINDS`.

The databases find the same, save that SQLite knows every letter and PostgreSQL only those above
(`sought.fold`) and, before version 17, the capitals of the language it was made for. They rank
differently: SQLite by how many of the words there are in how long a passage, PostgreSQL by how
close together they are as well.
"""

from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    String,
    Subquery,
    Table,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    text,
    union_all,
)

from projections import (
    action_progress,
    actions,
    agenda_items,
    decisions,
    meetings,
    paragraphs,
)
from projections.base import Position, current
from projections.sought import Sought, Term
from projections.texts import Words


class Kind(NamedTuple):
    """A kind of passage: the read model that refers to it, and how its rows say what it is of.

    A row of it has a `meeting` or a `body`, or the `action` that has; `words` is the column with
    the place of the text. `link` is where the thing is read, with columns of the row in it.
    """

    table: Table
    words: str
    link: str
    identity: str | None = None
    """The column with the identity of the thing, where it has one of its own."""
    part: str | None = None
    """The column with its number within the meeting."""
    number: str | None = None
    """The column with the number that is printed."""
    day: str | None = None
    """The column with the day of it; else it is of the day of its meeting."""


_AT_MEETING: Final = "/meetings/{meeting}"

KINDS: Final[dict[str, Kind]] = {
    "agenda_item": Kind(
        agenda_items.TABLE, "title", _AT_MEETING, part="item", number="number"
    ),
    "paragraph": Kind(
        paragraphs.TABLE, "text", _AT_MEETING, part="paragraph", number="number"
    ),
    "decision": Kind(decisions.TABLE, "text", _AT_MEETING, part="decision"),
    "action": Kind(
        actions.TABLE,
        "text",
        "/actions/{id}",
        identity="action",
        number="reference",
        day="assigned_on",
    ),
    "progress": Kind(
        action_progress.TABLE, "text", "/actions/{id}", identity="action", day="said_on"
    ),
}
"""Every kind of passage that is searched."""


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


def passages(
    asked: Asked, sought: Sought, dialect: str, after: After | None, limit: int
) -> Select[Any]:
    """Return a page of passages, the best first and, of equals, the earlier in the log."""
    all_of_them = _found(asked, sought, dialect)
    rank, place = all_of_them.c.rank, all_of_them.c.place
    page = select(all_of_them)
    if after is not None:
        page = page.where(or_(rank < after.rank, and_(rank == after.rank, place > after.place)))
    return page.order_by(rank.desc(), place).limit(limit)


def rank_of(asked: Asked, sought: Sought, dialect: str, place: int) -> Select[Any]:
    """Return the rank of the passage at `place`, where it is among those that are found."""
    all_of_them = _found(asked, sought, dialect)
    return select(all_of_them.c.rank).where(all_of_them.c.place == place)


def _found(asked: Asked, sought: Sought, dialect: str) -> Subquery:
    matched = _matched(asked, sought, dialect)
    kinds = {asked.kind: KINDS[asked.kind]} if asked.kind else KINDS
    found = union_all(*(_of_kind(asked, matched, *each) for each in kinds.items()))
    return found.subquery("found")


def _of_kind(asked: Asked, matched: Any, name: str, kind: Kind) -> Select[Any]:  # noqa: ANN401
    rows, of = kind.table, (asked.secretariat, asked.known_at)
    own, meeting = rows.c.get(kind.words), meetings.TABLE.alias()
    words = Words(rows.join(matched, matched.c.place == own), rows)
    same_meeting = and_(current(meeting, *of), meeting.c.meeting == rows.c.meeting)
    words.source = words.source.outerjoin(meeting, same_meeting)
    body: ColumnElement[Any] = meeting.c.body
    if "body" in rows.c:
        body = rows.c.body
    elif "action" in rows.c:
        action = actions.TABLE.alias()
        same_action = and_(current(action, *of), action.c.action == rows.c.action)
        words.source = words.source.join(action, same_action)
        body = action.c.body
    said = words.of(own)
    day = rows.c[kind.day] if kind.day else func.coalesce(meeting.c.said, meeting.c.day)
    query = (
        select(
            literal(name).label("kind"),
            matched.c.rank.label("rank"),
            matched.c.place.label("place"),
            _or_null(rows, kind.identity, String).label("id"),
            body.label("body"),
            rows.c.meeting.label("meeting"),
            _or_null(rows, kind.part, BigInteger).label("part"),
            _or_null(rows, kind.number, String).label("number"),
            day.label("day"),
            said.label("text"),
        )
        .select_from(words.source)
        .where(current(rows, *of))
    )
    return query.where(*_narrowed(asked, body, rows, day))


def _or_null(rows: Table, column: str | None, kind: Any) -> ColumnElement[Any]:  # noqa: ANN401
    return rows.c[column] if column else cast(null(), kind)


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
        conditions.append(rows.c.meeting == asked.meeting)
    if asked.since is not None:
        conditions.append(func.concat(day, _LATER_THAN_ANY) >= asked.since)
    if asked.until is not None:
        conditions.append(day <= asked.until + _LATER_THAN_ANY)
    return conditions


_SQLITE: Final = """
SELECT held.place AS place, CAST(1000000.0 * hits / (hits + 0.3 + length / 667.0) AS INTEGER) AS rank
FROM (
    SELECT rowid AS id, length(text) AS length,
        length(highlight(passage_words, 0, char(1), '')) - length(text) AS hits
    FROM passage_words WHERE passage_words MATCH :sought) AS words
JOIN main.private_texts AS held ON held.rowid = words.id
WHERE held.secretariat = :office
"""
"""The shape of BM25, with constants in place of what it would count in all other passages."""

_POSTGRESQL: Final = "SELECT place, rank FROM passages_with(:sought)"


def _matched(asked: Asked, sought: Sought, dialect: str) -> Any:  # noqa: ANN401
    """Return the places of the passages with these words, whoever may read them, and their rank."""
    if dialect == "sqlite":
        values = (
            bindparam("sought", for_sqlite(sought)),
            bindparam("office", asked.secretariat),
        )
        statement = text(_SQLITE).bindparams(*values)
    else:
        statement = text(_POSTGRESQL).bindparams(bindparam("sought", for_postgresql(sought)))
    return statement.columns(place=BigInteger, rank=BigInteger).cte("matched")


def for_sqlite(sought: Sought) -> str:
    """Return what is sought as FTS5 takes it."""
    wanted = " AND ".join(map(_phrase, sought.wanted))
    if not sought.excluded:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(map(_phrase, sought.excluded))})"


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"{" *" if term.begins else ""}'


def for_postgresql(sought: Sought) -> str:
    """Return what is sought as a `tsquery` is written."""
    wanted = [_followed(term) for term in sought.wanted]
    return " & ".join([*wanted, *(f"!{_followed(term)}" for term in sought.excluded)])


def _followed(term: Term) -> str:
    words = " <-> ".join(f"'{word}'" for word in term.words)
    return f"({words}{':*' if term.begins else ''})"
