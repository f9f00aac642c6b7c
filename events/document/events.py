"""What can happen to a document. Its bytes lie beside the log; here are their digests."""

from events.base import Event, Passage, Private, Public, event
from events.document.terms import Change, Read
from events.handling import Handling
from events.ids import (
    BodyId,
    DocumentId,
    ErasureId,
    IssueId,
    MeetingId,
    MembershipId,
    ReportId,
)


@event("document.received")
class DocumentReceived(Event):
    """It was handed in under the file name `name`; `sha256` (hexadecimal) is that of its bytes."""

    document: DocumentId
    name: Private[str]
    media_type: Public
    size: int
    sha256: Private[str]


@event("document.read")
class DocumentRead(Event):
    """It was read, `reading` counts from 1; the draft stays with the first until somebody says."""

    document: DocumentId
    reading: int
    read: Read


@event("document.draft_revised")
class DraftRevised(Event):
    """Somebody corrected the draft of a reading; with `anew` all earlier corrections are gone."""

    document: DocumentId
    reading: int
    anew: bool
    changes: tuple[Change, ...]


@event("document.accepted")
class DocumentAccepted(Event):
    """The draft, whose digest is `draft`, entered the record as these meetings.

    `issues`, `memberships`, `sub_groups` and `reports` are what else came of it, none where
    nothing did.
    """

    document: DocumentId
    reading: int
    draft: Private[str]
    meetings: tuple[MeetingId, ...]
    issues: tuple[IssueId, ...] | None = None
    memberships: tuple[MembershipId, ...] | None = None
    sub_groups: tuple[BodyId, ...] | None = None
    reports: tuple[ReportId, ...] | None = None


@event("document.rejected")
class DocumentRejected(Event):
    """Nothing of it enters the record."""

    document: DocumentId
    reason: Passage


@event("document.handling_set")
class DocumentHandlingSet(Event):
    """From now on it is confidential, or open again; `reason` says why."""

    document: DocumentId
    handling: Handling
    reason: Passage | None


@event("document.removed")
class DocumentRemoved(Event):
    """Its bytes are gone with an erasure, and all that was read in it; `by` decided that."""

    document: DocumentId
    erasure: ErasureId
    by: Public


@event("document.retained")
class DocumentRetained(Event):
    """It is kept as it is, in spite of an erasure of words in it; `by` decided that."""

    document: DocumentId
    erasure: ErasureId
    reason: Passage
    by: Public


DocumentEvent = (
    DocumentReceived
    | DocumentRead
    | DraftRevised
    | DocumentAccepted
    | DocumentRejected
    | DocumentHandlingSet
    | DocumentRemoved
    | DocumentRetained
)
