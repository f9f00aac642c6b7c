"""What can be asked of a document."""

from dataclasses import dataclass

from events.base import Command
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfDocument(Command):
    """A command to one document."""

    document: DocumentId

    @property
    def stream(self) -> str:
        """The stream of the document."""
        return f"document-{self.document}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveDocument(OfDocument):
    """Take it in; `size` in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReading(OfDocument):
    """Note what a reader made of it; the draft is not touched by a second reading."""

    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviseDraft(OfDocument):
    """Correct the draft; with `reading` begin it anew from that reading, then correct it.

    So a document that was rejected is taken up again.
    """

    changes: tuple[Change, ...]
    reading: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptDocument(OfDocument):
    """Take the draft, whose digest is `draft`, into the record."""

    draft: str
    meetings: tuple[MeetingId, ...]
    issues: tuple[IssueId, ...] | None = None
    memberships: tuple[MembershipId, ...] | None = None
    sub_groups: tuple[BodyId, ...] | None = None
    reports: tuple[ReportId, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectDocument(OfDocument):
    """Let nothing of it enter the record."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDocumentHandling(OfDocument):
    """Make the document confidential, or open it up again."""

    handling: Handling
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDocument(OfDocument):
    """Let an erasure take its bytes, with all that was read in it."""

    erasure: ErasureId
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainDocument(OfDocument):
    """Keep it as it is, in spite of an erasure."""

    erasure: ErasureId
    reason: str
    by: str


DocumentCommand = (
    ReceiveDocument
    | RecordReading
    | ReviseDraft
    | AcceptDocument
    | RejectDocument
    | SetDocumentHandling
    | RemoveDocument
    | RetainDocument
)
