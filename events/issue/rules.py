"""When an issue may be logged, numbered, linked, closed and opened again.

That a number stands once in a log is seen where the plan is drawn up (`events/issue/numbering.py`).
"""

from events import body as bodies
from events import meeting as meetings
from events.action.state import require as require_action
from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.handling import changes
from events.ids import MeetingId
from events.issue.commands import (
    CloseIssue,
    InferNumber,
    IssueCommand,
    LinkIssue,
    LinkToAction,
    LogIssue,
    ReopenIssue,
    SetIssueHandling,
    UpdateIssue,
)
from events.issue.events import (
    IssueClosed,
    IssueEvent,
    IssueHandlingSet,
    IssueLinked,
    IssueLinkedToAction,
    IssueLogged,
    IssueNumberInferred,
    IssueReopened,
    IssueUpdated,
)
from events.issue.state import Issue, Logged, Unlogged, require
from events.issue.terms import Target, ToIssue, ToParagraph
from events.when import surely_before


def decide(command: IssueCommand, issue: Issue, look: Look) -> list[IssueEvent]:
    """Answer `command` with new events; an empty list means it already holds."""
    match command:
        case LogIssue():
            return _log(command, issue, look)
        case InferNumber():
            return _infer(command, _logged(issue))
        case UpdateIssue():
            return _update(command, _logged(issue))
        case LinkToAction():
            return _link_to_action(command, _logged(issue), look)
        case LinkIssue():
            return _link(command, _logged(issue), look)
        case CloseIssue():
            return _close(command, _logged(issue), look)
        case ReopenIssue():
            return _reopen(command, _logged(issue))
        case SetIssueHandling():
            return _handle(command, _logged(issue))


def _logged(issue: Issue) -> Logged:
    match issue:
        case Unlogged():
            raise NotFound("there is no such issue in the record")
        case Logged():
            return issue


def _log(ask: LogIssue, issue: Issue, look: Look) -> list[IssueEvent]:
    if not isinstance(issue, Unlogged):
        raise AlreadyThere(f"issue {ask.issue} is logged already; use a new identity")
    bodies.require(look, ask.body)
    said(ask.number, "the number")
    said(ask.printed, "what is printed for the number")
    if ask.number is not None and ask.printed not in (None, ask.number):
        raise Refused("a number that can be read is what is printed; leave one of the two out")
    _texts(ask)
    if (ask.number, ask.printed, ask.text, ask.proposed_action) == (None,) * 4:
        raise Refused("say of an issue its number, its text or what is proposed")
    return [
        IssueLogged(
            occurred_on=ask.occurred_on,
            issue=ask.issue,
            body=ask.body,
            number=ask.number,
            printed=ask.printed or ask.number,
            theme=ask.theme,
            raised_on=ask.raised_on,
            text=ask.text,
            proposed_action=ask.proposed_action,
        )
    ]


def _texts(ask: LogIssue | UpdateIssue) -> None:
    said(ask.theme, "the theme")
    said(ask.text, "the text")
    said(ask.proposed_action, "the proposed action")


def _infer(ask: InferNumber, issue: Logged) -> list[IssueEvent]:
    said(ask.number, "the number")
    if issue.number is not None:
        raise Refused(f"its number can be read in the log, it is {issue.number}")
    if issue.inferred == (ask.number, ask.basis):
        return []
    return [
        IssueNumberInferred(
            occurred_on=ask.occurred_on,
            issue=ask.issue,
            number=ask.number,
            printed=issue.printed,
            basis=ask.basis,
        )
    ]


def _update(ask: UpdateIssue, _: Logged) -> list[IssueEvent]:
    _texts(ask)
    said(ask.note, "the note")
    if (ask.theme, ask.raised_on, ask.text, ask.proposed_action, ask.note) == (None,) * 5:
        raise Refused("say what is new of the issue")
    return [
        IssueUpdated(
            occurred_on=ask.occurred_on,
            issue=ask.issue,
            theme=ask.theme,
            raised_on=ask.raised_on,
            text=ask.text,
            proposed_action=ask.proposed_action,
            note=ask.note,
        )
    ]


def _link_to_action(ask: LinkToAction, issue: Logged, look: Look) -> list[IssueEvent]:
    said(ask.note, "the note")
    require_action(look, ask.action)
    if ask.action in issue.actions:
        return []
    return [
        IssueLinkedToAction(
            occurred_on=ask.occurred_on, issue=ask.issue, action=ask.action, note=ask.note
        )
    ]


def _link(ask: LinkIssue, issue: Logged, look: Look) -> list[IssueEvent]:
    said(ask.note, "the note")
    if ask.to == ToIssue(ask.issue):
        raise Refused("an issue cannot be linked to itself; name another")
    _there(ask.to, look)
    if (ask.to, ask.relation) in issue.links:
        return []
    return [
        IssueLinked(
            occurred_on=ask.occurred_on,
            issue=ask.issue,
            to=ask.to,
            relation=ask.relation,
            note=ask.note,
        )
    ]


def _there(to: Target, look: Look) -> None:
    match to:
        case ToIssue(issue=other):
            require(look, other)
        case ToParagraph(meeting=meeting, paragraph=number):
            if number not in meetings.require(look, meeting).account.paragraphs:
                raise NotFound(f"meeting {meeting} has no paragraph {number} in the record")


def _close(ask: CloseIssue, issue: Logged, look: Look) -> list[IssueEvent]:
    said(ask.outcome, "the outcome")
    if not issue.open:
        return []
    _at_meeting(ask.meeting, issue, look)
    if issue.raised_on is not None and surely_before(ask.occurred_on, issue.raised_on):
        raise Refused(f"the issue was raised on {issue.raised_on}, later than that")
    return [
        IssueClosed(
            occurred_on=ask.occurred_on,
            issue=ask.issue,
            meeting=ask.meeting,
            outcome=ask.outcome,
        )
    ]


def _at_meeting(meeting: MeetingId | None, issue: Logged, look: Look) -> None:
    if meeting is not None and meetings.require(look, meeting).body != issue.body:
        raise Refused("an issue is closed at a meeting of the body that keeps its log")


def _reopen(ask: ReopenIssue, issue: Logged) -> list[IssueEvent]:
    said(ask.reason, "the reason")
    if issue.open:
        return []
    return [IssueReopened(occurred_on=ask.occurred_on, issue=ask.issue, reason=ask.reason)]


def _handle(ask: SetIssueHandling, issue: Logged) -> list[IssueEvent]:
    if not changes(issue.confidential, ask.handling, ask.reason):
        return []
    return [
        IssueHandlingSet(
            occurred_on=ask.occurred_on,
            issue=ask.issue,
            handling=ask.handling,
            reason=ask.reason,
        )
    ]
