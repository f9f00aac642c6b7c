"""How far a meeting must have come before something can be recorded of it."""

from events.errors import NotFound, Refused
from events.meeting.state import Cancelled, Closed, Held, InSession, Meeting, Scheduled, Unscheduled


def standing(meeting: Meeting) -> Scheduled | Held | InSession | Closed:
    """Return a meeting that is scheduled or took place, and was not called off."""
    match meeting:
        case Unscheduled():
            raise NotFound(
                "there is no such meeting in the record; schedule it or record it as held first"
            )
        case Cancelled():
            raise Refused("this meeting was cancelled; record what happened under another meeting")
        case Scheduled() | Held() | InSession() | Closed():
            return meeting


def held(meeting: Meeting) -> Held | InSession | Closed:
    """Return a meeting that took place or has begun."""
    known = standing(meeting)
    match known:
        case Scheduled():
            raise Refused(
                "this meeting is only scheduled; record the meeting as held or open it first"
            )
        case Held() | InSession() | Closed():
            return known
