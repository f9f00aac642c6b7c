"""What can happen to a fact that is recorded; both events stand in the stream of that fact.

`position` is where in the log the event they name stands.
"""

from events.base import Event, Passage, event
from events.ids import EventId


@event("record.corrected")
class RecordCorrected(Event):
    """The fact `event` was recorded wrongly; the next event of the stream stands in its place."""

    event: EventId
    position: int
    reason: Passage


@event("record.retracted")
class RecordRetracted(Event):
    """The fact `event` never was; a correction or retraction named so is undone."""

    event: EventId
    position: int
    reason: Passage


RecordEvent = RecordCorrected | RecordRetracted
