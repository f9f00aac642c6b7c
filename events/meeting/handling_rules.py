"""When a part of the minutes may be made confidential, or opened up again: once it is minuted."""

from events.handling import changes
from events.meeting.commands import SetPassageHandling
from events.meeting.handling import PassageHandlingSet
from events.meeting.parts import account_with
from events.meeting.state import Meeting


def decide(ask: SetPassageHandling, meeting: Meeting) -> list[PassageHandlingSet]:
    """Answer the command; whatever became of the meeting, what its minutes say can be withheld."""
    account = account_with(meeting, ask.part, ask.number)
    if not changes((ask.part, ask.number) in account.confidential, ask.handling, ask.reason):
        return []
    return [
        PassageHandlingSet(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            part=ask.part,
            number=ask.number,
            handling=ask.handling,
            reason=ask.reason,
        )
    ]
