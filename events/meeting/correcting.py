"""Corrections of what the minutes say, made before they are approved."""

from events.base import Event, Passage, event
from events.ids import MeetingId
from events.meeting.handling import Part


@event("meeting.passage_corrected")
class PassageCorrected(Event):
    """The part of that number reads `text` from now on; what it read before stays in the log."""

    meeting: MeetingId
    part: Part
    number: int
    text: Passage
    reason: Passage
