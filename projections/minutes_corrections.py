"""Corrections that were proposed to the minutes of a meeting, and what was answered."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from events.base import Recorded
from events.minutes.events import (
    CorrectionAccepted,
    CorrectionDeclined,
    CorrectionProposed,
    MinutesEvent,
)
from projections import minuted_parts
from projections.base import Key, Position, Projection, current, versions
from projections.prepared import prepared
from projections.texts import Words

OPEN, ACCEPTED, DECLINED = "open", "accepted", "declined"


class CorrectionRow(NamedTuple):
    """A correction: `part` and `number` are to read `text`; `answer` says why it was declined."""

    meeting: str
    correction: int
    part: str
    number: int
    text: int
    reason: int
    proposed_by: str
    proposed_on: str
    state: str = OPEN
    answered_by: str | None = None
    answered_on: str | None = None
    answer: int | None = None


TABLE = versions("minutes_corrections", CorrectionRow, ("meeting", "correction"))


def keys(recorded: Recorded[MinutesEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the row of the correction."""
    event = recorded.event
    if isinstance(event, CorrectionProposed | CorrectionAccepted | CorrectionDeclined):
        return ((event.meeting, event.correction),)
    return ()


def evolve(
    row: CorrectionRow | None, recorded: Recorded[MinutesEvent], _: Key
) -> CorrectionRow | None:
    """Return the correction after the event."""
    match recorded.event:
        case CorrectionProposed() as event:
            return CorrectionRow(
                meeting=event.meeting,
                correction=event.correction,
                part=event.part,
                number=event.number,
                text=recorded.place("/text") or 0,
                reason=recorded.place("/reason") or 0,
                proposed_by=event.by,
                proposed_on=event.occurred_on,
            )
        case CorrectionAccepted(by=by, occurred_on=on) if row is not None:
            return row._replace(state=ACCEPTED, answered_by=by, answered_on=on)
        case CorrectionDeclined(by=by, occurred_on=on) if row is not None:
            answer = recorded.place("/reason")
            return row._replace(state=DECLINED, answered_by=by, answered_on=on, answer=answer)
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="minutes",
    shape=CorrectionRow,
    key=("meeting", "correction"),
    keys=keys,
    evolve=evolve,
)


@prepared
def correction(
    secretariat: str, meeting: str, correction: int, known_at: Position | None
) -> Select[Any]:
    """Return the one correction."""
    return _described(secretariat, meeting, known_at).where(TABLE.c.correction == correction)


@prepared
def corrections_of(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    """Return the corrections to the minutes of a meeting in their order."""
    return _described(secretariat, meeting, known_at).order_by(TABLE.c.correction)


def _described(secretariat: str, meeting: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    text, reason = words.of(TABLE.c.text), words.of(TABLE.c.reason)
    answer = words.of(TABLE.c.answer)
    return (
        select(
            TABLE.c.correction,
            TABLE.c.part,
            TABLE.c.number,
            text.label("text"),
            reason.label("reason"),
            TABLE.c.proposed_by,
            TABLE.c.proposed_on,
            TABLE.c.state,
            TABLE.c.answered_by,
            TABLE.c.answered_on,
            answer.label("answer"),
            minuted_parts.is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at), TABLE.c.meeting == meeting)
    )
