"""Who may own an action: each owner under a number of its own, kept while they stay."""

from itertools import count

from events import body as bodies
from events import organisation as organisations
from events import person as people
from events.action.commands import (
    AddCoOwner,
    ClarifyOwner,
    NameLead,
    OwnerCommand,
    ReassignAction,
    RecordReminder,
    ReleaseCoOwner,
)
from events.action.events import (
    ActionEvent,
    ActionReassigned,
    CoOwnerAdded,
    CoOwnerReleased,
    LeadNamed,
    OwnerClarified,
    ReminderSent,
)
from events.action.stages import at_meeting, owner_of
from events.action.state import Task
from events.action.terms import (
    Assignee,
    ByClass,
    ByOrganisation,
    ByPerson,
    ByPost,
    Owner,
    Unclear,
    same_party,
)
from events.base import Look
from events.errors import Refused


def decide(command: OwnerCommand, task: Task, look: Look) -> list[ActionEvent]:
    """Answer a command about the owners of an open action."""
    match command:
        case ClarifyOwner():
            return _clarify(command, task, look)
        case ReassignAction():
            return _reassign(command, task, look)
        case AddCoOwner():
            return _add(command, task, look)
        case ReleaseCoOwner():
            return _release(command, task)
        case NameLead():
            return _name_lead(command, task)
        case RecordReminder():
            return _remind(command, task)


def numbered(
    asked: tuple[Assignee, ...], look: Look, used: int = 0, known: tuple[Owner, ...] = ()
) -> tuple[Owner, ...]:
    """Give each owner the next number that was never used; whoever is `known` keeps theirs."""
    for each in asked:
        _party_exists(each, look)
    numbers = count(used + 1)
    owners = tuple(
        Owner(
            number=_kept(each, known) or next(numbers),
            party=each.party,
            part=each.part,
            words=each.words,
        )
        for each in asked
    )
    _all_different(owners)
    return owners


def _clarify(ask: ClarifyOwner, task: Task, look: Look) -> list[ActionEvent]:
    unclear = owner_of(task, ask.owner)
    if not ask.owners:
        raise Refused("say whom the words mean; to drop the owner, release them")
    if ask.owners == (_as_asked(unclear),):
        return []
    owners = numbered(ask.owners, look, task.numbers_used)
    _all_different((*(each for each in task.owners if each != unclear), *owners))
    return [
        OwnerClarified(
            occurred_on=ask.occurred_on, action=ask.action, owner=ask.owner, owners=owners
        )
    ]


def _reassign(ask: ReassignAction, task: Task, look: Look) -> list[ActionEvent]:
    at_meeting(ask.meeting, task.body, look)
    owners = numbered(ask.owners, look, task.numbers_used, task.owners)
    if set(owners) == set(task.owners):
        return []
    return [
        ActionReassigned(
            occurred_on=ask.occurred_on, action=ask.action, owners=owners, meeting=ask.meeting
        )
    ]


def _add(ask: AddCoOwner, task: Task, look: Look) -> list[ActionEvent]:
    if any(same_party(each, ask.owner) for each in task.owners):
        return []
    owner = numbered((ask.owner,), look, task.numbers_used)[0]
    _all_different((*task.owners, owner))
    return [CoOwnerAdded(occurred_on=ask.occurred_on, action=ask.action, owner=owner)]


def _release(ask: ReleaseCoOwner, task: Task) -> list[ActionEvent]:
    owners = {each.number for each in task.owners}
    if 1 <= ask.owner <= task.numbers_used and ask.owner not in owners:
        return []
    owner_of(task, ask.owner)
    if len(owners) == 1:
        raise Refused("this is the only owner; reassign the action instead")
    return [
        CoOwnerReleased(
            occurred_on=ask.occurred_on, action=ask.action, owner=ask.owner, reason=ask.reason
        )
    ]


def _name_lead(ask: NameLead, task: Task) -> list[ActionEvent]:
    if owner_of(task, ask.owner).part == "lead":
        return []
    return [LeadNamed(occurred_on=ask.occurred_on, action=ask.action, owner=ask.owner)]


def _remind(ask: RecordReminder, task: Task) -> list[ActionEvent]:
    owner_of(task, ask.owner)
    if ask.body not in (None, task.body):
        raise Refused("that action is one of another body")
    return [
        ReminderSent(
            occurred_on=ask.occurred_on,
            action=ask.action,
            owner=ask.owner,
            channel=ask.channel,
        )
    ]


def _party_exists(owner: Assignee, look: Look) -> None:
    match owner.party:
        case ByPerson(person):
            people.require(look, person)
        case ByOrganisation(organisation):
            organisations.require(look, organisation)
        case ByPost(body=body):
            bodies.require(look, body)
        case ByClass() | Unclear():
            pass


def _kept(asked: Assignee, known: tuple[Owner, ...]) -> int | None:
    return next((each.number for each in known if same_party(each, asked)), None)


def _all_different(owners: tuple[Owner, ...]) -> None:
    for index, one in enumerate(owners):
        if any(same_party(one, other) for other in owners[:index]):
            raise Refused("the same owner is named twice; name each owner once")
    if sum(each.part == "lead" for each in owners) > 1:
        raise Refused("an action has at most one lead; make the others joint or support")


def _as_asked(owner: Owner) -> Assignee:
    return Assignee(party=owner.party, part=owner.part, words=owner.words)
