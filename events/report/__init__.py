"""Reports: what they recommend, how that was answered, what was promised, and what came of it."""

from events.base import Decider
from events.report.asked import ASKED
from events.report.commands import ReportCommand
from events.report.events import ReportEvent
from events.report.rules import decide
from events.report.state import Report, Unpublished, evolve, require

__all__ = ["DECIDER", "ReportCommand", "ReportEvent", "require"]

DECIDER: Decider[ReportCommand, Report, ReportEvent] = Decider(
    category="report", initial=Unpublished(), decide=decide, evolve=evolve, asked=ASKED
)
