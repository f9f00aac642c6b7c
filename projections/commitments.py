"""What was promised in responses, until when, and whether it is met.

Overdue depends on a date, so it is asked, not stored; as with actions, what is due in a period is
due by its last day.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from events.base import Recorded
from events.report.events import (
    CommitmentGiven,
    CommitmentMet,
    CommitmentProgressReported,
    ReportEvent,
)
from events.when import last_day
from projections.base import Key, Position, Projection, current, versions
from projections.commitment_owners import TABLE as OWNERS
from projections.identities import whoever
from projections.overdue_items import DATED, OPEN, days_of, kind_of
from projections.prepared import prepared
from projections.texts import Words


class CommitmentRow(NamedTuple):
    """A commitment; `closed_on` is the last day that it can have been met on, `met_on` as told."""

    report: str
    commitment: str
    response: str
    of_report: str | None
    recommendation: str | None
    text: int
    given_on: str
    kind: str
    first: str | None
    due: str | None
    words: int | None
    reported_on: str | None = None
    met_on: str | None = None
    note: int | None = None
    closed_on: str = OPEN


TABLE = versions(
    "commitments",
    CommitmentRow,
    ("report", "commitment"),
    always=[
        ("commitment",),
        ("response", "commitment"),
        ("kind", "closed_on", "due"),
        ("text",),
        ("note",),
    ],
)


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the commitment."""
    match recorded.event:
        case (
            CommitmentGiven(report=report, commitment=commitment)
            | CommitmentProgressReported(report=report, commitment=commitment)
            | CommitmentMet(report=report, commitment=commitment)
        ):
            return ((report, commitment),)
        case _:
            return ()


def evolve(
    row: CommitmentRow | None, recorded: Recorded[ReportEvent], _: Key
) -> CommitmentRow | None:
    """Return the commitment after the event."""
    match recorded.event:
        case CommitmentGiven() as event:
            return _given(event, recorded)
        case CommitmentProgressReported(occurred_on=on):
            return row and row._replace(reported_on=on)
        case CommitmentMet(occurred_on=on):
            closed, note = last_day(on).isoformat(), recorded.place("/note")
            return row and row._replace(met_on=on, closed_on=closed, note=note)
        case _:
            return row


def _given(event: CommitmentGiven, recorded: Recorded[ReportEvent]) -> CommitmentRow:
    first, last = days_of(event.due)
    return CommitmentRow(
        report=event.report,
        commitment=event.commitment,
        response=event.response,
        of_report=event.to.report if event.to else None,
        recommendation=event.to.recommendation if event.to else None,
        text=recorded.place("/text") or 0,
        given_on=event.occurred_on,
        kind=kind_of(event.due),
        first=first,
        due=last,
        words=recorded.place("/due/words"),
    )


PROJECTION = Projection(
    table=TABLE,
    category="report",
    shape=CommitmentRow,
    key=("report", "commitment"),
    keys=keys,
    evolve=evolve,
)


class Wanted(NamedTuple):
    """Which commitments are asked for; what is None does not matter.

    `overdue_on` a day: due before it, and not yet met on it.
    """

    report: str | None = None
    met: bool | None = None
    overdue_on: str | None = None
    owner: str | None = None
    """A person (with all merged into them), an organisation or a body."""


@prepared
def commitments(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of commitments, in the order of their identity."""
    page = _described(secretariat, known_at)
    for condition in _conditions(secretariat, wanted, known_at):
        page = page.where(condition)
    if after is not None:
        page = page.where(TABLE.c.commitment > after)
    return page.order_by(TABLE.c.commitment).limit(limit)


@prepared
def described(secretariat: str, identities: list[str], known_at: Position | None) -> Select[Any]:
    """Return those commitments, in the order of their identity."""
    found = _described(secretariat, known_at).where(TABLE.c.commitment.in_(identities))
    return found.order_by(TABLE.c.commitment)


@prepared
def given_in(secretariat: str, responses: list[str], known_at: Position | None) -> Select[Any]:
    """Return what those responses promise, in the order of their identity."""
    found = _described(secretariat, known_at).where(TABLE.c.response.in_(responses))
    return found.order_by(TABLE.c.commitment)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    joined = Words(TABLE, TABLE)
    text, words = joined.of(TABLE.c.text), joined.of(TABLE.c.words)
    note = joined.of(TABLE.c.note)
    others = [TABLE.c[each] for each in CommitmentRow._fields if each not in _TEXTS]
    return (
        select(*others, text.label("text"), words.label("words"), note.label("note"))
        .select_from(joined.source)
        .where(current(TABLE, secretariat, known_at))
    )


_TEXTS = {"text", "words", "note", "closed_on"}


def _conditions(
    secretariat: str, wanted: Wanted, known_at: Position | None
) -> Iterable[ColumnElement[bool]]:
    if wanted.report is not None:
        yield TABLE.c.report == wanted.report
    if wanted.met is not None:
        yield TABLE.c.met_on.is_not(None) if wanted.met else TABLE.c.met_on.is_(None)
    if wanted.overdue_on is not None:
        yield TABLE.c.kind == DATED
        yield TABLE.c.due < wanted.overdue_on
        yield TABLE.c.closed_on > wanted.overdue_on
    if wanted.owner is not None:
        owner = OWNERS.alias()
        whose = whoever(secretariat, wanted.owner, known_at)
        mine = select(owner.c.commitment).where(
            current(owner, secretariat, known_at), owner.c.party.in_(whose)
        )
        yield TABLE.c.commitment.in_(mine)
