"""What can happen to an issue."""

from events.base import Event, Passage, Private, Public, event
from events.handling import Handling
from events.ids import ActionId, BodyId, IssueId, MeetingId
from events.issue.terms import Basis, Relation, Target
from events.when import When


@event("issue.logged")
class IssueLogged(Event):
    """It stands in the log of a body; without a text it is illegible there.

    `number` is none where it cannot be read; `printed` is what stands in its place, if anything.
    """

    issue: IssueId
    body: BodyId
    number: Public | None
    printed: Public | None
    theme: Private[str] | None
    raised_on: When | None
    text: Passage | None
    proposed_action: Passage | None


@event("issue.number_inferred")
class IssueNumberInferred(Event):
    """We take it to have that number; `printed` is what stands in the log, if anything."""

    issue: IssueId
    number: Public
    printed: Public | None
    basis: Basis


@event("issue.updated")
class IssueUpdated(Event):
    """The log says more of it, or says it anew; what is none here stays as it was."""

    issue: IssueId
    theme: Private[str] | None
    raised_on: When | None
    text: Passage | None
    proposed_action: Passage | None
    note: Passage | None


@event("issue.linked_to_action")
class IssueLinkedToAction(Event):
    """The action was given out about it."""

    issue: IssueId
    action: ActionId
    note: Passage | None


@event("issue.linked")
class IssueLinked(Event):
    """It belongs with a paragraph of the minutes or with another issue; `note` says why."""

    issue: IssueId
    to: Target
    relation: Relation
    note: Passage | None


@event("issue.closed")
class IssueClosed(Event):
    """It was dealt with, at `meeting` if one is named."""

    issue: IssueId
    meeting: MeetingId | None
    outcome: Passage | None


@event("issue.reopened")
class IssueReopened(Event):
    """It was closed and is open again."""

    issue: IssueId
    reason: Passage


@event("issue.handling_set")
class IssueHandlingSet(Event):
    """From now on it is confidential, or open again; `reason` says why."""

    issue: IssueId
    handling: Handling
    reason: Passage | None


IssueEvent = (
    IssueLogged
    | IssueNumberInferred
    | IssueUpdated
    | IssueLinkedToAction
    | IssueLinked
    | IssueClosed
    | IssueReopened
    | IssueHandlingSet
)
