"""Statements of progress as printed, each with its theme and the words for who did it."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.report.events import ProgressNarrated, ReportEvent
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class StatementRow(NamedTuple):
    """A statement of progress."""

    report: str
    statement: str
    theme: int | None
    owner: int | None
    text: int
    told_on: str


TABLE = versions(
    "progress_statements", StatementRow, ("report", "statement"), always=[("statement",)]
)


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the statement."""
    event = recorded.event
    return ((event.report, event.statement),) if isinstance(event, ProgressNarrated) else ()


def evolve(
    row: StatementRow | None, recorded: Recorded[ReportEvent], _: Key
) -> StatementRow | None:
    """Return the statement, which stays as printed."""
    event = recorded.event
    if not isinstance(event, ProgressNarrated):
        return row
    return StatementRow(
        report=event.report,
        statement=event.statement,
        theme=recorded.place("/theme"),
        owner=recorded.place("/owner"),
        text=recorded.place("/text") or 0,
        told_on=event.occurred_on,
    )


PROJECTION = Projection(
    table=TABLE,
    category="report",
    shape=StatementRow,
    key=("report", "statement"),
    keys=keys,
    evolve=evolve,
)


class Wanted(NamedTuple):
    """Which statements are asked for; what is None does not matter."""

    report: str | None = None


@prepared
def statements(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of statements of progress, in the order of their identity."""
    page = _described(secretariat, known_at).order_by(TABLE.c.statement).limit(limit)
    if wanted.report is not None:
        page = page.where(TABLE.c.report == wanted.report)
    return page if after is None else page.where(TABLE.c.statement > after)


@prepared
def described(secretariat: str, identities: list[str], known_at: Position | None) -> Select[Any]:
    """Return those statements, in the order of their identity."""
    found = _described(secretariat, known_at).where(TABLE.c.statement.in_(identities))
    return found.order_by(TABLE.c.statement)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    joined = Words(TABLE, TABLE)
    theme, owner = joined.of(TABLE.c.theme), joined.of(TABLE.c.owner)
    text = joined.of(TABLE.c.text)
    return (
        select(
            TABLE.c.report,
            TABLE.c.statement,
            TABLE.c.told_on,
            theme.label("theme"),
            owner.label("owner"),
            text.label("text"),
        )
        .select_from(joined.source)
        .where(current(TABLE, secretariat, known_at))
    )
