"""When a part of the minutes may be made confidential, or opened up again: once it is minuted."""

from events.errors import NotFound
from events.handling import changes
from events.meeting.commands import SetPassageHandling
from events.meeting.handling import Part, PassageHandlingSet
from events.meeting.state import (
    Account,
    Cancelled,
    Closed,
    Held,
    InSession,
    Meeting,
    Scheduled,
    Unscheduled,
)


def decide(ask: SetPassageHandling, meeting: Meeting) -> list[PassageHandlingSet]:
    """Answer the command; whatever became of the meeting, what its minutes say can be withheld."""
    account = _account(meeting)
    if ask.number not in _minuted(account, ask.part):
        raise NotFound(f"the minutes of this meeting have no {ask.part} {ask.number}")
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


def _account(meeting: Meeting) -> Account:
    match meeting:
        case Unscheduled():
            raise NotFound("there is no such meeting in the record")
        case Scheduled() | Cancelled() | Held() | InSession() | Closed():
            return meeting.account


def _minuted(account: Account, part: Part) -> frozenset[int]:
    match part:
        case "item":
            return account.items
        case "paragraph":
            return account.paragraphs
        case "decision":
            return account.decisions
