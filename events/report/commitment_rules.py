"""When a commitment may be given, reported on, met, and linked to the action that does it."""

from events import action as actions
from events.action.due_rules import sensible
from events.action.owner_rules import numbered
from events.base import Look, said
from events.errors import AlreadyThere, Refused
from events.report import found
from events.report.commands import (
    CommitmentCommand,
    GiveCommitment,
    LinkCommitmentToAction,
    MeetCommitment,
    ReportCommitmentProgress,
)
from events.report.events import (
    CommitmentGiven,
    CommitmentLinkedToAction,
    CommitmentMet,
    CommitmentProgressReported,
    ReportEvent,
)
from events.report.state import Promise, Published
from events.when import When, surely_before


def decide(command: CommitmentCommand, report: Published, look: Look) -> list[ReportEvent]:
    """Answer a command about the commitments of a report."""
    match command:
        case GiveCommitment():
            return _give(command, report, look)
        case ReportCommitmentProgress():
            return _report(command, report)
        case MeetCommitment():
            return _meet(command, report)
        case LinkCommitmentToAction():
            return _link(command, report, look)


def _give(ask: GiveCommitment, report: Published, look: Look) -> list[ReportEvent]:
    if ask.commitment in report.commitments:
        raise AlreadyThere(f"commitment {ask.commitment} was given already; use a new identity")
    given = found.response(ask.response, report)
    said(ask.text, "the commitment")
    if ask.to is not None and ask.to not in given.answers:
        raise Refused(
            "a commitment is placed with a recommendation that its response answers; "
            f"{ask.to.recommendation} is none of them"
        )
    for owner in ask.owners:
        said(owner.words, "the wording of an owner")
    sensible(ask.due)
    return [
        CommitmentGiven(
            occurred_on=ask.occurred_on,
            report=ask.report,
            commitment=ask.commitment,
            response=ask.response,
            to=ask.to,
            text=ask.text,
            owners=numbered(ask.owners, look),
            due=ask.due,
        )
    ]


def _report(ask: ReportCommitmentProgress, report: Published) -> list[ReportEvent]:
    _not_before_given(ask.occurred_on, found.commitment(ask.commitment, report))
    said(ask.text, "the progress")
    return [
        CommitmentProgressReported(
            occurred_on=ask.occurred_on,
            report=ask.report,
            commitment=ask.commitment,
            text=ask.text,
        )
    ]


def _meet(ask: MeetCommitment, report: Published) -> list[ReportEvent]:
    promise = found.commitment(ask.commitment, report)
    if promise.met:
        raise AlreadyThere("this commitment is met already, and is met only once")
    _not_before_given(ask.occurred_on, promise)
    said(ask.note, "the note")
    return [
        CommitmentMet(
            occurred_on=ask.occurred_on,
            report=ask.report,
            commitment=ask.commitment,
            note=ask.note,
        )
    ]


def _not_before_given(occurred_on: When, promise: Promise) -> None:
    if surely_before(occurred_on, promise.given_on):
        raise Refused(f"the commitment was given on {promise.given_on}, later than that")


def _link(ask: LinkCommitmentToAction, report: Published, look: Look) -> list[ReportEvent]:
    promise = found.commitment(ask.commitment, report)
    actions.require(look, ask.action)
    if ask.action in promise.actions:
        return []
    return [
        CommitmentLinkedToAction(
            occurred_on=ask.occurred_on,
            report=ask.report,
            commitment=ask.commitment,
            action=ask.action,
        )
    ]
