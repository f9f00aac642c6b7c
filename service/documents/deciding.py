"""What a person decides about a draft: to correct it, to accept it, to turn it away.

Each is decided on a draft that somebody saw: whoever carries the plan out expects the document to
be at the revision of that standing still.
"""

from collections.abc import Sequence

from events.document import DECIDER
from events.document.commands import (
    AcceptDocument,
    RejectDocument,
    ReviseDraft,
    SetDocumentHandling,
)
from events.document.terms import Change
from events.errors import Refused
from events.handling import CONFIDENTIAL
from events.ids import DocumentId
from events.plans import Plan, Planner, Register, only
from events.submission import Acceptance
from events.submission.names import Mint
from events.when import When
from service.documents.composing import obstacles, parts_of
from service.documents.standing import Standing, draft_of, reading_of
from service.documents.taking import file_of, packed
from service.intake.revision import revised
from service.record import Record


def revising(
    record: Record, seen: Standing, changes: Sequence[Change], reading: int | None, on: When
) -> Planner:
    """Return the planner of corrections, of a draft begun anew from `reading` if that is given.

    `Refused` where the draft would not fit its form any more. A document becomes confidential with
    the first part of its draft that is: the draft, the text and the bytes have the words.
    """
    document = DocumentId(seen.row["document"])
    draft = seen.draft
    if reading is not None:
        draft = draft_of(record, reading_of(record, document, reading))
    corrected = revised(draft, changes)
    revise = ReviseDraft(occurred_on=on, document=document, changes=tuple(changes), reading=reading)
    if not corrected.confides:
        return only(revise)
    handle = SetDocumentHandling(occurred_on=on, document=document, handling=CONFIDENTIAL)
    return only(revise, handle)


def accepting(seen: Standing, mint: Mint, on: When) -> Planner:
    """Return the planner that takes the draft into the record; `Refused` where it lacks something.

    The result tells of each of its `meetings` what a submission tells of one, and of each other
    part, under its name in the draft, what came of it.
    """
    draft, document = file_of(packed(seen.draft)), DocumentId(seen.row["document"])
    accept = AcceptDocument(occurred_on=on, document=document, draft=draft.sha256, meetings=())
    DECIDER.decide(accept, seen.state, _nobody)  # what became of it comes before what is in it
    for at, why in obstacles(seen.draft).items():
        raise Refused(f"{why}; correct the draft at {at}, then accept it")
    parts = parts_of(seen.draft, document, on)
    acceptance = Acceptance(document, parts, draft.sha256, on, confidential=seen.draft.confides)

    def plan(register: Register) -> Plan:
        return acceptance.plan(register, mint)._replace(files=(draft,))

    return plan


def _nobody(stream: str) -> object:
    raise LookupError(stream)


def rejecting(document: str, reason: str, on: When) -> Planner:
    """Return the planner that turns a document away."""
    return only(RejectDocument(occurred_on=on, document=DocumentId(document), reason=reason))
