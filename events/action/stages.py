"""What an action must be like before something can be recorded of it: on record, open, in time."""

from events import meeting as meetings
from events.action.state import Action, Closed, Open, Task, Unassigned
from events.action.terms import Owner
from events.base import Look
from events.errors import NotFound, Refused
from events.ids import BodyId, MeetingId
from events.when import When, surely_before


def assigned(action: Action) -> Open | Closed:
    """Return an action that is in the record."""
    match action:
        case Unassigned():
            raise NotFound("there is no such action in the record")
        case Open() | Closed():
            return action


def opened(action: Action) -> Task:
    """Return the task of an action that is open."""
    match assigned(action):
        case Closed():
            raise Refused("this action is closed; reopen it first")
        case Open(task):
            return task


def owner_of(task: Task, number: int) -> Owner:
    """Return the owner of that number."""
    for each in task.owners:
        if each.number == number:
            return each
    raise NotFound(f"this action has no owner number {number}")


def not_before_assigned(occurred_on: When, task: Task) -> None:
    """Refuse what would have happened before the task was given out."""
    if surely_before(occurred_on, task.assigned_on):
        raise Refused(f"the action was assigned on {task.assigned_on}, later than that")


def at_meeting(meeting: MeetingId | None, body: BodyId, look: Look) -> None:
    """Refuse a meeting that is not one of the body."""
    if meeting is not None and meetings.require(look, meeting).body != body:
        raise Refused("that meeting is one of another body")
