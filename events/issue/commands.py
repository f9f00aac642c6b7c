"""What can be asked of an issue."""

from dataclasses import dataclass

from events.base import Command
from events.handling import Handling
from events.ids import ActionId, BodyId, IssueId, MeetingId
from events.issue.terms import Basis, Relation, Target
from events.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class OfIssue(Command):
    """A command to one issue."""

    issue: IssueId

    @property
    def stream(self) -> str:
        """The stream of the issue."""
        return f"issue-{self.issue}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIssue(OfIssue):
    """Enter it in the log of a body; `printed` stands where the number cannot be read."""

    body: BodyId
    number: str | None = None
    printed: str | None = None
    theme: str | None = None
    raised_on: When | None = None
    text: str | None = None
    proposed_action: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InferNumber(OfIssue):
    """Say which number we take it to have, and why."""

    number: str
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateIssue(OfIssue):
    """Say more of it, or say it anew."""

    theme: str | None = None
    raised_on: When | None = None
    text: str | None = None
    proposed_action: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkToAction(OfIssue):
    """Say that an action was given out about it."""

    action: ActionId
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkIssue(OfIssue):
    """Say that it belongs with a paragraph of the minutes or with another issue."""

    to: Target
    relation: Relation = "relates_to"
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseIssue(OfIssue):
    """Record that it was dealt with."""

    meeting: MeetingId | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenIssue(OfIssue):
    """Open a closed issue again."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetIssueHandling(OfIssue):
    """Make the issue confidential, or open it up again."""

    handling: Handling
    reason: str | None = None


IssueCommand = (
    LogIssue
    | InferNumber
    | UpdateIssue
    | LinkToAction
    | LinkIssue
    | CloseIssue
    | ReopenIssue
    | SetIssueHandling
)
