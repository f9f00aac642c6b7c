"""When a task may be given out, change hands, move its deadline, close and open again."""

from datetime import date

from events import body as bodies
from events import meeting as meetings
from events import organisation as organisations
from events import person as people
from events.action.commands import (
    ActionCommand,
    AddCoOwner,
    AssignAction,
    CarryForward,
    ClarifyOwner,
    CompleteAction,
    CompleteOwnerPart,
    ExtendDue,
    LinkAction,
    NameLead,
    ReassignAction,
    RecordReminder,
    ReleaseCoOwner,
    ReopenAction,
    ReportProgress,
    SetDue,
    SupersedeAction,
    TransferAction,
    WithdrawAction,
)
from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionEvent,
    ActionLinked,
    ActionReassigned,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CarriedForward,
    CoOwnerAdded,
    CoOwnerReleased,
    DueExtended,
    DueSet,
    LeadNamed,
    OwnerClarified,
    OwnerPartCompleted,
    ProgressReported,
    ReminderSent,
)
from events.action.state import Action, Closed, Open, Task, Unassigned, require
from events.action.terms import (
    Assignee,
    AsWritten,
    ByClass,
    ByOrganisation,
    ByPerson,
    ByPost,
    Due,
    DueFutureMeeting,
    DueNextMeeting,
    DueOn,
    DueWithin,
    Owner,
    Standing,
    Unclear,
    same_party,
)
from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.ids import BodyId, MeetingId
from events.when import surely_before


