"""What an action's rules need to remember, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import NamedTuple, cast

from events.action.events import (
    ActionAssigned,
    ActionCompleted,
    ActionEvent,
    ActionHandlingSet,
    ActionLinked,
    ActionReassigned,
    ActionReopened,
    ActionSuperseded,
    ActionTransferred,
    ActionWithdrawn,
    CarriedForward,
    Closing,
    CoOwnerAdded,
    CoOwnerReleased,
    DueExtended,
    DueSet,
    LeadNamed,
    NarrationConfirmed,
    NarrationDismissed,
    OwnerClarified,
    OwnerPartCompleted,
    ProgressReported,
    ReminderSent,
)
from events.action.terms import Due, NarrationPart, Owner
from events.base import Look
from events.errors import NotFound
from events.handling import CONFIDENTIAL
from events.ids import ActionId, BodyId, MeetingId
from events.when import When


class Narration(NamedTuple):
    """A passage of later minutes, and whether it was found to speak of the action."""

    meeting: MeetingId
    part: NarrationPart
    number: int
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Unassigned:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Task:
    """What stays with an action whether it is open or closed."""

    action: ActionId
    body: BodyId
    assigned_on: When
    owners: tuple[Owner, ...]
    due: Due | None
    due_set_at: MeetingId | None
    done: frozenset[int] = frozenset()
    carried_to: MeetingId | None = None
    links: frozenset[tuple[ActionId, str]] = frozenset()
    numbers_used: int = 0
    confidential: bool = False
    narrations: frozenset[Narration] = frozenset()


@dataclass(frozen=True, slots=True)
class Open:
    """Somebody is to do it."""

    task: Task


@dataclass(frozen=True, slots=True)
class Closed:
    """Completed, superseded, withdrawn or transferred."""

    task: Task
    by: Closing


Action = Unassigned | Open | Closed


def require(look: Look, action: ActionId) -> Open | Closed:
    """Return the state of an action that must exist."""
    state = cast("Action", look(f"action-{action}"))
    match state:
        case Unassigned():
            raise NotFound(f"there is no action {action} in the record")
        case Open() | Closed():
            return state


def evolve(state: Action, event: ActionEvent) -> Action:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, ActionAssigned():
            return Open(_assigned(event))
        case Unassigned(), _:
            return state
        case ((Open(task) | Closed(task)), ActionReopened()):
            return Open(task)
        case (
            (Open(task) | Closed(task)),
            (
                ActionCompleted() | ActionSuperseded() | ActionWithdrawn() | ActionTransferred()
            ) as closing,
        ):
            return Closed(task, closing)
        case Open(task), _:
            return Open(_changed(task, event))
        case Closed(task, by), _:
            return Closed(_changed(task, event), by)


def _assigned(event: ActionAssigned) -> Task:
    return Task(
        action=event.action,
        body=event.body,
        assigned_on=event.occurred_on,
        owners=event.owners,
        due=event.due,
        due_set_at=event.meeting,
        numbers_used=_highest(event.owners),
    )


def _changed(task: Task, event: ActionEvent) -> Task:
    match event:
        case OwnerClarified() | ActionReassigned() | CoOwnerAdded() | CoOwnerReleased():
            return _with_owners(task, event)
        case LeadNamed(owner=owner):
            return replace(task, owners=tuple(_led(each, owner) for each in task.owners))
        case DueSet(due=due, meeting=meeting) | DueExtended(due=due, meeting=meeting):
            return replace(task, due=due, due_set_at=meeting)
        case OwnerPartCompleted(owner=owner):
            return replace(task, done=task.done | {owner})
        case CarriedForward(to_meeting=meeting):
            return replace(task, carried_to=meeting)
        case ActionLinked(to=to, relation=relation):
            return replace(task, links=task.links | {(to, relation)})
        case ActionHandlingSet(handling=handling):
            return replace(task, confidential=handling == CONFIDENTIAL)
        case NarrationConfirmed() | NarrationDismissed():
            return replace(task, narrations=_judged(task.narrations, event))
        case (
            ProgressReported()
            | ReminderSent()
            | ActionAssigned()
            | ActionReopened()
            | ActionCompleted()
            | ActionSuperseded()
            | ActionWithdrawn()
            | ActionTransferred()
        ):
            return task


def _judged(
    narrations: frozenset[Narration], event: NarrationConfirmed | NarrationDismissed
) -> frozenset[Narration]:
    """Return what was found of each passage; the last finding counts."""
    passage = (event.meeting, event.part, event.number)
    others = frozenset(each for each in narrations if each[:3] != passage)
    return others | {Narration(*passage, isinstance(event, NarrationConfirmed))}


def _with_owners(
    task: Task, event: OwnerClarified | ActionReassigned | CoOwnerAdded | CoOwnerReleased
) -> Task:
    owners = _owners_after(task, event)
    return replace(task, owners=owners, numbers_used=max(task.numbers_used, _highest(owners)))


def _owners_after(
    task: Task, event: OwnerClarified | ActionReassigned | CoOwnerAdded | CoOwnerReleased
) -> tuple[Owner, ...]:
    match event:
        case OwnerClarified(owner=number, owners=means):
            return (*_without(task.owners, number), *means)
        case ActionReassigned(owners=new):
            return new
        case CoOwnerAdded(owner=one):
            return (*task.owners, one)
        case CoOwnerReleased(owner=number):
            return _without(task.owners, number)


def _led(owner: Owner, lead: int) -> Owner:
    if owner.number == lead:
        return replace(owner, part="lead")
    return replace(owner, part="joint") if owner.part == "lead" else owner


def _without(owners: tuple[Owner, ...], number: int) -> tuple[Owner, ...]:
    return tuple(each for each in owners if each.number != number)


def _highest(owners: tuple[Owner, ...]) -> int:
    return max((each.number for each in owners), default=0)
