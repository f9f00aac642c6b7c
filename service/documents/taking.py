"""Takes a document in: its bytes, the text in them, and the draft that is read in the text.

All three are kept beside the log by their digest; the entries commit to the digests.
"""

import hashlib
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

import orjson

from events.document.commands import ReceiveDocument, RecordReading, SetDocumentHandling
from events.document.terms import Read
from events.handling import CONFIDENTIAL, OPEN, Handling
from events.ids import DocumentId
from events.plans import File, Plan, Planner, Register, Step
from events.submission.names import Mint
from events.when import When
from service.errors import Unreadable
from service.intake.blocks import Block
from service.intake.draft import Draft
from service.intake.drafting import draft_of
from service.intake.parse import VERSION, parse
from service.intake.readers import Limits, read_document
from service.intake.revision import content_of

READER: Final = "minutebook"

_NOT_MINUTES: Final = (
    "This does not read as minutes: no attendance, no dated heading that says minutes, no issues "
    "log and no recommendations were found. Check that the right file was chosen."
)


class Taken(NamedTuple):
    """A document as it was handed in and read."""

    name: str
    media_type: str
    size: int
    sha256: str
    draft: Draft
    read: Read
    files: tuple[File, ...]


def take(data: bytes, name: str, limits: Limits) -> Taken:
    """Read a document; `Unreadable` says what is wrong with it and what to do."""
    source = read_document(data, name, limits)
    reading = parse(list(source.blocks), name)
    draft = draft_of(reading, len(source.text), list(_pages(source.blocks)))
    if draft.empty:
        raise Unreadable(_NOT_MINUTES)
    original, text, read = file_of(data), file_of(source.text.encode()), file_of(packed(draft))
    return Taken(
        name=name,
        media_type=source.media_type,
        size=len(data),
        sha256=original.sha256,
        draft=draft,
        read=Read(
            reader=READER,
            version=VERSION,
            text=text.sha256,
            draft=read.sha256,
            meetings=len(draft.meetings),
            findings=len(draft.findings),
        ),
        files=(original, text, read),
    )


def packed(draft: Draft) -> bytes:
    """Return the canonical bytes of a draft, whose digest the log commits to."""
    return orjson.dumps(content_of(draft), option=orjson.OPT_SORT_KEYS)


def receiving(taken: Taken, mint: Mint, on: When, handling: Handling = OPEN) -> Planner:
    """Return the planner that takes a document in; the same bytes are the same document.

    The result tells the `document`, and whether it is `known`: then nothing is recorded.
    """

    def plan(register: Register) -> Plan:
        known = register.documents_of(taken.sha256)
        if known:
            return recognising(known[0], on, handling)(register)
        document = DocumentId(mint())
        receive = ReceiveDocument(
            occurred_on=on,
            document=document,
            name=taken.name,
            media_type=taken.media_type,
            size=taken.size,
            sha256=taken.sha256,
        )
        read = RecordReading(occurred_on=on, document=document, read=taken.read)
        return Plan(
            (Step(receive), *_handled(document, on, handling), Step(read)),
            frozenset({receive.stream}),
            {"document": document, "known": False},
            taken.files,
        )

    return plan


def recognising(document: str, on: When, handling: Handling) -> Planner:
    """Return the planner of a document that is in the record, and told so.

    It becomes confidential where that is asked, and is never opened up by being handed in again.
    """
    steps = tuple(_handled(DocumentId(document), on, handling))
    return lambda _: Plan(steps, result={"document": document, "known": True})


def _handled(document: DocumentId, on: When, handling: Handling) -> Iterator[Step]:
    if handling == CONFIDENTIAL:
        yield Step(SetDocumentHandling(occurred_on=on, document=document, handling=handling))


def reading_again(taken: Taken, document: DocumentId, on: When) -> Planner:
    """Return the planner that notes another reading; the draft stays as it is."""
    read = RecordReading(occurred_on=on, document=document, read=taken.read)
    return lambda _: Plan((Step(read),), files=taken.files)


def page_of(draft: Draft, place: int) -> int | None:
    """Return the page, from 1, on which a character stands; None where there are no pages."""
    return bisect_right(draft.pages, place) or None


def file_of(data: bytes) -> File:
    """Return a file by the SHA-256 of what it holds."""
    return File(hashlib.sha256(data).hexdigest(), zlib.compress(data))


def _pages(blocks: tuple[Block, ...]) -> Iterator[int]:
    """Yield where each page begins; one without a word begins where the next does."""
    last = 0
    for block in blocks:
        for _ in range(last, block.page or 0):
            yield block.span.start if last else 0
            last += 1
