"""What can be asked of an action."""

from dataclasses import dataclass
from typing import Literal

from events.action.terms import Assignee, Due, NarrationPart
from events.base import Command
from events.handling import Handling
from events.ids import ActionId, BodyId, MeetingId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfAction(Command):
    """A command to one action."""

    action: ActionId

    @property
    def stream(self) -> str:
        """The stream of the action."""
        return f"action-{self.action}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignAction(OfAction):
    """Give out a task."""

    body: BodyId
    text: str
    meeting: MeetingId | None = None
    item: str | None = None
    reference: str | None = None
    owners: tuple[Assignee, ...] = ()
    due: Due | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarifyOwner(OfAction):
    """Say whom the words of one owner mean."""

    owner: int
    owners: tuple[Assignee, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignAction(OfAction):
    """Hand the action to other owners."""

    owners: tuple[Assignee, ...]
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCoOwner(OfAction):
    """Let one more owner join."""

    owner: Assignee


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseCoOwner(OfAction):
    """Release one of several owners."""

    owner: int
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLead(OfAction):
    """Let one of the owners lead."""

    owner: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDue(OfAction):
    """Set, replace or take away the deadline."""

    due: Due | None
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendDue(OfAction):
    """Give more time."""

    due: Due
    meeting: MeetingId | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress(OfAction):
    """Record what was reported."""

    text: str
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteOwnerPart(OfAction):
    """Record that one owner did their part."""

    owner: int
    note: str | None = None
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteAction(OfAction):
    """Record that the whole action is done; `override` says why in spite of open parts."""

    note: str | None = None
    override: str | None = None
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryForward(OfAction):
    """Carry the open action from one meeting to a later one."""

    from_meeting: MeetingId
    to_meeting: MeetingId


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferAction(OfAction):
    """Hand the action to another body or to an organisation outside."""

    body: BodyId | None = None
    organisation: OrganisationId | None = None
    reason: str | None = None
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupersedeAction(OfAction):
    """Let another action take its place."""

    by: ActionId
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAction(OfAction):
    """Drop the action."""

    reason: str
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenAction(OfAction):
    """Open a closed action again."""

    reason: str
    meeting: MeetingId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAction(OfAction):
    """Link it to another action."""

    to: ActionId
    relation: Literal["follows", "duplicates", "relates_to"] = "relates_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReminder(OfAction):
    """Record that an owner was reminded."""

    owner: int
    channel: Literal["letter", "email", "telephone", "in_person", "other"]
    body: BodyId | None = None
    """Whose action it must be, for who may write at one body only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfNarration(OfAction):
    """A command about a passage of later minutes that may speak of the action."""

    meeting: MeetingId
    part: NarrationPart
    number: int
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmNarration(OfNarration):
    """Say that the passage speaks of the action."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DismissNarration(OfNarration):
    """Say that it does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetActionHandling(OfAction):
    """Make the action confidential, or open it up again."""

    handling: Handling
    reason: str | None = None


OwnerCommand = (
    ClarifyOwner | ReassignAction | AddCoOwner | ReleaseCoOwner | NameLead | RecordReminder
)
DueCommand = SetDue | ExtendDue
NarrationCommand = ConfirmNarration | DismissNarration
ClosingCommand = (
    CompleteOwnerPart
    | CompleteAction
    | TransferAction
    | SupersedeAction
    | WithdrawAction
    | ReopenAction
)

ActionCommand = (
    AssignAction
    | ReportProgress
    | CarryForward
    | LinkAction
    | SetActionHandling
    | OwnerCommand
    | DueCommand
    | NarrationCommand
    | ClosingCommand
)
