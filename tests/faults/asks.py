"""What the callers ask for: organisations that get a name and another, and one that all share."""

from events.base import Provenance
from events.ids import OrganisationId
from events.organisation.commands import RegisterOrganisation, RenameOrganisation
from events.plans import only
from events.when import When
from service.book import DEFAULT
from service.ledger.ask import Ask, Key

DAY = When("2013-03-11")
CALLER = Provenance("caller")
SHARED = OrganisationId("shared")


def ask(key):
    """Return a request of two or three events: one more for the stream that all callers share."""
    commands = list(named_twice(key))
    if key.endswith("0"):
        commands.append(renamed(SHARED, key))
    return Ask(DEFAULT, CALLER, only(*commands), key=Key(key, key.encode()))


def named_twice(name):
    """Yield the commands that enter an organisation and rename it."""
    own = OrganisationId(name)
    yield RegisterOrganisation(occurred_on=DAY, organisation=own, name=f"Board {name}")
    yield renamed(own, f"Council {name}")


def renamed(organisation, name):
    return RenameOrganisation(occurred_on=DAY, organisation=organisation, name=name)
