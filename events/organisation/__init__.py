"""Organisations: what they are called, what they belong to and what took their place."""

from events.base import Decider
from events.organisation.asked import ASKED
from events.organisation.commands import OrganisationCommand
from events.organisation.events import OrganisationEvent
from events.organisation.rules import decide
from events.organisation.state import Organisation, Unregistered, evolve, require

__all__ = ["DECIDER", "OrganisationCommand", "OrganisationEvent", "require"]

DECIDER: Decider[OrganisationCommand, Organisation, OrganisationEvent] = Decider(
    category="organisation", initial=Unregistered(), decide=decide, evolve=evolve, asked=ASKED
)
