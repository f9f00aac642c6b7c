"""Corrections and retractions that bear on other streams: asked of the record when it is written.

A number stands once in a log, whatever an amendment gives or gives back; and what other reports
and issues name is not taken away from them.
"""

from typing import cast

from events import issue as issues
from events import report as reports
from events.errors import Refused
from events.ids import BodyId
from events.issue.numbering import refuse_taken
from events.issue.state import Issue, Logged
from events.plans import Plan, Planner, Register, Step
from events.record import RecordCommand
from events.record.effective import effective
from events.record.rules import folded, foreseen
from events.report.state import Published, Report


def amending(ask: RecordCommand) -> Planner:
    """Return the planner of a correction or retraction."""

    def plan(register: Register) -> Plan:
        category, _, identity = ask.stream.partition("-")
        if category == issues.DECIDER.category:
            _issue(ask, identity, register)
        elif category == reports.DECIDER.category:
            _report(ask, identity, register)
        return Plan((Step(ask),))

    return plan


def _issue(ask: RecordCommand, issue: str, register: Register) -> None:
    history = register.history_of(ask.stream)
    before = cast("Issue", folded(issues.DECIDER, effective(history)))
    after = cast("Issue", folded(issues.DECIDER, foreseen(history, ask)))
    now = _numbered(after)
    if now is not None and now != _numbered(before):
        refuse_taken(now[1], (each for each in register.issues_numbered(*now) if each != issue))
    if not isinstance(after, Logged):
        _unnamed({issue}, issue, register)


def _numbered(issue: Issue) -> tuple[BodyId, str] | None:
    """Return the log that an issue stands in and the number that it has there, if any."""
    if not isinstance(issue, Logged):
        return None
    number = issue.number or (issue.inferred[0] if issue.inferred else None)
    return None if number is None else (issue.body, number)


def _report(ask: RecordCommand, report: str, register: Register) -> None:
    history = register.history_of(ask.stream)
    before = _parts(folded(reports.DECIDER, effective(history)))
    _unnamed(before - _parts(folded(reports.DECIDER, foreseen(history, ask))), report, register)


def _parts(report: Report) -> set[str]:
    """Return what other streams may name of a report, and itself."""
    if not isinstance(report, Published):
        return set()
    return {report.report, *report.recommendations, *report.commitments}


def _unnamed(gone: set[str], of: str, register: Register) -> None:
    """Refuse to take away what is named elsewhere than in the stream `of`."""
    for name, thing in register.named_elsewhere(of, sorted(gone)) if gone else ():
        raise Refused(f"{name} names {thing}, which would be gone; correct or retract that first")
