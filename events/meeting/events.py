"""Everything that can happen in the stream of a meeting, theme by theme."""

from events.meeting.attendance import AttendanceEvent
from events.meeting.correcting import PassageCorrected
from events.meeting.findings import FindingEvent
from events.meeting.handling import PassageHandlingSet
from events.meeting.proceedings import ProceedingsEvent
from events.meeting.scheduling import SchedulingEvent

MeetingEvent = (
    SchedulingEvent
    | AttendanceEvent
    | ProceedingsEvent
    | PassageHandlingSet
    | PassageCorrected
    | FindingEvent
)
