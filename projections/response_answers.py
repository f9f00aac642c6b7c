"""Which recommendations a response answers, and with which disposition: stated, inferred, or none.

The two are never mixed: what is inferred stands beside what is stated, with its basis.
"""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.report.events import DispositionInferred, ReportEvent, ResponseGiven
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words


class AnswerRow(NamedTuple):
    """What a response says of one recommendation, of the report `of_report`."""

    report: str
    response: str
    of_report: str
    recommendation: str
    stated: str | None = None
    words: int | None = None
    inferred: str | None = None
    basis: int | None = None
    superseded_by: str | None = None


_KEY = ("report", "response", "of_report", "recommendation")

TABLE = versions("response_answers", AnswerRow, _KEY, always=[("recommendation",)])


def keys(recorded: Recorded[ReportEvent], held: Collection[Key]) -> Iterable[Key]:
    """Return the answers that the event gives, those it supersedes, or the one it speaks of."""
    match recorded.event:
        case ResponseGiven(report=report, response=response, answers=answers, supersedes=older):
            given = [(each.report, each.recommendation) for each in answers]
            superseded = [key for key in held if key[1] in older and key[2:] in given]
            return [*((report, response, *each) for each in given), *superseded]
        case DispositionInferred(report=report, response=response, to=to):
            return ((report, response, to.report, to.recommendation),)
        case _:
            return ()


def evolve(row: AnswerRow | None, recorded: Recorded[ReportEvent], key: Key) -> AnswerRow | None:
    """Return the answer after the event."""
    match recorded.event:
        case ResponseGiven(response=response) as event:
            if key[1] != response:
                return row and row._replace(superseded_by=response)
            return _given(event, recorded, key)
        case DispositionInferred(disposition=disposition):
            return row and row._replace(inferred=disposition, basis=recorded.place("/basis"))
        case _:
            return row


def _given(event: ResponseGiven, recorded: Recorded[ReportEvent], key: Key) -> AnswerRow | None:
    row = None
    for at, each in enumerate(event.answers):
        if (each.report, each.recommendation) == key[2:]:
            words = recorded.place(f"/answers/{at}/words")
            row = AnswerRow(
                report=event.report,
                response=event.response,
                of_report=each.report,
                recommendation=each.recommendation,
                stated=each.disposition,
                words=words,
            )
    return row


PROJECTION = Projection(
    table=TABLE, category="report", shape=AnswerRow, key=_KEY, keys=keys, evolve=evolve
)


@prepared
def answers_to(
    secretariat: str, recommendations: list[str], known_at: Position | None
) -> Select[Any]:
    """Return what was answered to those recommendations, the first response first."""
    described = _described(secretariat, known_at)
    return described.where(TABLE.c.recommendation.in_(recommendations)).order_by(
        TABLE.c.recommendation, TABLE.c.response
    )


@prepared
def answers_in(secretariat: str, report: str, known_at: Position | None) -> Select[Any]:
    """Return what the responses of a report answer."""
    described = _described(secretariat, known_at).where(TABLE.c.report == report)
    return described.order_by(TABLE.c.response, TABLE.c.recommendation)


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    joined = Words(TABLE, TABLE)
    words, basis = joined.of(TABLE.c.words), joined.of(TABLE.c.basis)
    others = [TABLE.c[each] for each in AnswerRow._fields if each not in ("words", "basis")]
    return (
        select(*others, words.label("words"), basis.label("basis"))
        .select_from(joined.source)
        .where(current(TABLE, secretariat, known_at))
    )
