"""Which command brings about each fact of an action."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final

from events.action import commands, events
from events.action.terms import Assignee, Owner
from events.base import Command, same


def owning(command: type[Command]) -> Callable[[Any], Command]:
    """Return what makes that command of an event in which the owners have got their numbers."""
    names = [each.name for each in fields(command)]

    def asked(event: Any) -> Command:  # noqa: ANN401  any of the events below
        return command(**{name: _unnumbered(getattr(event, name)) for name in names})

    return asked


def _unnumbered(value: Any) -> Any:  # noqa: ANN401  any field of an event
    if isinstance(value, Owner):
        return Assignee(value.party, value.part, value.words)
    return tuple(map(_unnumbered, value)) if isinstance(value, tuple) else value


ASKED: Final[Mapping[type[Any], Callable[[Any], Command]]] = {
    events.ActionAssigned: owning(commands.AssignAction),
    events.OwnerClarified: owning(commands.ClarifyOwner),
    events.ActionReassigned: owning(commands.ReassignAction),
    events.CoOwnerAdded: owning(commands.AddCoOwner),
    events.DueSet: same(commands.SetDue),
    events.DueExtended: same(commands.ExtendDue),
    events.ProgressReported: same(commands.ReportProgress),
    events.OwnerPartCompleted: same(commands.CompleteOwnerPart),
    events.ActionCompleted: same(commands.CompleteAction),
    events.CarriedForward: same(commands.CarryForward),
    events.CoOwnerReleased: same(commands.ReleaseCoOwner),
    events.LeadNamed: same(commands.NameLead),
    events.ActionTransferred: same(commands.TransferAction),
    events.ActionSuperseded: same(commands.SupersedeAction),
    events.ActionWithdrawn: same(commands.WithdrawAction),
    events.ActionReopened: same(commands.ReopenAction),
    events.ActionLinked: same(commands.LinkAction),
    events.ReminderSent: same(commands.RecordReminder, less="body"),
}