def decide(command: ActionCommand, action: Action, look: Look) -> list[ActionEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case AssignAction():
            return _assign(command, action, look)
        case ClarifyOwner():
            return _clarify(command, _open(action), look)
        case ReassignAction():
            return _reassign(command, _open(action), look)
        case AddCoOwner():
            return _add(command, _open(action), look)
        case ReleaseCoOwner():
            return _release(command, _open(action))
        case NameLead():
            return _name_lead(command, _open(action))
        case SetDue():
            return _set_due(command, _open(action), look)
        case ExtendDue():
            return _extend_due(command, _open(action), look)
        case ReportProgress():
            return _report(command, _open(action), look)
        case CompleteOwnerPart():
            return _complete_part(command, _open(action))
        case CompleteAction():
            return _complete(command, action)
        case CarryForward():
            return _carry(command, _open(action), look)
        case TransferAction():
            return _transfer(command, _open(action), look)
        case SupersedeAction():
            return _supersede(command, _open(action), look)
        case WithdrawAction():
            return _withdraw(command, action)
        case ReopenAction():
            return _reopen(command, action)
        case LinkAction():
            return _link(command, action, look)
        case RecordReminder():
            return _remind(command, _open(action))


def _open(action: Action) -> Task:
    match action:
        case Unassigned():
            raise NotFound("there is no such action in the record")
        case Closed():
            raise Refused("this action is closed; reopen it first")
        case Open(task):
            return task


def _assign(ask: AssignAction, action: Action, look: Look) -> list[ActionEvent]:
    if not isinstance(action, Unassigned):
        raise AlreadyThere(
            f"action {ask.action} is assigned already; change it or use a new identity"
        )
    said(ask.text, "the text of the action")
    bodies.require(look, ask.body)
    _at_meeting(ask.meeting, ask.body, look)
    _sensible(ask.due)
    assigned = ActionAssigned(
        occurred_on=ask.occurred_on,
        action=ask.action,
        body=ask.body,
        meeting=ask.meeting,
        item=ask.item,
        reference=ask.reference,
        text=ask.text,
        owners=_numbered(ask.owners, 0, look),
        due=ask.due,
    )
    return [assigned]


def _clarify(ask: ClarifyOwner, task: Task, look: Look) -> list[ActionEvent]:
    _owner(task, ask.owner)
    if not ask.owners:
        raise Refused("say whom the words mean; to drop the owner, release them")
    owners = _numbered(ask.owners, task.numbers_used, look)
    _all_different((*(each for each in task.owners if each.number != ask.owner), *owners))
    return [
        OwnerClarified(
            occurred_on=ask.occurred_on, action=ask.action, owner=ask.owner, owners=owners
        )
    ]


def _reassign(ask: ReassignAction, task: Task, look: Look) -> list[ActionEvent]:
    owners = _numbered(ask.owners, task.numbers_used, look)
    if [_as_asked(each) for each in task.owners] == list(ask.owners):
        return []
    return [ActionReassigned(occurred_on=ask.occurred_on, action=ask.action, owners=owners)]


def _add(ask: AddCoOwner, task: Task, look: Look) -> list[ActionEvent]:
    if any(same_party(each, ask.owner) for each in task.owners):
        return []
    owner = _numbered((ask.owner,), task.numbers_used, look)[0]
    _all_different((*task.owners, owner))
    return [CoOwnerAdded(occurred_on=ask.occurred_on, action=ask.action, owner=owner)]


def _release(ask: ReleaseCoOwner, task: Task) -> list[ActionEvent]:
    _owner(task, ask.owner)
    if len(task.owners) == 1:
        raise Refused("this is the only owner; reassign the action instead")
    return [
        CoOwnerReleased(
            occurred_on=ask.occurred_on, action=ask.action, owner=ask.owner, reason=ask.reason
        )
    ]


def _name_lead(ask: NameLead, task: Task) -> list[ActionEvent]:
    if _owner(task, ask.owner).part == "lead":
        return []
    return [LeadNamed(occurred_on=ask.occurred_on, action=ask.action, owner=ask.owner)]


def _set_due(ask: SetDue, task: Task, look: Look) -> list[ActionEvent]:
    _sensible(ask.due)
    _at_meeting(ask.meeting, task.body, look)
    if ask.due == task.due and ask.meeting in (None, task.due_set_at):
        return []
    return [
        DueSet(occurred_on=ask.occurred_on, action=ask.action, due=ask.due, meeting=ask.meeting)
    ]


def _extend_due(ask: ExtendDue, task: Task, look: Look) -> list[ActionEvent]:
    _sensible(ask.due)
    _at_meeting(ask.meeting, task.body, look)
    if task.due is None:
        raise Refused("this action has no deadline yet; set one first")
    old, new = _latest(task.due), _latest(ask.due)
    if old and new and new <= old:
        raise Refused(f"an extension must be later than the deadline it extends, {old}")
    return [
        DueExtended(
            occurred_on=ask.occurred_on,
            action=ask.action,
            due=ask.due,
            meeting=ask.meeting,
            reason=ask.reason,
        )
    ]


def _report(ask: ReportProgress, task: Task, look: Look) -> list[ActionEvent]:
    said(ask.text, "the report")
    _not_before_assigned(ask, task)
    _at_meeting(ask.meeting, task.body, look)
    return [
        ProgressReported(
            occurred_on=ask.occurred_on, action=ask.action, text=ask.text, meeting=ask.meeting
        )
    ]


def _complete_part(ask: CompleteOwnerPart, task: Task) -> list[ActionEvent]:
    _owner(task, ask.owner)
    _not_before_assigned(ask, task)
    if ask.owner in task.done:
        return []
    events: list[ActionEvent] = [
        OwnerPartCompleted(
            occurred_on=ask.occurred_on, action=ask.action, owner=ask.owner, note=ask.note
        )
    ]
    if not _still_open(task, but_for=ask.owner):
        events.append(
            ActionCompleted(
                occurred_on=ask.occurred_on, action=ask.action, note=None, override=None
            )
        )
    return events


def _complete(ask: CompleteAction, action: Action) -> list[ActionEvent]:
    if isinstance(action, Closed) and action.by is ActionCompleted:
        return []
    task = _open(action)
    _not_before_assigned(ask, task)
    open_parts = _still_open(task)
    if len(task.owners) > 1 and open_parts and ask.override is None:
        raise Refused(
            f"owners {', '.join(map(str, open_parts))} have not done their part; "
            "complete those first, or give a reason to close over them (override)"
        )
    return [
        ActionCompleted(
            occurred_on=ask.occurred_on, action=ask.action, note=ask.note, override=ask.override
        )
    ]


def _carry(ask: CarryForward, task: Task, look: Look) -> list[ActionEvent]:
    if task.carried_to == ask.to_meeting:
        return []
    earlier = meetings.require(look, ask.from_meeting)
    later = meetings.require(look, ask.to_meeting)
    if earlier.body != task.body or later.body != task.body:
        raise Refused("an action is carried forward between meetings of its own body")
    if not surely_before(earlier.day, later.day):
        raise Refused("an action is carried forward to a later meeting, not an earlier one")
    return [
        CarriedForward(
            occurred_on=ask.occurred_on,
            action=ask.action,
            from_meeting=ask.from_meeting,
            to_meeting=ask.to_meeting,
        )
    ]


def _transfer(ask: TransferAction, task: Task, look: Look) -> list[ActionEvent]:
    if (ask.body is None) == (ask.organisation is None):
        raise Refused("name the body or the organisation that takes it over, one of the two")
    if ask.body is not None:
        bodies.require(look, ask.body)
        if ask.body == task.body:
            raise Refused("the action is with that body already")
    if ask.organisation is not None:
        organisations.require(look, ask.organisation)
    return [
        ActionTransferred(
            occurred_on=ask.occurred_on,
            action=ask.action,
            body=ask.body,
            organisation=ask.organisation,
            reason=ask.reason,
        )
    ]


def _supersede(ask: SupersedeAction, task: Task, look: Look) -> list[ActionEvent]:
    if ask.by == task.action:
        raise Refused("an action cannot take its own place")
    require(look, ask.by)
    return [ActionSuperseded(occurred_on=ask.occurred_on, action=ask.action, by=ask.by)]


def _withdraw(ask: WithdrawAction, action: Action) -> list[ActionEvent]:
    if isinstance(action, Closed) and action.by is ActionWithdrawn:
        return []
    _open(action)
    said(ask.reason, "the reason")
    return [ActionWithdrawn(occurred_on=ask.occurred_on, action=ask.action, reason=ask.reason)]


def _reopen(ask: ReopenAction, action: Action) -> list[ActionEvent]:
    match action:
        case Unassigned():
            raise NotFound("there is no such action in the record")
        case Open():
            return []
        case Closed():
            said(ask.reason, "the reason")
            return [
                ActionReopened(occurred_on=ask.occurred_on, action=ask.action, reason=ask.reason)
            ]


def _link(ask: LinkAction, action: Action, look: Look) -> list[ActionEvent]:
    match action:
        case Unassigned():
            raise NotFound("there is no such action in the record")
        case Open(task) | Closed(task):
            if ask.to == ask.action:
                raise Refused("an action cannot be linked to itself")
            require(look, ask.to)
            if (ask.to, ask.relation) in task.links:
                return []
            return [
                ActionLinked(
                    occurred_on=ask.occurred_on,
                    action=ask.action,
                    to=ask.to,
                    relation=ask.relation,
                )
            ]


def _remind(ask: RecordReminder, task: Task) -> list[ActionEvent]:
    _owner(task, ask.owner)
    return [
        ReminderSent(
            occurred_on=ask.occurred_on,
            action=ask.action,
            owner=ask.owner,
            channel=ask.channel,
        )
    ]


def _numbered(owners: tuple[Assignee, ...], used: int, look: Look) -> tuple[Owner, ...]:
    """Give each owner the next number that was never used in this action."""
    for each in owners:
        said(each.words, "the wording of an owner")
        _party_exists(each, look)
    numbered = tuple(
        Owner(number=number, party=each.party, part=each.part, words=each.words)
        for number, each in enumerate(owners, start=used + 1)
    )
    _all_different(numbered)
    return numbered


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


def _all_different(owners: tuple[Owner, ...]) -> None:
    for index, one in enumerate(owners):
        if any(same_party(one, other) for other in owners[:index]):
            raise Refused("the same owner is named twice; name each owner once")
    if sum(each.part == "lead" for each in owners) > 1:
        raise Refused("an action has at most one lead; make the others joint or support")


def _as_asked(owner: Owner) -> Assignee:
    return Assignee(party=owner.party, part=owner.part, words=owner.words)


def _owner(task: Task, number: int) -> Owner:
    for each in task.owners:
        if each.number == number:
            return each
    raise NotFound(f"this action has no owner number {number}")


def _still_open(task: Task, but_for: int | None = None) -> list[int]:
    return [
        each.number
        for each in task.owners
        if each.part != "support" and each.number not in task.done and each.number != but_for
    ]


def _not_before_assigned(ask: ActionCommand, task: Task) -> None:
    if surely_before(ask.occurred_on, task.assigned_on):
        raise Refused(f"the action was assigned on {task.assigned_on}, later than that")


def _at_meeting(meeting: MeetingId | None, body: BodyId, look: Look) -> None:
    if meeting is not None and meetings.require(look, meeting).body != body:
        raise Refused("that meeting is one of another body")


def _sensible(due: Due | None) -> None:
    if isinstance(due, DueWithin) and due.last < due.first:
        raise Refused("a period ends on or after the day it begins")


def _latest(due: Due) -> date | None:
    match due:
        case DueOn(day=day) | DueWithin(last=day):
            return day
        case DueNextMeeting() | DueFutureMeeting() | Standing() | AsWritten():
            return None
