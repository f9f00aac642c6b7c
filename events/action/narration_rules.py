"""When a passage of later minutes may be said to speak of an action, or not to.

It changes nothing of the action but that it was spoken of: its state has events of its own. Whoever
finds otherwise later says so, and the last finding counts.
"""

from events import meeting as meetings
from events.action.commands import ConfirmNarration, DismissNarration, NarrationCommand
from events.action.events import ActionEvent, NarrationConfirmed, NarrationDismissed
from events.action.stages import at_meeting
from events.action.state import Narration, Task
from events.base import Look
from events.errors import NotFound, Refused
from events.when import surely_before


def decide(command: NarrationCommand, task: Task, look: Look) -> list[ActionEvent]:
    """Answer a command about a passage that may speak of the action."""
    _passage_of_later_minutes(command, task, look)
    found = Narration(
        command.meeting, command.part, command.number, isinstance(command, ConfirmNarration)
    )
    if found in task.narrations:
        return []
    match command:
        case ConfirmNarration():
            return [_confirmed(command)]
        case DismissNarration():
            return [_dismissed(command)]


def _passage_of_later_minutes(ask: NarrationCommand, task: Task, look: Look) -> None:
    at_meeting(ask.meeting, task.body, look)
    meeting = meetings.require(look, ask.meeting)
    if surely_before(meeting.day, task.assigned_on):
        raise Refused(f"the action was assigned on {task.assigned_on}, later than that meeting")
    account = meeting.account
    numbers = account.paragraphs if ask.part == "paragraph" else account.decisions
    if ask.number not in numbers:
        raise NotFound(f"the minutes of that meeting have no {ask.part} {ask.number}")


def _confirmed(ask: ConfirmNarration) -> NarrationConfirmed:
    return NarrationConfirmed(
        occurred_on=ask.occurred_on,
        action=ask.action,
        meeting=ask.meeting,
        part=ask.part,
        number=ask.number,
        note=ask.note,
    )


def _dismissed(ask: DismissNarration) -> NarrationDismissed:
    return NarrationDismissed(
        occurred_on=ask.occurred_on,
        action=ask.action,
        meeting=ask.meeting,
        part=ask.part,
        number=ask.number,
        note=ask.note,
    )
