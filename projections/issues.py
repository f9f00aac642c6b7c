"""What stands about each issue of a log: its number, its theme, its text and whether it is open."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, func, select

from events.base import Recorded
from events.issue.events import (
    IssueClosed,
    IssueEvent,
    IssueLogged,
    IssueNumberInferred,
    IssueReopened,
    IssueUpdated,
)
from projections import confidential_issues
from projections.base import Key, Position, Projection, current, versions
from projections.naming import places_of
from projections.prepared import prepared
from projections.texts import Words

OPEN, CLOSED = "open", "closed"
PRINTED = "printed"


class IssueRow(NamedTuple):
    """An issue; `basis` is `printed` where its number can be read, else why we take it for that.

    `raised_on` is as stated; texts are the newest.
    """

    issue: str
    body: str
    logged_on: str
    number: str | None = None
    printed: str | None = None
    basis: str | None = None
    theme: int | None = None
    raised_on: str | None = None
    text: int | None = None
    proposed_action: int | None = None
    note: int | None = None
    state: str = OPEN
    closed_on: str | None = None
    closed_at: str | None = None
    outcome: int | None = None


TABLE = versions(
    "issues",
    IssueRow,
    ("issue",),
    always=[
        ("body", "issue"),
        ("body", "number"),
        ("text",),
        ("proposed_action",),
        ("note",),
        ("outcome",),
    ],
)


def keys(recorded: Recorded[IssueEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the issue."""
    return ((recorded.event.issue,),)


def evolve(row: IssueRow | None, recorded: Recorded[IssueEvent], _: Key) -> IssueRow | None:
    """Return the issue after the event."""
    event = recorded.event
    if isinstance(event, IssueLogged):
        return _logged(event, recorded)
    return None if row is None else _changed(row, recorded)


def _logged(event: IssueLogged, recorded: Recorded[IssueEvent]) -> IssueRow:
    return IssueRow(
        issue=event.issue,
        body=event.body,
        logged_on=event.occurred_on,
        number=event.number,
        printed=event.printed,
        basis=PRINTED if event.number is not None else None,
        theme=recorded.place("/theme"),
        raised_on=event.raised_on,
        text=recorded.place("/text"),
        proposed_action=recorded.place("/proposed_action"),
    )


def _changed(row: IssueRow, recorded: Recorded[IssueEvent]) -> IssueRow:
    match recorded.event:
        case IssueNumberInferred(number=number, basis=basis):
            return row._replace(number=number, basis=basis)
        case IssueUpdated(raised_on=day):
            return row._replace(
                theme=recorded.place("/theme") or row.theme,
                raised_on=day or row.raised_on,
                text=recorded.place("/text") or row.text,
                proposed_action=recorded.place("/proposed_action") or row.proposed_action,
                note=recorded.place("/note") or row.note,
            )
        case IssueClosed(occurred_on=on, meeting=meeting):
            return row._replace(
                state=CLOSED, closed_on=on, closed_at=meeting, outcome=recorded.place("/outcome")
            )
        case IssueReopened():
            return row._replace(state=OPEN, closed_on=None, closed_at=None, outcome=None)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE, category="issue", shape=IssueRow, key=("issue",), keys=keys, evolve=evolve
)


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that an issue was confidential at `known_at`."""
    return confidential_issues.is_one(rows, rows.c.issue, known_at)


class Wanted(NamedTuple):
    """Which issues are asked for; what is None does not matter."""

    body: str | None = None
    theme: str | None = None
    state: str | None = None


@prepared
def issues(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of issues in the order of their identity; `after` is the last one seen."""
    page = _described(secretariat, known_at)
    if wanted.body is not None:
        page = page.where(TABLE.c.body == wanted.body)
    if wanted.theme is not None:
        page = page.where(TABLE.c.theme.in_(places_of(secretariat, wanted.theme)))
    if wanted.state is not None:
        page = page.where(TABLE.c.state == wanted.state)
    if after is not None:
        page = page.where(TABLE.c.issue > after)
    return page.order_by(TABLE.c.issue).limit(limit)


@prepared
def issue(secretariat: str, issue: str, known_at: Position | None) -> Select[Any]:
    """Return the one issue."""
    return _described(secretariat, known_at).where(TABLE.c.issue == issue)


@prepared
def by_theme(secretariat: str, body: str, known_at: Position | None) -> Select[Any]:
    """Return each `theme` of the log of a body with how many are `open` and how many `closed`.

    The theme is null for issues without one. Themes come in the order of their first issue.
    """
    words = Words(TABLE, TABLE)
    theme = words.of(TABLE.c.theme)
    counted: Any = (
        select(
            theme.label("theme"),
            func.count(case((TABLE.c.state == OPEN, 1))).label("open"),
            func.count(case((TABLE.c.state == CLOSED, 1))).label("closed"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.body == body)
        .group_by(theme)
        .order_by(func.min(TABLE.c.issue))
    )
    return counted  # type: ignore[no-any-return]


@prepared
def numbered(secretariat: str, body: str, number: str, known_at: Position | None) -> Select[Any]:
    """Return the issues of a log that have that number, or are taken to."""
    return (
        select(TABLE.c.issue)
        .where(current(TABLE, secretariat, known_at))
        .where(TABLE.c.body == body, TABLE.c.number == number)
        .order_by(TABLE.c.issue)
    )


@prepared
def beside(secretariat: str, issue: str, number: str, known_at: Position | None) -> Select[Any]:
    """Return the other issues of the log of `issue` that have that number, or are taken to."""
    mine = TABLE.alias()
    body = select(mine.c.body).where(current(mine, secretariat, known_at), mine.c.issue == issue)
    return (
        select(TABLE.c.issue)
        .where(current(TABLE, secretariat, known_at))
        .where(TABLE.c.body == body.scalar_subquery(), TABLE.c.number == number)
        .where(TABLE.c.issue != issue)
        .order_by(TABLE.c.issue)
    )


_INNER = {"secretariat", "theme", "text", "proposed_action", "note", "outcome", "since", "until"}


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    texts = [
        words.of(TABLE.c[name]).label(name)
        for name in ("theme", "text", "proposed_action", "note", "outcome")
    ]
    return (
        select(
            *(column for column in TABLE.c if column.name not in _INNER),
            *texts,
            is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
