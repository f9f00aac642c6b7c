"""Events as an auditor asks for them: by several things at once, in a period, as then known."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from projections import identities, marks
from service.ledger.finding import Wanted
from service.record import Record


class Asked(NamedTuple):
    """What the events are to be of; all that is given must hold. The period is of recording."""

    actor: str | None = None
    type: str | None = None
    stream: str | None = None
    body: str | None = None
    meeting: str | None = None
    person: str | None = None
    document: str | None = None
    authority: str | None = None
    begins: datetime | None = None
    ends: datetime | None = None


def wanted(record: Record, asked: Asked, cursor: int | None, *, newest_first: bool) -> Wanted:
    """Return where to look for the events that follow `cursor`, in the order asked for."""
    after = 0 if asked.begins is None else record.last_before(asked.begins)
    up_to = record.position if asked.ends is None else record.last_before(asked.ends)
    if cursor is not None and newest_first:
        up_to = min(up_to, cursor - 1)
    elif cursor is not None:
        after = max(after, cursor)
    return Wanted(tuple(_marks(record, asked)), asked.stream, after, up_to)


def _marks(record: Record, asked: Asked) -> Iterator[tuple[str, ...]]:
    """Yield the marks; of those that are as frequent, the first is what is looked for first."""
    if asked.document is not None:
        yield (marks.mark(marks.DOCUMENT, asked.document),)
    if asked.meeting is not None:
        yield (marks.mark(marks.MEETING, asked.meeting),)
    if asked.person is not None:
        yield tuple(marks.mark(marks.PERSON, each) for each in _same_as(record, asked.person))
    for kind, value in (
        (marks.AUTHORITY, asked.authority),
        (marks.BODY, asked.body),
        (marks.ACTOR, asked.actor),
        (marks.TYPE, asked.type),
    ):
        if value is not None:
            yield (marks.mark(kind, value),)


def _same_as(record: Record, person: str) -> list[str]:
    found = record.all(identities.same_as(record.secretariat, person, record.known_at))
    return sorted({row["person"] for row in found} | {person})
