"""When a task may be given out, change hands, move its deadline, close and open again."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, Final

from events import body as bodies
from events import meeting as meetings
from events.action import closing_rules, due_rules, narration_rules, owner_rules
from events.action.commands import (
    ActionCommand,
    AssignAction,
    CarryForward,
    ClosingCommand,
    DueCommand,
    LinkAction,
    NarrationCommand,
    OwnerCommand,
    ReportProgress,
    SetActionHandling,
)
from events.action.events import (
    ActionAssigned,
    ActionEvent,
    ActionHandlingSet,
    ActionLinked,
    CarriedForward,
    ProgressReported,
)
from events.action.stages import assigned, at_meeting, not_before_assigned, opened
from events.action.state import Action, Task, Unassigned, require
from events.base import Look, said
from events.errors import AlreadyThere, Refused
from events.handling import changes
from events.when import surely_before


def decide(command: ActionCommand, action: Action, look: Look) -> list[ActionEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    _nothing_empty(command)
    if isinstance(command, OwnerCommand):
        return owner_rules.decide(command, opened(action), look)
    if isinstance(command, DueCommand):
        return due_rules.decide(command, opened(action), look)
    if isinstance(command, ClosingCommand):
        return closing_rules.decide(command, assigned(action), look)
    if isinstance(command, NarrationCommand):
        return narration_rules.decide(command, assigned(action).task, look)
    match command:
        case AssignAction():
            return _assign(command, action, look)
        case ReportProgress():
            return _report(command, opened(action), look)
        case CarryForward():
            return _carry(command, opened(action), look)
        case LinkAction():
            return _link(command, assigned(action).task, look)
        case SetActionHandling():
            return _handle(command, assigned(action).task)


def _nothing_empty(part: object) -> None:
    """Refuse a text that has nothing in it, wherever it stands in a command."""
    shape: Any = type(part)
    for name in _fields(shape):
        value = getattr(part, name)
        if isinstance(value, str):
            said(value, f"the {_NAMES.get(name, name)}")
        elif isinstance(value, tuple):
            for each in value:
                _nothing_empty(each)
        elif value is not None:
            _nothing_empty(value)


@cache
def _fields(shape: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(shape)) if is_dataclass(shape) else ()


_NAMES: Final = {"words": "wording"}


def _assign(ask: AssignAction, action: Action, look: Look) -> list[ActionEvent]:
    if not isinstance(action, Unassigned):
        raise AlreadyThere(
            f"action {ask.action} is assigned already; change it or use a new identity"
        )
    bodies.require(look, ask.body)
    at_meeting(ask.meeting, ask.body, look)
    due_rules.sensible(ask.due)
    assigned = ActionAssigned(
        occurred_on=ask.occurred_on,
        action=ask.action,
        body=ask.body,
        meeting=ask.meeting,
        item=ask.item,
        reference=ask.reference,
        text=ask.text,
        owners=owner_rules.numbered(ask.owners, look),
        due=ask.due,
    )
    return [assigned]


def _report(ask: ReportProgress, task: Task, look: Look) -> list[ActionEvent]:
    not_before_assigned(ask.occurred_on, task)
    at_meeting(ask.meeting, task.body, look)
    return [
        ProgressReported(
            occurred_on=ask.occurred_on, action=ask.action, text=ask.text, meeting=ask.meeting
        )
    ]


def _carry(ask: CarryForward, task: Task, look: Look) -> list[ActionEvent]:
    if task.carried_to == ask.to_meeting:
        return []
    earlier = meetings.require(look, ask.from_meeting)
    later = meetings.require(look, ask.to_meeting)
    if earlier.body != task.body or later.body != task.body:
        raise Refused("an action is carried forward between meetings of its own body")
    if not surely_before(earlier.day, later.day):
        raise Refused("an action is carried forward to a later meeting, not an earlier one")
    return [
        CarriedForward(
            occurred_on=ask.occurred_on,
            action=ask.action,
            from_meeting=ask.from_meeting,
            to_meeting=ask.to_meeting,
        )
    ]


def _link(ask: LinkAction, task: Task, look: Look) -> list[ActionEvent]:
    if ask.to == ask.action:
        raise Refused("an action cannot be linked to itself")
    require(look, ask.to)
    if (ask.to, ask.relation) in task.links:
        return []
    return [
        ActionLinked(
            occurred_on=ask.occurred_on, action=ask.action, to=ask.to, relation=ask.relation
        )
    ]


def _handle(ask: SetActionHandling, task: Task) -> list[ActionEvent]:
    if not changes(task.confidential, ask.handling, ask.reason):
        return []
    return [
        ActionHandlingSet(
            occurred_on=ask.occurred_on,
            action=ask.action,
            handling=ask.handling,
            reason=ask.reason,
        )
    ]
