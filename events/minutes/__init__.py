"""The minutes of a meeting: drafted, cleared, corrected, approved, and amended after that.

What stands in them is in the stream of the meeting; here is how far each version of it has come.
The state of the meeting and the state of its minutes are never mixed.
"""

from events.base import Decider
from events.minutes.commands import MinutesCommand
from events.minutes.events import MinutesEvent
from events.minutes.rules import decide
from events.minutes.state import Minutes, Undrafted, evolve

__all__ = ["DECIDER", "MinutesCommand", "MinutesEvent"]

DECIDER: Decider[MinutesCommand, Minutes, MinutesEvent] = Decider(
    category="minutes", initial=Undrafted(), decide=decide, evolve=evolve
)
