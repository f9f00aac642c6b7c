"""Actions: what was promised at a meeting, by whom and until when, and what became of it."""

from events.action.asked import ASKED
from events.action.commands import ActionCommand
from events.action.events import ActionEvent
from events.action.rules import decide
from events.action.state import Action, Unassigned, evolve, require
from events.base import Decider

__all__ = ["DECIDER", "ActionCommand", "ActionEvent", "require"]

DECIDER: Decider[ActionCommand, Action, ActionEvent] = Decider(
    category="action", initial=Unassigned(), decide=decide, evolve=evolve, asked=ASKED
)
