"""Meetings: whether and when they took place, who was there, and what the minutes say of them."""

from events.base import Decider
from events.meeting.asked import ASKED
from events.meeting.commands import MeetingCommand
from events.meeting.correcting_rules import closed
from events.meeting.events import MeetingEvent
from events.meeting.rules import decide
from events.meeting.state import Meeting, Unscheduled, evolve, require

__all__ = ["DECIDER", "MeetingCommand", "MeetingEvent", "require"]

DECIDER: Decider[MeetingCommand, Meeting, MeetingEvent] = Decider(
    category="meeting",
    initial=Unscheduled(),
    decide=decide,
    evolve=evolve,
    asked=ASKED,
    closed=closed,
)
