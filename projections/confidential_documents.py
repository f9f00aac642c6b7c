"""The documents that are confidential by themselves; few, if any."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from events.base import Recorded
from events.document.events import DocumentEvent, DocumentHandlingSet
from events.handling import CONFIDENTIAL
from projections.base import Key, Position, Projection, found, stands, versions


class ConfidentialDocumentRow(NamedTuple):
    """A document while it is confidential."""

    document: str


TABLE = versions("confidential_documents", ConfidentialDocumentRow, ("document",))


def keys(recorded: Recorded[DocumentEvent], _: Collection[Key]) -> Iterable[Key]:
    """Return the one row of the document, where its handling is set."""
    event = recorded.event
    return ((event.document,),) if isinstance(event, DocumentHandlingSet) else ()


def evolve(
    row: ConfidentialDocumentRow | None, recorded: Recorded[DocumentEvent], _: Key
) -> ConfidentialDocumentRow | None:
    """Return the document while it is confidential."""
    match recorded.event:
        case DocumentHandlingSet(document=document, handling=handling):
            return ConfidentialDocumentRow(document) if handling == CONFIDENTIAL else None
        case _:
            return row


PROJECTION = Projection(
    table=TABLE,
    category="document",
    shape=ConfidentialDocumentRow,
    key=("document",),
    keys=keys,
    evolve=evolve,
)


def is_one(
    rows: Any,  # noqa: ANN401
    document: ColumnElement[Any],
    known_at: Position | None,
) -> ColumnElement[bool]:
    """Return the condition that `document`, of the secretariat of `rows`, is confidential."""
    held = TABLE.alias()
    same = held.c.secretariat == rows.c.secretariat
    return found(held, same, held.c.document == document, stands(held, known_at))
