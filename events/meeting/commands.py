"""What can be asked of a meeting; rows, items, paragraphs and decisions are numbered within it."""

from dataclasses import dataclass

from events.base import Command
from events.handling import Handling
from events.ids import BodyId, MeetingId, OrganisationId, PersonId
from events.meeting.findings import FindingKind, Resolution
from events.meeting.handling import Part
from events.meeting.terms import Basis, Capacity, Mode, Role, Speaker, Status
from events.when import Clock, When


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMeeting(Command):
    """A command to one meeting."""

    meeting: MeetingId

    @property
    def stream(self) -> str:
        """The stream of the meeting."""
        return f"meeting-{self.meeting}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleMeeting(OfMeeting):
    """Expect the body to meet."""

    body: BodyId
    expected: When
    starts: Clock | None = None
    place: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostponeMeeting(OfMeeting):
    """Put it off to another date, or to one not yet known."""

    expected: When | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelMeeting(OfMeeting):
    """Call it off."""

    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAsHeld(OfMeeting):
    """Record afterwards that it took place."""

    body: BodyId
    held_on: When
    starts: Clock | None = None
    ends: Clock | None = None
    place: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenMeeting(OfMeeting):
    """Begin it, on the day this occurs on."""

    at: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseMeeting(OfMeeting):
    """End it."""

    at: Clock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRow(OfMeeting):
    """A command about one row of the attendance."""

    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeChair(OfRow):
    """Let the attendee take the chair, alone or beside those who have it."""

    beside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEntry(OfRow):
    """A command that says who stands in a row, under the name as printed."""

    person: PersonId | None = None
    basis: Basis = "unnamed"
    name: str
    organisation: OrganisationId | None = None
    organisation_stated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListAttendee(OfEntry):
    """List a row of the attendance as printed."""

    post: str | None = None
    capacity: Capacity = "not_stated"
    status: Status
    substitute_for: PersonId | None = None
    mode: Mode = "not_recorded"
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAttendance(OfEntry):
    """Give a row anew in full, and say why."""

    post: str | None = None
    capacity: Capacity = "not_stated"
    status: Status
    substitute_for: PersonId | None = None
    mode: Mode = "not_recorded"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveApologies(OfEntry):
    """Add a row for somebody who sent apologies."""

    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserveParticipant(OfEntry):
    """Add a row for somebody who took part without being listed."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAbsence(OfRow):
    """Add a row for a member of the body who was absent."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordArrival(OfRow):
    """Record that the attendee joined or came back."""

    at: Clock | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeparture(OfRow):
    """Record that the attendee left."""

    at: Clock | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSubstitute(OfRow):
    """Record for whom the attendee sat."""

    principal: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveDuplicate(OfRow):
    """Say that the row is another row printed again."""

    same_as: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyAttendee(OfRow):
    """Say who the attendee was that the list does not name; `reason` is what that rests on.

    `override` is the reason to say so although another row has that person, too.
    """

    person: PersonId
    reason: str
    override: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclareInterest(OfRow):
    """Record an interest of the attendee."""

    item: int | None = None
    interest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecuseAttendee(OfRow):
    """Record that the attendee takes no part in an item."""

    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddItem(OfMeeting):
    """Add an item; `number` is the one printed."""

    item: int
    number: str | None = None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteParagraph(OfMeeting):
    """Minute a paragraph; `number` is the one printed."""

    paragraph: int
    item: int | None = None
    number: str | None = None
    text: str
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MinuteDecision(OfMeeting):
    """Minute a decision."""

    decision: int
    item: int | None = None
    paragraph: int | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordNoActions(OfMeeting):
    """Record that no actions came of an item, or of the meeting."""

    item: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPassageHandling(OfMeeting):
    """Make an item, a paragraph or a decision confidential, or open it up again."""

    part: Part
    number: int
    handling: Handling
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPassage(OfMeeting):
    """Let an item, a paragraph or a decision read `text`."""

    part: Part
    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfFinding(OfMeeting):
    """A command about something that was found in a meeting."""

    kind: FindingKind
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleFinding(OfFinding):
    """Say that it is as printed, or how it is explained."""

    resolution: Resolution
    words: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenFinding(OfFinding):
    """Take back that it is settled."""

    reason: str


SchedulingCommand = (
    ScheduleMeeting | PostponeMeeting | CancelMeeting | RecordAsHeld | OpenMeeting | CloseMeeting
)
ListingCommand = (
    ListAttendee | CorrectAttendance | ReceiveApologies | ObserveParticipant | RecordAbsence
)
PresenceCommand = TakeChair | RecordArrival | RecordDeparture | RecordSubstitute
RowCommand = ResolveDuplicate | IdentifyAttendee | DeclareInterest | RecuseAttendee
FindingCommand = SettleFinding | ReopenFinding
ProceedingsCommand = AddItem | MinuteParagraph | MinuteDecision | RecordNoActions

MeetingCommand = (
    SchedulingCommand
    | ListingCommand
    | PresenceCommand
    | RowCommand
    | ProceedingsCommand
    | SetPassageHandling
    | CorrectPassage
    | FindingCommand
)
