"""Marks of the entries of the log, by which an auditor finds them: whose, of what, about whom.

An entry has a mark for its actor, its type, the document it came of, the authority it rests on, and
each body, meeting, person and document that it names; one about an action, a meeting, its minutes
or an issue is also of the body of that. Marks follow from the log alone and are written beside each
entry. As that is never changed, neither are they, so a rebuild of the read models leaves them.
"""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import BigInteger, Column, ColumnElement, String, Table, and_, func
from sqlmodel import SQLModel

from events.action.events import ActionAssigned
from events.base import Event, Provenance, Recorded
from events.issue.events import IssueLogged
from events.meeting.scheduling import MeetingRecordedAsHeld, MeetingScheduled
from events.named import named
from projections import confidential_documents

ACTOR, TYPE, AUTHORITY, DOCUMENT = "actor", "type", "authority", "document"
BODY, MEETING, PERSON = "body", "meeting", "person"

MARKS: Final = Table(
    "entry_marks",
    SQLModel.metadata,
    Column("secretariat", String, primary_key=True),
    Column("mark", String, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

_BEGINNINGS: Final = (ActionAssigned, IssueLogged, MeetingRecordedAsHeld, MeetingScheduled)
"""Events that say to which body the thing belongs that they begin."""


def mark(kind: str, value: str) -> str:
    """Return how a mark is written."""
    return f"{kind}:{value}"


def body_of(event: Event, before: str | None) -> str | None:
    """Return the body that a stream belongs to after the event; `before` it was another, or none.

    What is given out to another body stays in the record of the one that gave it.
    """
    return event.body if isinstance(event, _BEGINNINGS) else before


def marks_of(recorded: Recorded[Event], body: str | None) -> Iterator[str]:
    """Yield the marks of an entry that comes with its provenance, of a stream of that body."""
    about = named(recorded.event)
    if body is not None:
        about.add((BODY, body))
    if recorded.provenance.source is not None:
        about.add((DOCUMENT, recorded.provenance.source.document))
    yield f"{ACTOR}:{recorded.provenance.actor}"
    yield f"{TYPE}:{recorded.event.wire}"
    yield from (f"{kind}:{identity}" for kind, identity in about)
    yield from _of_authority(recorded.provenance)


def _of_authority(provenance: Provenance) -> Iterator[str]:
    if provenance.authority is not None:
        yield mark(AUTHORITY, provenance.authority.kind)
        if provenance.authority.reference is not None:
            yield mark(AUTHORITY, provenance.authority.reference)


def names_confidential(rows: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a mark says of what confidential document an entry came."""
    beginning = mark(DOCUMENT, "")
    document = func.substr(rows.c.mark, len(beginning) + 1)
    return and_(
        func.substr(rows.c.mark, 1, len(beginning)) == beginning,
        confidential_documents.is_one(rows, document, None),
    )
