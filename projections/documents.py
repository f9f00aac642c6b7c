"""What was handed in, what was read in it, and what became of it."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, select

from events.base import Recorded
from events.document.events import (
    DocumentAccepted,
    DocumentEvent,
    DocumentHandlingSet,
    DocumentRead,
    DocumentReceived,
    DocumentRejected,
    DocumentRemoved,
    DocumentRetained,
    DraftRevised,
)
from projections import confidential_documents
from projections.base import Key, Position, Projection, current, versions
from projections.naming import places_of
from projections.prepared import prepared
from projections.texts import Words

RECEIVED, DRAFT, ACCEPTED, REJECTED = "received", "draft", "accepted", "rejected"


class DocumentRow(NamedTuple):
    """A document; `base` is the reading that its draft began with, `meetings` are those in it."""

    document: str
    name: int
    media_type: str
    size: int
    sha256: int
    received_on: str
    state: str = RECEIVED
    readings: int = 0
    base: int = 0
    meetings: int = 0


TABLE = versions(
    "documents",
    DocumentRow,
    ("document",),
    always=[("sha256",)],
    now=[("state", "document")],
)


def keys(recorded: Recorded[DocumentEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the document."""
    return ((recorded.event.document,),)


def evolve(
    row: DocumentRow | None, recorded: Recorded[DocumentEvent], _: Key
) -> DocumentRow | None:
    """Return the document after the event."""
    event = recorded.event
    if isinstance(event, DocumentReceived):
        return DocumentRow(
            document=event.document,
            name=recorded.place("/name") or 0,
            media_type=event.media_type,
            size=event.size,
            sha256=recorded.place("/sha256") or 0,
            received_on=event.occurred_on,
        )
    if row is None:
        return None
    match event:
        case DocumentRead(reading=number, read=read):
            row = row._replace(readings=number)
            if row.state != RECEIVED:
                return row
            return row._replace(state=DRAFT, base=number, meetings=read.meetings)
        case DraftRevised(reading=base):
            return row._replace(state=DRAFT, base=base)
        case DocumentAccepted(meetings=meetings):
            return row._replace(state=ACCEPTED, meetings=len(meetings))
        case DocumentRejected():
            return row._replace(state=REJECTED)
        case DocumentHandlingSet() | DocumentRemoved() | DocumentRetained():
            return row


PROJECTION = Projection(
    table=TABLE,
    category="document",
    shape=DocumentRow,
    key=("document",),
    keys=keys,
    evolve=evolve,
)


def is_confidential(rows: Any, known_at: Position | None) -> ColumnElement[bool]:  # noqa: ANN401
    """Return the condition that a document was confidential at `known_at`."""
    return confidential_documents.is_one(rows, rows.c.document, known_at)


class Wanted(NamedTuple):
    """Which documents are asked for; what is None does not matter."""

    state: str | None = None
    confidential: bool | None = None


@prepared
def documents(
    secretariat: str, wanted: Wanted, known_at: Position | None, after: str | None, limit: int
) -> Select[Any]:
    """Return a page of the documents, the first handed in first."""
    page = _described(secretariat, known_at).order_by(TABLE.c.document).limit(limit)
    if wanted.state is not None:
        page = page.where(TABLE.c.state == wanted.state)
    if wanted.confidential is not None:
        confidential = is_confidential(TABLE, known_at)
        page = page.where(confidential if wanted.confidential else ~confidential)
    return page if after is None else page.where(TABLE.c.document > after)


@prepared
def document(secretariat: str, document: str, known_at: Position | None) -> Select[Any]:
    """Return the one document."""
    return _described(secretariat, known_at).where(TABLE.c.document == document)


@prepared
def with_bytes(secretariat: str, sha256: str, known_at: Position | None) -> Select[Any]:
    """Return the documents whose bytes have that digest: none, or one."""
    return select(TABLE.c.document).where(
        current(TABLE, secretariat, known_at), TABLE.c.sha256.in_(places_of(secretariat, sha256))
    )


def _described(secretariat: str, known_at: Position | None) -> Select[Any]:
    words = Words(TABLE, TABLE)
    name, sha256 = words.of(TABLE.c.name), words.of(TABLE.c.sha256)
    return (
        select(
            TABLE.c.document,
            name.label("name"),
            TABLE.c.media_type,
            TABLE.c.size,
            sha256.label("sha256"),
            TABLE.c.received_on,
            TABLE.c.state,
            TABLE.c.readings,
            TABLE.c.base,
            TABLE.c.meetings,
            is_confidential(TABLE, known_at).label("confidential"),
        )
        .select_from(words.source)
        .where(current(TABLE, secretariat, known_at))
    )
