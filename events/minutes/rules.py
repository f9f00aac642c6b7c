"""What minutes answer to each command, and how a version comes from a draft to an audience."""

from events.base import Look, said
from events.errors import Refused
from events.meeting.stages import held
from events.meeting.state import require
from events.minutes import approval_rules, correction_rules, note_rules
from events.minutes.commands import (
    ApprovalCommand,
    CirculateMinutes,
    ClearMinutes,
    CorrectionCommand,
    DraftMinutes,
    LifeCommand,
    MinutesCommand,
    PublishMinutes,
    RefuseClearance,
    SubmitForClearance,
)
from events.minutes.events import (
    ClearanceRefused,
    MinutesCirculated,
    MinutesCleared,
    MinutesDrafted,
    MinutesEvent,
    MinutesPublished,
    MinutesSubmittedForClearance,
)
from events.minutes.state import (
    Approved,
    Circulated,
    Cleared,
    Draft,
    Known,
    Minutes,
    SentBack,
    Submitted,
    Undrafted,
    known,
)

_DRAFT_ANEW = "its clearance was refused; correct the minutes and draft a new version"


def decide(command: MinutesCommand, minutes: Minutes, look: Look) -> list[MinutesEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    if isinstance(command, LifeCommand):
        return [*_live(command, minutes, look)]
    if isinstance(command, CorrectionCommand):
        return [*correction_rules.decide(command, known(minutes), look)]
    if isinstance(command, ApprovalCommand):
        return [*approval_rules.decide(command, known(minutes), look)]
    return [*note_rules.decide(command, known(minutes), look)]


def _live(command: LifeCommand, minutes: Minutes, look: Look) -> list[MinutesEvent]:
    match command:
        case DraftMinutes():
            return _draft(command, minutes, look)
        case SubmitForClearance():
            return _submit(command, known(minutes))
        case ClearMinutes():
            return _clear(command, known(minutes))
        case RefuseClearance():
            return _refuse(command, known(minutes))
        case CirculateMinutes():
            return _circulate(command, known(minutes))
        case PublishMinutes():
            return _publish(command, known(minutes))


def _draft(ask: DraftMinutes, minutes: Minutes, look: Look) -> list[MinutesEvent]:
    held(require(look, ask.meeting))
    if ask.if_new and isinstance(minutes, Known) and minutes.content == ask.content:
        return []
    return [
        MinutesDrafted(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            version=_next(ask, minutes),
            content=ask.content,
            position=ask.position,
            by=ask.by,
        )
    ]


def _next(ask: DraftMinutes, minutes: Minutes) -> int:
    match minutes:
        case Undrafted():
            return 1
        case Approved():
            raise Refused("these minutes are approved; amend them instead of drafting them again")
        case Draft() | Submitted() | SentBack() | Cleared() | Circulated():
            if minutes.content == ask.content:
                raise Refused(
                    "there is nothing new: the record of this meeting is what it was when version "
                    f"{minutes.version} was drafted; go on with that version"
                )
            return minutes.version + 1


def _submit(ask: SubmitForClearance, minutes: Known) -> list[MinutesEvent]:
    match minutes:
        case Submitted():
            return []
        case SentBack():
            raise Refused(_DRAFT_ANEW)
        case Cleared():
            raise Refused("this version is cleared already; circulate it")
        case Circulated():
            raise Refused("this version is circulated already; a new version can be cleared first")
        case Approved():
            raise Refused("these minutes are approved, so there is nothing left to clear")
        case Draft():
            return [
                MinutesSubmittedForClearance(
                    occurred_on=ask.occurred_on,
                    meeting=ask.meeting,
                    version=minutes.version,
                    content=minutes.content,
                    by=ask.by,
                )
            ]


def _clear(ask: ClearMinutes, minutes: Known) -> list[MinutesEvent]:
    if isinstance(minutes, Cleared) and minutes.content == ask.content:
        return []
    submitted = _submitted(minutes, ask.content)
    return [
        MinutesCleared(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            version=submitted.version,
            content=submitted.content,
            by=ask.by,
        )
    ]


def _refuse(ask: RefuseClearance, minutes: Known) -> list[MinutesEvent]:
    submitted = _submitted(minutes, ask.content)
    said(ask.reason, "the reason")
    return [
        ClearanceRefused(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            version=submitted.version,
            content=submitted.content,
            reason=ask.reason,
            by=ask.by,
        )
    ]


def _submitted(minutes: Known, content: str) -> Submitted:
    if not isinstance(minutes, Submitted):
        raise Refused("no version waits for clearance; submit the newest version for it first")
    if minutes.content != content:
        raise Refused(
            f"that is not the content of version {minutes.version}, which was submitted; read the "
            "minutes again and name its content"
        )
    return minutes


def _circulate(ask: CirculateMinutes, minutes: Known) -> list[MinutesEvent]:
    match minutes:
        case Circulated():
            return []
        case Approved():
            raise Refused("these minutes are approved; publish them to the members instead")
        case Draft() | Cleared() | Submitted() | SentBack():
            _may_go_out(minutes)
            return [
                MinutesCirculated(
                    occurred_on=ask.occurred_on,
                    meeting=ask.meeting,
                    version=minutes.version,
                    content=minutes.content,
                    by=ask.by,
                )
            ]


def _publish(ask: PublishMinutes, minutes: Known) -> list[MinutesEvent]:
    _may_go_out(minutes)
    if minutes.notes.published.get(ask.audience) == (minutes.version, ask.naming):
        return []
    return [
        MinutesPublished(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            version=minutes.version,
            content=minutes.content,
            audience=ask.audience,
            by=ask.by,
            naming=ask.naming,
        )
    ]


def _may_go_out(minutes: Known) -> None:
    match minutes:
        case Submitted():
            raise Refused("this version waits for clearance; let it be cleared first")
        case SentBack():
            raise Refused(_DRAFT_ANEW)
        case Draft() | Cleared() | Circulated() | Approved():
            pass
