"""When a meeting may be scheduled, put off, called off, recorded as held, opened and closed."""

from events import body as bodies
from events.base import Look, said
from events.errors import AlreadyThere, Refused
from events.meeting.commands import (
    CancelMeeting,
    CloseMeeting,
    OpenMeeting,
    PostponeMeeting,
    RecordAsHeld,
    ScheduleMeeting,
    SchedulingCommand,
)
from events.meeting.scheduling import (
    MeetingCancelled,
    MeetingClosed,
    MeetingOpened,
    MeetingPostponed,
    MeetingRecordedAsHeld,
    MeetingScheduled,
    SchedulingEvent,
)
from events.meeting.stages import standing
from events.meeting.state import Cancelled, Closed, Held, InSession, Meeting, Scheduled, Unscheduled
from events.when import Clock


def decide(command: SchedulingCommand, meeting: Meeting, look: Look) -> list[SchedulingEvent]:
    """Answer a command about the meeting itself."""
    _nothing_empty(command)
    match command:
        case ScheduleMeeting():
            return _schedule(command, meeting, look)
        case PostponeMeeting():
            return _postpone(command, meeting)
        case CancelMeeting():
            return _cancel(command, meeting)
        case RecordAsHeld():
            return _record(command, meeting, look)
        case OpenMeeting():
            return _open(command, meeting)
        case CloseMeeting():
            return _close(command, meeting)


def _nothing_empty(command: SchedulingCommand) -> None:
    match command:
        case ScheduleMeeting(place=place, theme=theme) | RecordAsHeld(place=place, theme=theme):
            said(place, "the place")
            said(theme, "the theme")
        case PostponeMeeting(reason=reason) | CancelMeeting(reason=reason):
            said(reason, "the reason")
        case OpenMeeting() | CloseMeeting():
            pass


def _schedule(ask: ScheduleMeeting, meeting: Meeting, look: Look) -> list[SchedulingEvent]:
    scheduled = MeetingScheduled(
        occurred_on=ask.occurred_on,
        meeting=ask.meeting,
        body=ask.body,
        expected=ask.expected,
        starts=ask.starts,
        place=ask.place,
        theme=ask.theme,
    )
    match meeting:
        case Unscheduled():
            bodies.require(look, ask.body)
            return [scheduled]
        case Scheduled() if _as_scheduled(meeting, ask):
            return []
        case Scheduled():
            raise AlreadyThere(
                "this meeting is scheduled already; postpone it, or use a new identity"
            )
        case Cancelled() | Held() | InSession() | Closed():
            raise AlreadyThere("this meeting is in the record already; use a new identity")


def _as_scheduled(meeting: Scheduled, ask: ScheduleMeeting) -> bool:
    stands = (meeting.body, meeting.day, meeting.starts, meeting.place, meeting.theme)
    return not meeting.undated and stands == (
        ask.body,
        ask.expected,
        ask.starts,
        ask.place,
        ask.theme,
    )


def _postpone(ask: PostponeMeeting, meeting: Meeting) -> list[SchedulingEvent]:
    known = _ahead(meeting, "postponed")
    if (known.undated and ask.expected is None) or (
        not known.undated and ask.expected == known.day
    ):
        return []
    return [
        MeetingPostponed(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            expected=ask.expected,
            reason=ask.reason,
        )
    ]


def _cancel(ask: CancelMeeting, meeting: Meeting) -> list[SchedulingEvent]:
    if isinstance(meeting, Cancelled):
        return []
    _ahead(meeting, "cancelled")
    return [MeetingCancelled(occurred_on=ask.occurred_on, meeting=ask.meeting, reason=ask.reason)]


def _ahead(meeting: Meeting, done: str) -> Scheduled:
    known = standing(meeting)
    match known:
        case Scheduled():
            return known
        case Held() | InSession() | Closed():
            raise Refused(f"this meeting took place or has begun; it can no longer be {done}")


def _record(ask: RecordAsHeld, meeting: Meeting, look: Look) -> list[SchedulingEvent]:
    match meeting:
        case Unscheduled():
            bodies.require(look, ask.body)
        case Scheduled() if meeting.body != ask.body:
            raise Refused("this meeting was scheduled for another body; record it for that body")
        case Scheduled():
            pass
        case Cancelled():
            raise Refused("this meeting was cancelled; if it was held, use a new identity")
        case Held():
            raise AlreadyThere(
                "the minutes of this meeting are recorded already; correct what is wrong in them"
            )
        case InSession() | Closed():
            raise Refused("this meeting was opened; it is on record as held without this")
    _in_order(ask.starts, ask.ends)
    return [_held(ask)]


def _held(ask: RecordAsHeld) -> MeetingRecordedAsHeld:
    return MeetingRecordedAsHeld(
        occurred_on=ask.occurred_on,
        meeting=ask.meeting,
        body=ask.body,
        held_on=ask.held_on,
        starts=ask.starts,
        ends=ask.ends,
        place=ask.place,
        theme=ask.theme,
    )


def _open(ask: OpenMeeting, meeting: Meeting) -> list[SchedulingEvent]:
    known = standing(meeting)
    match known:
        case Scheduled():
            return [MeetingOpened(occurred_on=ask.occurred_on, meeting=ask.meeting, at=ask.at)]
        case InSession() if (known.day, known.opened) == (ask.occurred_on, ask.at):
            return []
        case InSession():
            raise AlreadyThere("this meeting is open already; go on with it or close it")
        case Held() | Closed():
            raise Refused("this meeting is over and on record as held; it cannot be opened again")


def _close(ask: CloseMeeting, meeting: Meeting) -> list[SchedulingEvent]:
    known = standing(meeting)
    match known:
        case InSession():
            _in_order(known.opened, ask.at)
            return [MeetingClosed(occurred_on=ask.occurred_on, meeting=ask.meeting, at=ask.at)]
        case Closed() if known.closed == ask.at:
            return []
        case Closed():
            raise AlreadyThere("this meeting is closed already")
        case Scheduled():
            raise Refused("this meeting was not opened; open it first")
        case Held():
            raise Refused("this meeting is on record as held; it was never opened to be closed")


def _in_order(starts: Clock | None, ends: Clock | None) -> None:
    if starts and ends and ends < starts:
        raise Refused(f"a meeting that starts at {starts} cannot end at {ends}; check both times")
