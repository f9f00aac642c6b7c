"""People: who is who, under which names, and which two are one."""

from events.base import Decider
from events.person.asked import ASKED
from events.person.commands import PersonCommand
from events.person.events import PersonEvent
from events.person.rules import decide
from events.person.state import Person, Unregistered, evolve, require

__all__ = ["DECIDER", "PersonCommand", "PersonEvent", "require"]

DECIDER: Decider[PersonCommand, Person, PersonEvent] = Decider(
    category="person", initial=Unregistered(), decide=decide, evolve=evolve, asked=ASKED
)
