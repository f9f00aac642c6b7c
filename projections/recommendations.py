"""What reports recommend, whether it was answered, and with which disposition.

A disposition that is stated and one that is inferred are two columns, and asked for apart.
"""

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from events.base import Recorded
from events.report.events import RecommendationMade, ReportEvent
from projections import response_answers
from projections.base import Key, Position, Projection, current, found, stands, versions
from projections.prepared import prepared
from projections.texts import Words

BETWEEN: Final = "\n"
"""Between the paragraphs that a recommendation refers to; no number as printed has one."""


class RecommendationRow(NamedTuple):
    """A recommendation; `paragraphs` of its report as printed, one a line."""

    report: str
    recommendation: str
    number: str
    section: int | None
    paragraphs: str
    text: int


TABLE = versions(
    "recommendations",
    RecommendationRow,
    ("report", "recommendation"),
    always=[("recommendation",), ("text",)],
)


def keys(recorded: Recorded[ReportEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the recommendation."""
    event = recorded.event
    if isinstance(event, RecommendationMade):
        return ((event.report, event.recommendation),)
    return ()


def evolve(
    row: RecommendationRow | None, recorded: Recorded[ReportEvent], _: Key
) -> RecommendationRow | None:
    """Return the recommendation, which stays as it was made."""
    event = recorded.event
    if not isinstance(event, RecommendationMade):
        return row
    return RecommendationRow(
        report=event.report,
        recommendation=event.recommendation,
        number=event.number,
        section=recorded.place("/section"),
        paragraphs=BETWEEN.join(event.paragraphs),
        text=recorded.place("/text") or 0,
    )


PROJECTION = Projection(
    table=TABLE,
    category="report",
    shape=RecommendationRow,
    key=("report", "recommendation"),
    keys=keys,
    evolve=evolve,
)


class Wanted(NamedTuple):
    """Which recommendations are asked for; what is None does not matter.

    `stated` and `inferred` are dispositions of answers that no other superseded.
    """

    report: str | None = None
    answered: bool | None = None
    stated: str | None = None
    inferred: str | None = None


@prepared
def recommendations(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of recommendations, in the order of their identity."""
    page = _described(secretariat, known_at)
    for condition in _conditions(wanted, known_at):
        page = page.where(condition)
    if after is not None:
        page = page.where(TABLE.c.recommendation > after)
    return page.order_by(TABLE.c.recommendation).limit(limit)


@prepared
def described(secretariat: str, identities: list[str], known_at: Position | None) -> Select[Any]:
    """Return those recommendations, in the order of their identity."""
    return (
        _described(secretariat, known_at)
        .where(TABLE.c.recommendation.in_(identities))
        .order_by(TABLE.c.recommendation)
    )


@prepared
def numbered(
    secretariat: str, reports: list[str], number: str, known_at: Position | None
) -> Select[Any]:
    """Return the report and the identity of what those reports recommend under that number."""
    return (
        select(TABLE.c.report, TABLE.c.recommendation)
        .where(
            current(TABLE, secretariat, known_at),
            TABLE.c.report.in_(reports),
            TABLE.c.number == number,
        )
        .order_by(TABLE.c.report, TABLE.c.recommendation)
    )


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    section, text = words.of(TABLE.c.section), words.of(TABLE.c.text)
    return (
        select(
            TABLE.c.report,
            TABLE.c.recommendation,
            TABLE.c.number,
            TABLE.c.paragraphs,
            section.label("section"),
            text.label("text"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )


def _conditions(wanted: Wanted, known_at: Position | None) -> Iterable[ColumnElement[bool]]:
    if wanted.report is not None:
        yield TABLE.c.report == wanted.report
    if wanted.answered is not None:
        answered = _answered(known_at)
        yield answered if wanted.answered else ~answered
    answer = response_answers.TABLE.alias()
    valid = answer.c.superseded_by.is_(None)
    if wanted.stated is not None:
        yield _answered(known_at, answer, valid, answer.c.stated == wanted.stated)
    if wanted.inferred is not None:
        yield _answered(known_at, answer, valid, answer.c.inferred == wanted.inferred)


def _answered(
    known_at: Position | None,
    answer: Any = None,  # noqa: ANN401
    *conditions: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Return the condition that a recommendation has such an answer, from whomever."""
    answer = response_answers.TABLE.alias() if answer is None else answer
    return found(
        answer,
        answer.c.secretariat == TABLE.c.secretariat,
        answer.c.recommendation == TABLE.c.recommendation,
        answer.c.of_report == TABLE.c.report,
        stands(answer, known_at),
        *conditions,
    )
