"""What can happen to the minutes of a meeting.

`by` is the actor whose act it is: who recorded is compared with who approves. `content` is the
SHA-256, in hexadecimal, over the leaf hashes of the entries that made up a version: it ties the
version to the proofs of the log, and stands when words are erased.
"""

from datetime import date

from events.base import Event, Passage, Private, Public, event
from events.ids import MeetingId
from events.meeting.handling import Part
from events.minutes.terms import Audience, Basis, Naming


@event("minutes.drafted")
class MinutesDrafted(Event):
    """A version stands as the record of the meeting said at `position`."""

    meeting: MeetingId
    version: int
    content: Public
    position: int
    by: Public


@event("minutes.submitted_for_clearance")
class MinutesSubmittedForClearance(Event):
    """A version was sent to whoever clears minutes before others see them."""

    meeting: MeetingId
    version: int
    content: Public
    by: Public


@event("minutes.cleared")
class MinutesCleared(Event):
    """The version that was submitted may go out."""

    meeting: MeetingId
    version: int
    content: Public
    by: Public


@event("minutes.clearance_refused")
class ClearanceRefused(Event):
    """The version that was submitted may not go out as it is."""

    meeting: MeetingId
    version: int
    content: Public
    reason: Passage
    by: Public


@event("minutes.circulated")
class MinutesCirculated(Event):
    """A version was sent to those who were there, so that they can ask for corrections."""

    meeting: MeetingId
    version: int
    content: Public
    by: Public


@event("minutes.correction_proposed")
class CorrectionProposed(Event):
    """Somebody asks that a part should read `text` instead."""

    meeting: MeetingId
    correction: int
    part: Part
    number: int
    text: Passage
    reason: Passage
    by: Public


@event("minutes.correction_accepted")
class CorrectionAccepted(Event):
    """The correction went into the text: the stream of the meeting has the words."""

    meeting: MeetingId
    correction: int
    by: Public


@event("minutes.correction_declined")
class CorrectionDeclined(Event):
    """The text stays as it is."""

    meeting: MeetingId
    correction: int
    reason: Passage
    by: Public


@event("minutes.approved")
class MinutesApproved(Event):
    """The later meeting `at` of the same body approved the version; `by` put that on record."""

    meeting: MeetingId
    version: int
    content: Public
    at: MeetingId
    as_corrected: bool
    by: Public


@event("minutes.amended_after_approval")
class MinutesAmended(Event):
    """A part of approved minutes is to be read as `text`, on an authority of its own.

    The approved text stays as it was approved; `reference` names the meeting, person or instrument
    that the amendment rests on.
    """

    meeting: MeetingId
    amendment: int
    part: Part
    number: int
    text: Passage
    authority: Basis
    reference: Public
    by: Public


@event("minutes.published")
class MinutesPublished(Event):
    """A version went out to an audience."""

    meeting: MeetingId
    version: int
    content: Public
    audience: Audience
    by: Public
    naming: Naming | None = None
    """Whose names went out; None where nothing was said, which is everyone's."""


@event("minutes.passage_redacted")
class PassageRedacted(Event):
    """What is published leaves out words of a part; the record itself does not change.

    They are `length` characters from `start` on, or all of it where both are none.
    """

    meeting: MeetingId
    redaction: int
    part: Part
    number: int
    start: int | None
    length: int | None
    exemption: Public
    reviewer: Private[str]
    review_on: date | None
    by: Public


@event("minutes.redaction_lifted")
class RedactionLifted(Event):
    """What is published may have the words again."""

    meeting: MeetingId
    redaction: int
    reason: Passage
    by: Public


@event("minutes.annotated")
class MinutesAnnotated(Event):
    """A note stands beside the minutes, or beside one part of them; it is no part of the record."""

    meeting: MeetingId
    annotation: int
    part: Part | None
    number: int | None
    text: Passage
    by: Public


LifeEvent = (
    MinutesDrafted
    | MinutesSubmittedForClearance
    | MinutesCleared
    | ClearanceRefused
    | MinutesCirculated
    | MinutesApproved
)
"""What changes how far a version has come."""

NoteEvent = (
    CorrectionProposed
    | CorrectionAccepted
    | CorrectionDeclined
    | MinutesAmended
    | MinutesPublished
    | PassageRedacted
    | RedactionLifted
    | MinutesAnnotated
)
"""What is noted beside it."""

MinutesEvent = LifeEvent | NoteEvent
