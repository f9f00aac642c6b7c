"""The log itself: where it goes on after a restore, as the successor of what was signed before."""

from events.base import Decider
from events.log.commands import LogCommand
from events.log.events import LogEvent, LogSucceeded
from events.log.rules import decide
from events.log.state import Begun, Succession, evolve

__all__ = ["DECIDER", "LogCommand", "LogEvent", "LogSucceeded"]

DECIDER: Decider[LogCommand, Succession, LogEvent] = Decider(
    category="log", initial=Begun(), decide=decide, evolve=evolve
)
