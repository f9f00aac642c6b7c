"""Access: who may come in, what for, and the keys that programs come in with.

One stream for each who: a person, known by issuer and subject, or a machine, known by its keys.
"""

from events.access.commands import AccessCommand
from events.access.events import AccessEvent
from events.access.rules import decide
from events.access.state import Actor, Stranger, evolve
from events.base import Decider

__all__ = ["DECIDER", "AccessCommand", "AccessEvent"]

DECIDER: Decider[AccessCommand, Actor, AccessEvent] = Decider(
    category="access", initial=Stranger(), decide=decide, evolve=evolve
)
