"""When corrections may be proposed, accepted and declined: until the minutes are approved."""

from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.meeting.numbers import unused
from events.meeting.parts import account_with
from events.meeting.state import require
from events.minutes.commands import (
    AcceptCorrection,
    CorrectionCommand,
    DeclineCorrection,
    ProposeCorrection,
)
from events.minutes.events import (
    CorrectionAccepted,
    CorrectionDeclined,
    CorrectionProposed,
    NoteEvent,
)
from events.minutes.state import Approved, Known


def decide(command: CorrectionCommand, minutes: Known, look: Look) -> list[NoteEvent]:
    """Answer a command about a correction."""
    match command:
        case ProposeCorrection():
            return _propose(command, minutes, look)
        case AcceptCorrection():
            return _accept(command, minutes)
        case DeclineCorrection():
            return _decline(command, minutes)


def _propose(ask: ProposeCorrection, minutes: Known, look: Look) -> list[NoteEvent]:
    _unapproved(minutes)
    unused(ask.correction, minutes.notes.corrections, "correction")
    account_with(require(look, ask.meeting), ask.part, ask.number)
    said(ask.text, "the text that is proposed")
    said(ask.reason, "the reason")
    return [
        CorrectionProposed(
            occurred_on=ask.occurred_on,
            meeting=ask.meeting,
            correction=ask.correction,
            part=ask.part,
            number=ask.number,
            text=ask.text,
            reason=ask.reason,
            by=ask.by,
        )
    ]


def _accept(ask: AcceptCorrection, minutes: Known) -> list[NoteEvent]:
    _unapproved(minutes)
    match _answer(minutes, ask.correction):
        case None:
            return [
                CorrectionAccepted(
                    occurred_on=ask.occurred_on,
                    meeting=ask.meeting,
                    correction=ask.correction,
                    by=ask.by,
                )
            ]
        case True:
            raise AlreadyThere("this correction was accepted, and is in the text already")
        case False:
            raise Refused("this correction was declined; propose it anew to take it up again")


def _decline(ask: DeclineCorrection, minutes: Known) -> list[NoteEvent]:
    _unapproved(minutes)
    said(ask.reason, "the reason")
    match _answer(minutes, ask.correction):
        case None:
            return [
                CorrectionDeclined(
                    occurred_on=ask.occurred_on,
                    meeting=ask.meeting,
                    correction=ask.correction,
                    reason=ask.reason,
                    by=ask.by,
                )
            ]
        case True:
            raise Refused("this correction is in the text; propose another to take it back")
        case False:
            return []


def _answer(minutes: Known, correction: int) -> bool | None:
    if correction not in minutes.notes.corrections:
        raise NotFound(f"no correction {correction} of these minutes was proposed")
    return minutes.notes.corrections[correction]


def _unapproved(minutes: Known) -> None:
    if isinstance(minutes, Approved):
        raise Refused(
            "these minutes are approved, and corrections end there; amend them instead, on the "
            "authority of a later meeting"
        )
