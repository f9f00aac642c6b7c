"""What can happen to the attendance of a meeting; rows are kept as printed, duplicates and all."""

from events.base import Event, Passage, Private, event
from events.ids import MeetingId, OrganisationId, PersonId
from events.meeting.terms import Basis, Capacity, Mode, Role, Status
from events.when import Clock


@event("meeting.attendance_listed")
class AttendanceListed(Event):
    """A row stands in the list of attendance; the same person may stand in two."""

    meeting: MeetingId
    row: int
    person: PersonId | None
    basis: Basis
    name: Private[str]
    organisation: OrganisationId | None
    organisation_stated: Private[str] | None
    post: Private[str] | None
    capacity: Capacity
    status: Status
    substitute_for: PersonId | None
    mode: Mode
    reason: Passage | None


@event("meeting.attendee_arrived")
class AttendeeArrived(Event):
    """The attendee joined or came back, at a time or at an item where either is known."""

    meeting: MeetingId
    row: int
    at: Clock | None
    item: int | None


@event("meeting.attendee_departed")
class AttendeeDeparted(Event):
    """The attendee left, at a time or at an item where either is known."""

    meeting: MeetingId
    row: int
    at: Clock | None
    item: int | None


@event("meeting.apologies_received")
class ApologiesReceived(Event):
    """Somebody sent apologies; they stand in a row of their own."""

    meeting: MeetingId
    row: int
    person: PersonId | None
    basis: Basis
    name: Private[str]
    organisation: OrganisationId | None
    organisation_stated: Private[str] | None
    reason: Passage | None


@event("meeting.substitute_attended")
class SubstituteAttended(Event):
    """The attendee of that row sat in the seat of `principal`."""

    meeting: MeetingId
    row: int
    principal: PersonId


@event("meeting.absence_recorded")
class AbsenceRecorded(Event):
    """A member of the body was absent; they stand in a row of their own."""

    meeting: MeetingId
    row: int
    person: PersonId
    name: Private[str]


@event("meeting.unlisted_participant_observed")
class UnlistedParticipantObserved(Event):
    """The minutes show somebody taking part who is not listed; whether present is not recorded."""

    meeting: MeetingId
    row: int
    person: PersonId | None
    basis: Basis
    name: Private[str]
    organisation: OrganisationId | None
    organisation_stated: Private[str] | None
    role: Role


@event("meeting.attendance_corrected")
class AttendanceCorrected(Event):
    """A row was wrong and is given anew in full; `reason` says why it was corrected."""

    meeting: MeetingId
    row: int
    person: PersonId | None
    basis: Basis
    name: Private[str]
    organisation: OrganisationId | None
    organisation_stated: Private[str] | None
    post: Private[str] | None
    capacity: Capacity
    status: Status
    substitute_for: PersonId | None
    mode: Mode
    reason: Passage


@event("meeting.attendance_duplicate_resolved")
class AttendanceDuplicateResolved(Event):
    """The row is the person of row `same_as` printed again; it counts no more, both rows stay."""

    meeting: MeetingId
    row: int
    same_as: int


@event("meeting.attendee_identified")
class AttendeeIdentified(Event):
    """Whoever the row does not name was `person`; `reason` says what that rests on.

    `override` says why in spite of another row that has them, too.
    """

    meeting: MeetingId
    row: int
    person: PersonId
    reason: Passage
    override: Passage | None


@event("meeting.interest_declared")
class InterestDeclared(Event):
    """The attendee declared an interest, in one item or in general."""

    meeting: MeetingId
    row: int
    item: int | None
    interest: Passage


@event("meeting.recused")
class AttendeeRecused(Event):
    """The attendee took no part in one item."""

    meeting: MeetingId
    row: int
    item: int


@event("meeting.chair_taken")
class ChairTaken(Event):
    """The attendee of that row took the chair, instead of those who had it or `beside` them."""

    meeting: MeetingId
    row: int
    beside: bool


RowAdded = AttendanceListed | ApologiesReceived | AbsenceRecorded | UnlistedParticipantObserved

RowChanged = (
    AttendeeArrived
    | AttendeeDeparted
    | SubstituteAttended
    | ChairTaken
    | AttendanceCorrected
    | AttendanceDuplicateResolved
    | AttendeeIdentified
    | InterestDeclared
    | AttendeeRecused
)

AttendanceEvent = RowAdded | RowChanged
