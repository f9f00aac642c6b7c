"""What can happen to a meeting itself: its date changes, it is called off or it takes place."""

from events.base import Event, Passage, Private, event
from events.ids import BodyId, MeetingId
from events.when import Clock, When


@event("meeting.scheduled")
class MeetingScheduled(Event):
    """A body expects to meet."""

    meeting: MeetingId
    body: BodyId
    expected: When
    starts: Clock | None
    place: Private[str] | None
    theme: Private[str] | None


@event("meeting.postponed")
class MeetingPostponed(Event):
    """It was put off to `expected`, or (with none) to a date not yet known."""

    meeting: MeetingId
    expected: When | None
    reason: Passage | None


@event("meeting.cancelled")
class MeetingCancelled(Event):
    """It will not take place."""

    meeting: MeetingId
    reason: Passage | None


@event("meeting.recorded_as_held")
class MeetingRecordedAsHeld(Event):
    """It took place, as written down afterwards; nobody followed it by the clock."""

    meeting: MeetingId
    body: BodyId
    held_on: When
    starts: Clock | None
    ends: Clock | None
    place: Private[str] | None
    theme: Private[str] | None


@event("meeting.opened")
class MeetingOpened(Event):
    """It began, on the day this occurred on."""

    meeting: MeetingId
    at: Clock | None


@event("meeting.closed")
class MeetingClosed(Event):
    """It ended."""

    meeting: MeetingId
    at: Clock | None


SchedulingEvent = (
    MeetingScheduled
    | MeetingPostponed
    | MeetingCancelled
    | MeetingRecordedAsHeld
    | MeetingOpened
    | MeetingClosed
)
