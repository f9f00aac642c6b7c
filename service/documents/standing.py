"""A document as the record has it: its state, its readings, and its draft with all corrections."""

import hashlib
from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import orjson
from sqlalchemy.engine import RowMapping

from events.base import Erased, Event, Recorded
from events.document.events import DocumentAccepted, DocumentRead, DocumentRejected, DraftRevised
from events.document.state import Document
from events.document.terms import Change, Read
from events.errors import NotFound
from events.registry import DECIDERS
from projections import documents
from service.intake.draft import Draft
from service.intake.revision import revised
from service.record import Record


class Standing(NamedTuple):
    """A document at one position of the log.

    `state` is what its rules look at; `base` is the reading that its draft began with, and `read`
    what that told; `reason` is why it was rejected, `accepted` is what it entered the record as.
    """

    row: RowMapping
    state: Document
    revision: int
    base: int
    read: Read
    draft: Draft
    reason: str | None = None
    accepted: DocumentAccepted | None = None


def standing(record: Record, document: str) -> Standing:
    """Return a document with its draft; `NotFound` where there is none."""
    row = the_row(record, document)
    events = record.history(f"document-{document}")
    base, corrections = _corrections(events)
    read = _reading(events, base)
    found = Standing(
        row=row,
        state=_state(events),
        revision=events[-1].revision,
        base=base,
        read=read,
        draft=reduce(revised, corrections, draft_of(record, read)),
    )
    match events[-1].event:
        case DocumentRejected(reason=reason):
            return found._replace(reason=_there(reason))
        case _:
            accepted = (each.event for each in events if isinstance(each.event, DocumentAccepted))
            return found._replace(accepted=next(accepted, None))


class Told(NamedTuple):
    """A document without its draft, which may be gone."""

    row: RowMapping
    revision: int
    reason: str | None
    accepted: DocumentAccepted | None


def told(record: Record, document: str) -> Told:
    """Return what became of a document; `NotFound` where there is none."""
    row = the_row(record, document)
    events = record.history(f"document-{document}")
    accepted = (each.event for each in events if isinstance(each.event, DocumentAccepted))
    last = next((each.event for each in reversed(events) if _decides(each.event)), None)
    reason = last.reason if isinstance(last, DocumentRejected) else None
    why = None if isinstance(reason, Erased) else reason
    return Told(row, events[-1].revision, why, next(accepted, None))


def _decides(event: Event) -> bool:
    return isinstance(event, DocumentRejected | DraftRevised)


def with_bytes(record: Record, data: bytes) -> str | None:
    """Return the document of exactly these bytes, or None where none was handed in."""
    sha256 = hashlib.sha256(data).hexdigest()
    found = record.all(documents.with_bytes(record.secretariat, sha256, record.known_at))
    return str(found[0]["document"]) if found else None


def the_row(record: Record, document: str) -> RowMapping:
    """Return what stands about a document; `NotFound` where there is none."""
    query = documents.document(record.secretariat, document, record.known_at)
    return record.one(query, f"there is no document {document} in the record")


def reading_of(record: Record, document: str, number: int | None = None) -> Read:
    """Return what a reading of a document told, by default the newest."""
    the_row(record, document)
    return _reading(record.history(f"document-{document}"), number)


def draft_of(record: Record, read: Read) -> Draft:
    """Return the draft as a reading proposed it."""
    return Draft.model_validate(orjson.loads(kept(record, read.draft)))


def text_of(record: Record, read: Read) -> str:
    """Return the text in which the spans of a reading count characters."""
    return kept(record, read.text).decode()


def kept(record: Record, sha256: str | Erased | None) -> bytes:
    """Return a file by its digest; `NotFound` where it is not kept here, or was erased."""
    found = record.file(_there(sha256))
    if found is None:
        raise NotFound(f"no file with the SHA-256 {sha256} is kept here")
    return found


def _state(events: Sequence[Recorded[Event]]) -> Document:
    rules = DECIDERS["document"]
    state: Document = reduce(rules.evolve, (each.event for each in events), rules.initial)
    return state


def _corrections(events: Sequence[Recorded[Event]]) -> tuple[int, list[tuple[Change, ...]]]:
    """Return the reading that the draft began with, and the corrections made since, one by one.

    Each was made in the draft as the one before left it, with every list that it may have.
    """
    base, corrections = 1, list[tuple[Change, ...]]()
    for recorded in events:
        event = recorded.event
        if isinstance(event, DraftRevised):
            base = event.reading
            corrections = [*(() if event.anew else corrections), event.changes]
    return base, corrections


def _reading(events: Sequence[Recorded[Event]], number: int | None) -> Read:
    readings = [each.event for each in events if isinstance(each.event, DocumentRead)]
    for each in reversed(readings):
        if number in (None, each.reading):
            return each.read
    raise NotFound(f"there is no reading {number} of it; it has {len(readings)}")


def _there(text: str | Erased | None) -> str:
    if text is None or isinstance(text, Erased):
        raise NotFound("what was handed in was erased")
    return text
