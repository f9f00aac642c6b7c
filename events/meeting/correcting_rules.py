"""When what the minutes say may be changed or added to: until they are approved."""

from typing import Final

from events.base import Look, said
from events.meeting.commands import CorrectPassage
from events.meeting.correcting import PassageCorrected
from events.meeting.events import MeetingEvent
from events.meeting.parts import account_with
from events.meeting.proceedings import ProceedingsEvent
from events.meeting.stages import held
from events.meeting.state import Meeting
from events.minutes.state import approved

_APPROVED: Final = (
    "the minutes of this meeting are approved, so their text stays; amend them instead, on the "
    "authority of a later meeting"
)


def closed(event: MeetingEvent, look: Look) -> str | None:
    """Return why what the minutes say is not added to, corrected or retracted any more."""
    said_there = isinstance(event, ProceedingsEvent | PassageCorrected)
    return _APPROVED if said_there and approved(look, event.meeting) else None


def decide(ask: CorrectPassage, meeting: Meeting) -> list[PassageCorrected]:
    """Answer the command."""
    account = account_with(held(meeting), ask.part, ask.number)
    said(ask.text, "the corrected text")
    said(ask.reason, "the reason")
    if account.corrected.get((ask.part, ask.number)) == ask.text:
        return []
    return [
        PassageCorrected(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            part=ask.part,
            number=ask.number,
            text=ask.text,
            reason=ask.reason,
        )
    ]
