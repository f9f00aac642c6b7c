"""The parts of the minutes that are named by kind and number, once they are minuted."""

from events.errors import NotFound
from events.meeting.handling import Part
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


def account_with(meeting: Meeting, part: Part, number: int) -> Account:
    """Return what is minuted of a meeting, which must have that part; whatever became of it."""
    match meeting:
        case Unscheduled():
            raise NotFound("there is no such meeting in the record")
        case Scheduled() | Cancelled() | Held() | InSession() | Closed():
            if number not in _minuted(meeting.account, part):
                raise NotFound(f"the minutes of this meeting have no {part} {number}")
            return meeting.account


def _minuted(account: Account, part: Part) -> frozenset[int]:
    match part:
        case "item":
            return account.items
        case "paragraph":
            return account.paragraphs
        case "decision":
            return account.decisions
