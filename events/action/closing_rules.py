"""How an action comes to its end, for one owner or for all, and how it is opened again.

Asking again for the end that it came to changes nothing.
"""

from events import body as bodies
from events import organisation as organisations
from events.action.commands import (
    ClosingCommand,
    CompleteAction,
    CompleteOwnerPart,
    ReopenAction,
    SupersedeAction,
    TransferAction,
    WithdrawAction,
)
from events.action.events import (
    ActionCompleted,
    ActionEvent,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    OwnerPartCompleted,
)
from events.action.stages import at_meeting, not_before_assigned, opened, owner_of
from events.action.state import Closed, Open, Task, require
from events.base import Look
from events.errors import Refused
from events.ids import ActionId


def decide(command: ClosingCommand, action: Open | Closed, look: Look) -> list[ActionEvent]:
    """Answer a command that closes an action or opens it again."""
    at_meeting(command.meeting, action.task.body, look)
    match command:
        case CompleteOwnerPart():
            return _complete_part(command, action)
        case CompleteAction():
            return _complete(command, action)
        case TransferAction():
            return _transfer(command, action, look)
        case SupersedeAction():
            return _supersede(command, action, look)
        case WithdrawAction():
            return _withdraw(command, action)
        case ReopenAction():
            return _reopen(command, action)


def _complete_part(ask: CompleteOwnerPart, action: Open | Closed) -> list[ActionEvent]:
    if owner_of(action.task, ask.owner).number in action.task.done:
        return []
    task = opened(action)
    not_before_assigned(ask.occurred_on, task)
    part = OwnerPartCompleted(
        occurred_on=ask.occurred_on,
        action=ask.action,
        owner=ask.owner,
        note=ask.note,
        meeting=ask.meeting,
    )
    if _still_open(task, but_for=ask.owner):
        return [part]
    whole = ActionCompleted(
        occurred_on=ask.occurred_on,
        action=ask.action,
        note=None,
        override=None,
        meeting=ask.meeting,
    )
    return [part, whole]


def _complete(ask: CompleteAction, action: Open | Closed) -> list[ActionEvent]:
    if isinstance(action, Closed) and isinstance(action.by, ActionCompleted):
        return []
    task = opened(action)
    not_before_assigned(ask.occurred_on, task)
    open_parts = _still_open(task)
    if len(task.owners) > 1 and open_parts and ask.override is None:
        raise Refused(
            f"owners {', '.join(map(str, open_parts))} have not done their part; "
            "complete those first, or give a reason to close over them (override)"
        )
    return [
        ActionCompleted(
            occurred_on=ask.occurred_on,
            action=ask.action,
            note=ask.note,
            override=ask.override,
            meeting=ask.meeting,
        )
    ]


def _transfer(ask: TransferAction, action: Open | Closed, look: Look) -> list[ActionEvent]:
    match action:
        case Closed(by=ActionTransferred(body=body, organisation=organisation)) if (
            body,
            organisation,
        ) == (ask.body, ask.organisation):
            return []
        case Closed() | Open():
            _another_takes_over(ask, opened(action), look)
    return [
        ActionTransferred(
            occurred_on=ask.occurred_on,
            action=ask.action,
            body=ask.body,
            organisation=ask.organisation,
            reason=ask.reason,
            meeting=ask.meeting,
        )
    ]


def _another_takes_over(ask: TransferAction, task: Task, look: Look) -> None:
    if (ask.body is None) == (ask.organisation is None):
        raise Refused("name the body or the organisation that takes it over, one of the two")
    if ask.body is not None:
        bodies.require(look, ask.body)
        if ask.body == task.body:
            raise Refused("the action is with that body already")
    if ask.organisation is not None:
        organisations.require(look, ask.organisation)


def _supersede(ask: SupersedeAction, action: Open | Closed, look: Look) -> list[ActionEvent]:
    match action:
        case Closed(by=ActionSuperseded(by=by)) if by == ask.by:
            return []
        case Closed() | Open():
            opened(action)
    if ask.by == ask.action:
        raise Refused("an action cannot take its own place")
    if ask.action in _line(ask.by, look):
        raise Refused(
            "this action took, in the end, the place of that one; name one that is still to be done"
        )
    return [
        ActionSuperseded(
            occurred_on=ask.occurred_on, action=ask.action, by=ask.by, meeting=ask.meeting
        )
    ]


def _withdraw(ask: WithdrawAction, action: Open | Closed) -> list[ActionEvent]:
    if isinstance(action, Closed) and isinstance(action.by, ActionWithdrawn):
        return []
    opened(action)
    return [
        ActionWithdrawn(
            occurred_on=ask.occurred_on, action=ask.action, reason=ask.reason, meeting=ask.meeting
        )
    ]


def _reopen(ask: ReopenAction, action: Open | Closed) -> list[ActionEvent]:
    if isinstance(action, Open):
        return []
    return [
        ActionReopened(
            occurred_on=ask.occurred_on, action=ask.action, reason=ask.reason, meeting=ask.meeting
        )
    ]


def _still_open(task: Task, but_for: int | None = None) -> list[int]:
    return [
        each.number
        for each in task.owners
        if each.part != "support" and each.number not in task.done and each.number != but_for
    ]


def _line(first: ActionId, look: Look) -> frozenset[ActionId]:
    """Return `first` and all that took its place, one after the other."""
    line: set[ActionId] = set()
    each: ActionId | None = first
    while each is not None and each not in line:
        line.add(each)
        each = _successor(require(look, each))
    return frozenset(line)


def _successor(action: Open | Closed) -> ActionId | None:
    match action:
        case Closed(by=ActionSuperseded(by=by)):
            return by
        case Closed() | Open():
            return None
