"""What an event names: identities wherever its type may have one, and nothing else."""

from events.action.events import ActionAssigned, ActionTransferred
from events.action.terms import ByClass, ByOrganisation, ByPerson, ByPost, Owner, Standing
from events.base import ERASED
from events.document.events import DocumentAccepted
from events.named import named
from events.organisation.events import OrganisationRegistered
from events.when import When

DAY = When("2013-03-11")
OWNERS = (
    Owner(1, ByPerson("ada"), "lead", "Ada"),
    Owner(2, ByOrganisation("harbour"), "joint", "the Harbour Office"),
    Owner(3, ByPost("board", "chair"), "joint", "the Chair"),
    Owner(4, ByClass(), "joint", "Officials"),
)
ASSIGNED = ActionAssigned(
    occurred_on=DAY,
    action="a",
    body="group",
    meeting=None,
    item=None,
    reference="11/2",
    text="Mend the steps",
    owners=OWNERS,
    due=Standing("always"),
)
ACCEPTED = DocumentAccepted(
    occurred_on=DAY, document="paper", reading=1, draft=ERASED, meetings=("m1", "m2")
)
HANDED_OVER = ActionTransferred(
    occurred_on=DAY, action="a", body="other", organisation=None, reason=None, meeting="m1"
)
REGISTERED = OrganisationRegistered(
    occurred_on=DAY, organisation="o", name="Office", classification=None, parent=None
)


def test_an_event_names_whoever_stands_anywhere_in_it():
    assert named(ASSIGNED) == {("body", "group"), ("body", "board"), ("person", "ada")}
    assert named(HANDED_OVER) == {("body", "other"), ("meeting", "m1")}
    assert named(ACCEPTED) == {("document", "paper"), ("meeting", "m1"), ("meeting", "m2")}


def test_an_event_of_other_things_names_nobody():
    assert named(REGISTERED) == set()
