"""When the deadline of an open action may be set, replaced, taken away and extended."""

from datetime import date

from events.action.commands import DueCommand, ExtendDue, SetDue
from events.action.events import ActionEvent, DueExtended, DueSet
from events.action.stages import at_meeting
from events.action.state import Task
from events.action.terms import (
    AsWritten,
    Due,
    DueFutureMeeting,
    DueNextMeeting,
    DueOn,
    DueWithin,
    Standing,
)
from events.base import Look
from events.errors import Refused


def decide(command: DueCommand, task: Task, look: Look) -> list[ActionEvent]:
    """Answer a command about the deadline of an open action."""
    sensible(command.due)
    at_meeting(command.meeting, task.body, look)
    if command.due == task.due and command.meeting in (None, task.due_set_at):
        return []
    match command:
        case SetDue():
            return [_set(command)]
        case ExtendDue():
            return [_extended(command, task)]


def sensible(due: Due | None) -> None:
    """Refuse a period that runs backwards."""
    if isinstance(due, DueWithin) and due.last < due.first:
        raise Refused("a period ends on or after the day it begins")


def _set(ask: SetDue) -> DueSet:
    return DueSet(occurred_on=ask.occurred_on, action=ask.action, due=ask.due, meeting=ask.meeting)


def _extended(ask: ExtendDue, task: Task) -> DueExtended:
    if task.due is None:
        raise Refused("this action has no deadline yet; set one first")
    old, new = _latest(task.due), _latest(ask.due)
    if old and new and new <= old:
        raise Refused(f"an extension must be later than the deadline it extends, {old}")
    return DueExtended(
        occurred_on=ask.occurred_on,
        action=ask.action,
        due=ask.due,
        meeting=ask.meeting,
        reason=ask.reason,
    )


def _latest(due: Due) -> date | None:
    match due:
        case DueOn(day=day) | DueWithin(last=day):
            return day
        case DueNextMeeting() | DueFutureMeeting() | Standing() | AsWritten():
            return None
