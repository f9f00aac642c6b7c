"""What can happen to an action."""

from typing import Literal

from events.action.terms import Due, NarrationPart, Owner
from events.base import Event, Passage, Public, event
from events.handling import Handling
from events.ids import ActionId, BodyId, MeetingId, OrganisationId


@event("action.assigned")
class ActionAssigned(Event):
    """A body gave out a task; without owners it is reported as unowned."""

    action: ActionId
    body: BodyId
    meeting: MeetingId | None
    item: Public | None
    reference: Public | None
    text: Passage
    owners: tuple[Owner, ...]
    due: Due | None


@event("action.owner_clarified")
class OwnerClarified(Event):
    """The words of one owner turned out to mean these; the words are kept."""

    action: ActionId
    owner: int
    owners: tuple[Owner, ...]


@event("action.reassigned")
class ActionReassigned(Event):
    """The new owners took the action over; the old ones are free of it."""

    action: ActionId
    owners: tuple[Owner, ...]
    meeting: MeetingId | None = None


@event("action.co_owner_added")
class CoOwnerAdded(Event):
    """One more owner joined."""

    action: ActionId
    owner: Owner


@event("action.co_owner_released")
class CoOwnerReleased(Event):
    """One of the owners was released; the others go on."""

    action: ActionId
    owner: int
    reason: Passage | None


@event("action.lead_named")
class LeadNamed(Event):
    """One of the owners leads; a former lead is a joint owner from then on."""

    action: ActionId
    owner: int


@event("action.due_set")
class DueSet(Event):
    """The deadline was set, replaced or taken away (none); `meeting` is the one that did."""

    action: ActionId
    due: Due | None
    meeting: MeetingId | None


@event("action.due_extended")
class DueExtended(Event):
    """More time was given; `meeting` is the one that gave it."""

    action: ActionId
    due: Due
    meeting: MeetingId | None
    reason: Passage | None


@event("action.progress_reported")
class ProgressReported(Event):
    """Somebody reported on it, at `meeting` if one is named."""

    action: ActionId
    text: Passage
    meeting: MeetingId | None


@event("action.owner_part_completed")
class OwnerPartCompleted(Event):
    """One owner did their part."""

    action: ActionId
    owner: int
    note: Passage | None
    meeting: MeetingId | None = None


@event("action.completed")
class ActionCompleted(Event):
    """The whole action is done; `override` says why in spite of open parts."""

    action: ActionId
    note: Passage | None
    override: Passage | None
    meeting: MeetingId | None = None


@event("action.carried_forward")
class CarriedForward(Event):
    """It stayed open from one meeting of its body to a later one."""

    action: ActionId
    from_meeting: MeetingId
    to_meeting: MeetingId


@event("action.transferred")
class ActionTransferred(Event):
    """Another body or an organisation outside took it over; here it is closed."""

    action: ActionId
    body: BodyId | None
    organisation: OrganisationId | None
    reason: Passage | None
    meeting: MeetingId | None = None


@event("action.superseded")
class ActionSuperseded(Event):
    """Another action took its place."""

    action: ActionId
    by: ActionId
    meeting: MeetingId | None = None


@event("action.withdrawn")
class ActionWithdrawn(Event):
    """It is no longer wanted."""

    action: ActionId
    reason: Passage
    meeting: MeetingId | None = None


@event("action.reopened")
class ActionReopened(Event):
    """It was closed and is open again, with its owners and the parts they had done."""

    action: ActionId
    reason: Passage
    meeting: MeetingId | None = None


@event("action.linked")
class ActionLinked(Event):
    """It belongs with another action."""

    action: ActionId
    to: ActionId
    relation: Literal["follows", "duplicates", "relates_to"]


@event("action.reminder_sent")
class ReminderSent(Event):
    """An owner was reminded."""

    action: ActionId
    owner: int
    channel: Literal["letter", "email", "telephone", "in_person", "other"]


@event("action.narration_confirmed")
class NarrationConfirmed(Event):
    """A person found that a passage of later minutes speaks of it without naming it."""

    action: ActionId
    meeting: MeetingId
    part: NarrationPart
    number: int
    note: Passage | None


@event("action.narration_dismissed")
class NarrationDismissed(Event):
    """A person found that a passage does not speak of it, though its words are like it."""

    action: ActionId
    meeting: MeetingId
    part: NarrationPart
    number: int
    note: Passage | None


@event("action.handling_set")
class ActionHandlingSet(Event):
    """From now on it is confidential, or open again; `reason` says why."""

    action: ActionId
    handling: Handling
    reason: Passage | None


Closing = ActionCompleted | ActionSuperseded | ActionWithdrawn | ActionTransferred
"""What closes an action."""

ActionEvent = (
    ActionAssigned
    | OwnerClarified
    | ActionReassigned
    | CoOwnerAdded
    | CoOwnerReleased
    | LeadNamed
    | DueSet
    | DueExtended
    | ProgressReported
    | OwnerPartCompleted
    | ActionCompleted
    | CarriedForward
    | ActionTransferred
    | ActionSuperseded
    | ActionWithdrawn
    | ActionReopened
    | ActionLinked
    | ReminderSent
    | NarrationConfirmed
    | NarrationDismissed
    | ActionHandlingSet
)
