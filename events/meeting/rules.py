"""What a meeting answers to each command, theme by theme."""

from events.base import Look
from events.meeting import (
    correcting_rules,
    findings_rules,
    handling_rules,
    listing_rules,
    presence_rules,
    proceedings_rules,
    row_rules,
    scheduling_rules,
)
from events.meeting.commands import (
    CorrectPassage,
    FindingCommand,
    ListingCommand,
    MeetingCommand,
    ProceedingsCommand,
    RowCommand,
    SchedulingCommand,
    SetPassageHandling,
)
from events.meeting.events import MeetingEvent
from events.meeting.state import Meeting


def decide(command: MeetingCommand, meeting: Meeting, look: Look) -> list[MeetingEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    if isinstance(command, SchedulingCommand):
        return [*scheduling_rules.decide(command, meeting, look)]
    if isinstance(command, ListingCommand):
        return [*listing_rules.decide(command, meeting, look)]
    if isinstance(command, ProceedingsCommand):
        return [*proceedings_rules.decide(command, meeting, look)]
    if isinstance(command, SetPassageHandling):
        return [*handling_rules.decide(command, meeting)]
    if isinstance(command, CorrectPassage):
        return [*correcting_rules.decide(command, meeting)]
    if isinstance(command, FindingCommand):
        return [*findings_rules.decide(command, meeting, look)]
    if isinstance(command, RowCommand):
        return [*row_rules.decide(command, meeting, look)]
    return [*presence_rules.decide(command, meeting, look)]
