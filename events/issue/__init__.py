"""Issues: what a body keeps a log of, by number and theme, until it is dealt with."""

from events.base import Decider
from events.issue.asked import ASKED
from events.issue.commands import IssueCommand
from events.issue.events import IssueEvent
from events.issue.rules import decide
from events.issue.state import Issue, Unlogged, evolve, require

__all__ = ["DECIDER", "IssueCommand", "IssueEvent", "require"]

DECIDER: Decider[IssueCommand, Issue, IssueEvent] = Decider(
    category="issue", initial=Unlogged(), decide=decide, evolve=evolve, asked=ASKED
)
