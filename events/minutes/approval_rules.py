"""Who approves minutes, where, and which version; and on what authority they are amended then.

Approval is never inferred: it is an act of a later meeting of the same body, put on record by
somebody who did not draft the version.
"""

from events.base import Look, said
from events.errors import Refused
from events.ids import MeetingId
from events.meeting.numbers import unused
from events.meeting.parts import account_with
from events.meeting.stages import held
from events.meeting.state import require
from events.minutes.commands import AmendMinutes, ApprovalCommand, ApproveMinutes
from events.minutes.events import MinutesAmended, MinutesApproved, MinutesEvent
from events.minutes.state import (
    Approved,
    Circulated,
    Cleared,
    Draft,
    Known,
    SentBack,
    Submitted,
    Unapproved,
)
from events.when import surely_before


def decide(command: ApprovalCommand, minutes: Known, look: Look) -> list[MinutesEvent]:
    """Answer a command about approval, or about what comes after it."""
    match command:
        case ApproveMinutes():
            return _approve(command, minutes, look)
        case AmendMinutes():
            return _amend(command, minutes, look)


def _approve(ask: ApproveMinutes, minutes: Known, look: Look) -> list[MinutesEvent]:
    version = _to_approve(minutes)
    _is_the_newest(ask, version)
    _by_another(ask, version)
    _later_meeting(look, ask.meeting, ask.at, "approves")
    return [
        MinutesApproved(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            version=version.version,
            content=version.content,
            at=ask.at,
            as_corrected=version.notes.corrected,
            by=ask.by,
        )
    ]


def _to_approve(minutes: Known) -> Unapproved:
    match minutes:
        case Approved():
            raise Refused("these minutes are approved already; what is wrong in them is amended")
        case Submitted():
            raise Refused("the newest version waits for clearance; let it be cleared first")
        case SentBack():
            raise Refused("clearance was refused; correct the minutes and draft a new version")
        case Draft() | Cleared() | Circulated():
            return minutes


def _is_the_newest(ask: ApproveMinutes, version: Unapproved) -> None:
    if version.content != ask.content:
        raise Refused(
            f"that is not the content of version {version.version}, the newest; read the minutes "
            "again and approve that version"
        )
    if version.content != ask.standing:
        raise Refused(
            f"the record of the meeting has changed since version {version.version} was drafted; "
            "draft a new version and approve that"
        )
    if waiting := version.notes.open:
        raise Refused(f"correction {waiting[0]} is still open; accept or decline it first")


def _by_another(ask: ApproveMinutes, version: Unapproved) -> None:
    if ask.by == version.recorder:
        raise Refused(
            f"you drafted version {version.version}, and nobody approves what they recorded; let "
            "another person approve it who signs in with an identity of their own"
        )


def _later_meeting(look: Look, meeting: MeetingId, later: MeetingId, what: str) -> None:
    """Refuse a meeting that was not held after this one, by the same body."""
    if later == meeting:
        raise Refused(f"a meeting never {what} its own minutes; name a later one of this body")
    one, other = require(look, meeting), held(require(look, later))
    if other.body != one.body:
        raise Refused(f"that meeting is of another body; name the meeting of this body that {what}")
    if not surely_before(one.day, other.day):
        raise Refused(
            f"that meeting is not known to be later ({other.day}, and this one is of {one.day}); "
            f"name the later meeting that {what}"
        )


def _amend(ask: AmendMinutes, minutes: Known, look: Look) -> list[MinutesEvent]:
    if not isinstance(minutes, Approved):
        raise Refused(
            "these minutes are not approved yet, so there is nothing to amend; propose a "
            "correction, which goes into the text"
        )
    unused(ask.amendment, minutes.notes.amendments, "amendment")
    account_with(require(look, ask.meeting), ask.part, ask.number)
    said(ask.text, "the text of the amendment")
    said(ask.reference, "what the amendment rests on")
    if ask.authority == "meeting":
        _later_meeting(look, ask.meeting, MeetingId(ask.reference), "amends")
    return [
        MinutesAmended(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            amendment=ask.amendment,
            part=ask.part,
            number=ask.number,
            text=ask.text,
            authority=ask.authority,
            reference=ask.reference,
            by=ask.by,
        )
    ]
