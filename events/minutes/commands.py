"""What can be asked of the minutes of a meeting; `by` is the actor who asks."""

from dataclasses import dataclass
from datetime import date

from events.base import Command
from events.ids import MeetingId
from events.meeting.handling import Part
from events.minutes.terms import Audience, Basis, Naming


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMinutes(Command):
    """A command to the minutes of one meeting."""

    meeting: MeetingId
    by: str

    @property
    def stream(self) -> str:
        """The stream of the minutes."""
        return f"minutes-{self.meeting}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMinutes(OfMinutes):
    """Draft the next version: what the record says of the meeting at `position`.

    With `if_new` nothing is drafted where that is what the version before says.
    """

    content: str
    position: int
    if_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitForClearance(OfMinutes):
    """Send the newest version to whoever clears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClearMinutes(OfMinutes):
    """Let the version of that content go out."""

    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseClearance(OfMinutes):
    """Send the version of that content back."""

    content: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CirculateMinutes(OfMinutes):
    """Send the newest version to those who were there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeCorrection(OfMinutes):
    """Ask that a part should read `text`."""

    correction: int
    part: Part
    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptCorrection(OfMinutes):
    """Take a correction into the text."""

    correction: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineCorrection(OfMinutes):
    """Leave the text as it is."""

    correction: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveMinutes(OfMinutes):
    """Record that the meeting `at` approved the version of that `content`.

    `standing` is the content that the record of the meeting has at this moment.
    """

    content: str
    standing: str = ""
    at: MeetingId


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendMinutes(OfMinutes):
    """Amend a part of approved minutes."""

    amendment: int
    part: Part
    number: int
    text: str
    authority: Basis
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishMinutes(OfMinutes):
    """Put on record that the newest version goes out to an audience."""

    audience: Audience
    naming: Naming = "everyone"


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactPassage(OfMinutes):
    """Leave words of a part out of what is published; `long` is how many characters it has.

    It is None where nobody knows, because the words were erased.
    """

    redaction: int
    part: Part
    number: int
    start: int | None = None
    length: int | None = None
    exemption: str
    reviewer: str
    review_on: date | None = None
    long: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftRedaction(OfMinutes):
    """Let the words be published again."""

    redaction: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateMinutes(OfMinutes):
    """Put a note beside the minutes, or beside one part."""

    annotation: int
    part: Part | None = None
    number: int | None = None
    text: str


LifeCommand = (
    DraftMinutes
    | SubmitForClearance
    | ClearMinutes
    | RefuseClearance
    | CirculateMinutes
    | PublishMinutes
)
CorrectionCommand = ProposeCorrection | AcceptCorrection | DeclineCorrection
ApprovalCommand = ApproveMinutes | AmendMinutes
NoteCommand = RedactPassage | LiftRedaction | AnnotateMinutes

MinutesCommand = LifeCommand | CorrectionCommand | ApprovalCommand | NoteCommand
