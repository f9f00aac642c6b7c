"""When a document may be read, its draft corrected, and the draft accepted or turned away."""

from events.base import Look, said
from events.document.commands import (
    AcceptDocument,
    DocumentCommand,
    ReceiveDocument,
    RecordReading,
    RejectDocument,
    RemoveDocument,
    RetainDocument,
    ReviseDraft,
    SetDocumentHandling,
)
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
from events.document.state import Accepted, Document, Drafted, Known, Received, Rejected, Unknown
from events.errors import AlreadyThere, NotFound, Refused
from events.handling import changes


def decide(command: DocumentCommand, document: Document, _: Look) -> list[DocumentEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case ReceiveDocument():
            return _receive(command, document)
        case RecordReading():
            return _read(command, _there(document))
        case ReviseDraft():
            return _revise(command, _there(document))
        case AcceptDocument():
            return _accept(command, _there(document))
        case RejectDocument():
            return _reject(command, _known(document))
        case SetDocumentHandling():
            return _handle(command, _known(document))
        case RemoveDocument():
            return _remove(command, _known(document))
        case RetainDocument():
            return _retain(command, _known(document))


def _known(document: Document) -> Known:
    if isinstance(document, Unknown):
        raise NotFound("there is no such document in the record")
    return document


def _there(document: Document) -> Known:
    known = _known(document)
    if known.removed:
        raise Refused("its bytes were erased, with all that was read in it")
    return known


def _receive(ask: ReceiveDocument, document: Document) -> list[DocumentEvent]:
    if not isinstance(document, Unknown):
        raise AlreadyThere(f"document {ask.document} was received already; use a new identity")
    said(ask.name, "the name of the document")
    return [
        DocumentReceived(
            occurred_on=ask.occurred_on,
            document=ask.document,
            name=ask.name,
            media_type=ask.media_type,
            size=ask.size,
            sha256=ask.sha256,
        )
    ]


def _read(ask: RecordReading, document: Known) -> list[DocumentEvent]:
    if document.readings.newest == (ask.read.reader, ask.read.version):
        return []
    return [
        DocumentRead(
            occurred_on=ask.occurred_on,
            document=ask.document,
            reading=document.readings.count + 1,
            read=ask.read,
        )
    ]


def _revise(ask: ReviseDraft, document: Known) -> list[DocumentEvent]:
    base = _base(ask.reading, document)
    if not ask.changes and ask.reading is None:
        return []
    return [
        DraftRevised(
            occurred_on=ask.occurred_on,
            document=ask.document,
            reading=base,
            anew=ask.reading is not None,
            changes=ask.changes,
        )
    ]


def _base(reading: int | None, document: Known) -> int:
    """Return the reading that the draft goes on with, or begins anew from."""
    match document:
        case Received():
            raise Refused("it was not read yet, so there is no draft to correct")
        case Accepted():
            raise Refused("it was accepted, and a draft does not change the record; correct that")
        case Drafted(base=base) if reading is None:
            return base
        case Rejected() if reading is None:
            raise Refused("it was rejected; say from which reading to begin anew")
        case Drafted(readings=readings) | Rejected(readings=readings):
            if reading is None or not 1 <= reading <= readings.count:
                raise NotFound(f"there is no reading {reading}; it has {readings.count}")
            return reading


def _accept(ask: AcceptDocument, document: Known) -> list[DocumentEvent]:
    match document:
        case Drafted(base=base):
            return [
                DocumentAccepted(
                    occurred_on=ask.occurred_on,
                    document=ask.document,
                    reading=base,
                    draft=ask.draft,
                    meetings=ask.meetings,
                    issues=ask.issues,
                    memberships=ask.memberships,
                    sub_groups=ask.sub_groups,
                    reports=ask.reports,
                )
            ]
        case Accepted():
            raise AlreadyThere("it was accepted already, and is in the record once")
        case Rejected():
            raise Refused("it was rejected; take its draft up again first")
        case Received():
            raise Refused("it was not read yet, so there is nothing to accept")


def _reject(ask: RejectDocument, document: Known) -> list[DocumentEvent]:
    match document:
        case Rejected():
            return []
        case Accepted():
            raise Refused("it was accepted; what it brought into the record is corrected there")
        case Received() | Drafted():
            said(ask.reason, "the reason")
            return [
                DocumentRejected(
                    occurred_on=ask.occurred_on, document=ask.document, reason=ask.reason
                )
            ]


def _handle(ask: SetDocumentHandling, document: Known) -> list[DocumentEvent]:
    if not changes(document.confidential, ask.handling, ask.reason):
        return []
    return [
        DocumentHandlingSet(
            occurred_on=ask.occurred_on,
            document=ask.document,
            handling=ask.handling,
            reason=ask.reason,
        )
    ]


def _remove(ask: RemoveDocument, document: Known) -> list[DocumentEvent]:
    if document.removed:
        return []
    return [
        DocumentRemoved(
            occurred_on=ask.occurred_on, document=ask.document, erasure=ask.erasure, by=ask.by
        )
    ]


def _retain(ask: RetainDocument, _: Known) -> list[DocumentEvent]:
    said(ask.reason, "the reason")
    return [
        DocumentRetained(
            occurred_on=ask.occurred_on,
            document=ask.document,
            erasure=ask.erasure,
            reason=ask.reason,
            by=ask.by,
        )
    ]
