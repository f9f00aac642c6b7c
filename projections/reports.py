"""Reports: what they are called, who published them and when, and what they reply to."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, select

from events.action.terms import ByOrganisation
from events.base import Recorded
from events.report.events import ReportEvent, ReportPublished
from events.report.terms import ByBody, Publisher
from projections import bodies, organisations
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class ReportRow(NamedTuple):
    """A report; `publisher` is the identity of the body or organisation."""

    report: str
    title: int
    kind: str
    publisher: str
    published_on: str
    replies_to: str | None


TABLE = versions("reports", ReportRow, ("report",), always=[("replies_to",)])


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the report, which nothing changes once it is published."""
    event = recorded.event
    return ((event.report,),) if isinstance(event, ReportPublished) else ()


def evolve(row: ReportRow | None, recorded: Recorded[ReportEvent], _: Key) -> ReportRow | None:
    """Return the report after the event."""
    event = recorded.event
    if not isinstance(event, ReportPublished):
        return row
    return ReportRow(
        report=event.report,
        title=recorded.place("/title") or 0,
        kind=event.publisher.kind,
        publisher=_identity(event.publisher),
        published_on=event.occurred_on,
        replies_to=event.replies_to,
    )


def _identity(publisher: Publisher) -> str:
    match publisher:
        case ByBody(body):
            return body
        case ByOrganisation(organisation):
            return organisation


PROJECTION = Projection(
    table=TABLE, category="report", shape=ReportRow, key=("report",), keys=keys, evolve=evolve
)


class Wanted(NamedTuple):
    """Which reports are asked for; what is None does not matter."""

    publisher: str | None = None
    replies_to: str | None = None


@prepared
def reports(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the reports, in the order of their identity."""
    page = _described(secretariat, known_at).order_by(TABLE.c.report).limit(limit)
    if wanted.publisher is not None:
        page = page.where(TABLE.c.publisher == wanted.publisher)
    if wanted.replies_to is not None:
        page = page.where(TABLE.c.replies_to == wanted.replies_to)
    return page if after is None else page.where(TABLE.c.report > after)


@prepared
def report(secretariat: str, report: str, known_at: Position | None) -> Select[Any]:
    """Return the one report."""
    return _described(secretariat, known_at).where(TABLE.c.report == report)


@prepared
def published_by(secretariat: str, publisher: str, known_at: Position | None) -> Select[Any]:
    """Return the identities of the reports that a body or organisation published."""
    found = select(TABLE.c.report).where(current(TABLE, secretariat, known_at))
    return found.where(TABLE.c.publisher == publisher).order_by(TABLE.c.report)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    title = words.of(TABLE.c.title)
    others = [TABLE.c[each] for each in ReportRow._fields if each != "title"]
    return (
        select(*others, title.label("title"), _name(secretariat, known_at).label("name"))
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )


def _name(secretariat: str, known_at: Position | None) -> ColumnElement[Any]:
    of = (secretariat, known_at)
    return case(
        (TABLE.c.kind == ByBody.kind, bodies.name_of(TABLE.c.publisher, *of)),
        (TABLE.c.kind == ByOrganisation.kind, organisations.name_of(TABLE.c.publisher, *of)),
    )
