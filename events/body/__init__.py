"""Bodies: what they are called, the terms they meet under, their members and their chairs."""

from events.base import Decider
from events.body.asked import ASKED
from events.body.commands import BodyCommand
from events.body.events import BodyEvent
from events.body.rules import decide
from events.body.state import Body, Unestablished, evolve, require

__all__ = ["DECIDER", "BodyCommand", "BodyEvent", "require"]

DECIDER: Decider[BodyCommand, Body, BodyEvent] = Decider(
    category="body", initial=Unestablished(), decide=decide, evolve=evolve, asked=ASKED
)
