"""A succession is recorded once, with its reason."""

from events.base import Look, said
from events.errors import AlreadyThere
from events.log.commands import LogCommand
from events.log.events import LogEvent, LogSucceeded
from events.log.state import Begun, Succeeded, Succession


def decide(command: LogCommand, state: Succession, _: Look) -> list[LogEvent]:
    """Answer `command` with the new event."""
    match state:
        case Succeeded():
            raise AlreadyThere("this succession is recorded already; use a new identity")
        case Begun():
            said(command.reason, "the reason")
            return [
                LogSucceeded(
                    occurred_on=command.occurred_on,
                    origin=command.origin,
                    size=command.size,
                    root=command.root,
                    reason=command.reason,
                )
            ]
