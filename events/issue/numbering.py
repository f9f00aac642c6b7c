"""A number stands once in the log of a body: asked of the record in the transaction that writes."""

from collections.abc import Iterable

from events.base import Command
from events.errors import AlreadyThere
from events.ids import IssueId
from events.issue.commands import InferNumber, LogIssue
from events.plans import Plan, Planner, Register, Step


def logging(ask: LogIssue, *further: Command) -> Planner:
    """Return the planner that logs a new issue, then does what is `further` asked of it."""

    def plan(register: Register) -> Plan:
        if ask.number is not None:
            refuse_taken(ask.number, register.issues_numbered(ask.body, ask.number))
        steps = tuple(Step(each) for each in (ask, *further))
        return Plan(steps, frozenset({ask.stream}))

    return plan


def inferring(ask: InferNumber) -> Planner:
    """Return the planner that takes an issue to have a number."""

    def plan(register: Register) -> Plan:
        taken = register.issues_beside(ask.issue, ask.number)
        refuse_taken(ask.number, taken)
        return Plan((Step(ask),))

    return plan


def refuse_taken(number: str, by: Iterable[IssueId]) -> None:
    """Refuse a number that another issue of the log has."""
    for issue in by:
        raise AlreadyThere(
            f"number {number} of this log is issue {issue} already; update that one, "
            "or log this one without a number"
        )
