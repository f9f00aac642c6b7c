"""When a finding may be settled by what somebody says of it, and taken up again."""

from events.action.state import require as require_action
from events.base import Look, said
from events.errors import AlreadyThere, Refused
from events.ids import ActionId
from events.meeting.commands import FindingCommand, ReopenFinding, SettleFinding
from events.meeting.findings import (
    FindingEvent,
    FindingReopened,
    FindingSettled,
    Subject,
    subject_of,
)
from events.meeting.numbers import any_row, item_exists, paragraph_exists
from events.meeting.stages import standing
from events.meeting.state import Known, Meeting


def decide(command: FindingCommand, meeting: Meeting, look: Look) -> list[FindingEvent]:
    """Answer a command about something that was found; what it is about must be on record."""
    known = standing(meeting)
    match command:
        case SettleFinding():
            return _settle(command, known, look)
        case ReopenFinding():
            return _reopen(command, known)


def _settle(ask: SettleFinding, known: Known, look: Look) -> list[FindingEvent]:
    _exists(ask.subject, known, look)
    said(ask.words, "the explanation")
    if ask.resolution == "explained" and ask.words is None:
        raise Refused("an explanation takes words; give them, or say that it is as printed")
    before = known.account.settled.get((ask.kind, ask.subject))
    if before == (ask.resolution, ask.words):
        return []
    if before is not None:
        raise AlreadyThere("this is settled already; reopen it before it is settled otherwise")
    return [
        FindingSettled(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            kind=ask.kind,
            subject=ask.subject,
            resolution=ask.resolution,
            words=ask.words,
        )
    ]


def _reopen(ask: ReopenFinding, known: Known) -> list[FindingEvent]:
    said(ask.reason, "the reason")
    if (ask.kind, ask.subject) not in known.account.settled:
        raise Refused("nobody settled this with a statement; there is nothing to reopen")
    return [
        FindingReopened(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            kind=ask.kind,
            subject=ask.subject,
            reason=ask.reason,
        )
    ]


def _exists(key: str, known: Known, look: Look) -> None:
    match subject_of(key):
        case None:
            raise Refused(f"{key!r} names nothing in a meeting; name the subject as it is listed")
        case Subject("row", number):
            any_row(known, number or 0)
        case Subject("item", number):
            item_exists(known, number)
        case Subject("paragraph", number):
            paragraph_exists(known, number)
        case Subject(action=action):
            require_action(look, action or ActionId(""))
