"""What else the sample committee keeps: a log of issues, and a group under it."""

from collections.abc import Iterator
from typing import Final

from events.action.terms import ByOrganisation
from events.base import Command
from events.body.commands import AddMember, EstablishBody
from events.ids import BodyId, IssueId, MembershipId, OrganisationId
from events.issue.commands import (
    CloseIssue,
    InferNumber,
    IssueCommand,
    LinkIssue,
    LinkToAction,
    LogIssue,
)
from events.issue.terms import ToParagraph
from events.plans import Plan, Planner, Register, Step
from events.submission.names import Mint
from service.sample.held import Held

_WATER, _QUAY = "Sharing the water", "State of the quay"
_CHAIRING: Final = ("Rowing Club", "Swimming Society")


def log_of_issues(january: Held, july: Held, october: Held, mint: Mint) -> Planner:
    """Return the planner of a log with three issues, one closed and one with a blotted number."""
    issues = tuple(IssueId(mint()) for _ in range(3))
    body = BodyId(january.result["body"])
    commands = (
        *_swimmers(issues[0], body, january, july, october),
        *_ladders_and_lamps(issues[1:], body, january, october),
    )
    fresh = frozenset(f"issue-{each}" for each in issues)
    return lambda _: Plan(tuple(Step(each) for each in commands), fresh)


def _swimmers(
    issue: IssueId, body: BodyId, january: Held, july: Held, october: Held
) -> Iterator[IssueCommand]:
    yield LogIssue(
        occurred_on=january.on,
        issue=issue,
        body=body,
        number="1",
        theme=_WATER,
        raised_on=january.on,
        text="Children swim from the quay while the ferry is berthing.",
        proposed_action="Find them a stretch of water that boats keep clear of.",
    )
    to = ToParagraph(january.meeting, january.paragraph("Perran Oke asked whether swimming"))
    yield LinkIssue(occurred_on=january.on, issue=issue, to=to, relation="same_as")
    yield LinkToAction(occurred_on=july.on, issue=issue, action=july.action(1))
    yield CloseIssue(
        occurred_on=october.on,
        issue=issue,
        meeting=october.meeting,
        outcome="The stretch by the old steps is on the chart.",
    )


def _ladders_and_lamps(
    issues: tuple[IssueId, ...], body: BodyId, january: Held, october: Held
) -> Iterator[IssueCommand]:
    ladders, lamps = issues
    yield LogIssue(
        occurred_on=january.on,
        issue=ladders,
        body=body,
        number="2",
        theme=_QUAY,
        raised_on=january.on,
        text="Two ladders on the north quay end above the water at low tide.",
    )
    yield LogIssue(
        occurred_on=october.on,
        issue=lamps,
        body=body,
        printed="8.",
        theme=_QUAY,
        raised_on=october.on,
        text="A light on the breakwater fails in wet weather.",
    )
    yield InferNumber(occurred_on=october.on, issue=lamps, number="3", basis="sequence")


def sub_group(january: Held, july: Held, mint: Mint) -> Planner:
    """Return the planner of a group under the committee, which two organisations chair."""

    def plan(register: Register) -> Plan:
        group = BodyId(mint())
        commands: list[Command] = [
            EstablishBody(
                occurred_on=july.on,
                body=group,
                name="Swimmers and Boats Group",
                parent=BodyId(january.result["body"]),
                remit="to agree how swimmers and crews share the water by the old steps",
            )
        ]
        commands += [
            AddMember(
                occurred_on=july.on,
                body=group,
                membership=MembershipId(mint()),
                role="co_chair",
                organisation=named(register, each),
            )
            for each in _CHAIRING
        ]
        return Plan(tuple(map(Step, commands)), frozenset({f"body-{group}"}))

    return plan


def named(register: Register, name: str) -> OrganisationId:
    """Return the organisation of that name, which the minutes brought into the record."""
    (found,) = register.organisations_named(name)
    return found


def owner(register: Register, name: str) -> ByOrganisation:
    """Return that organisation as one who owns something."""
    return ByOrganisation(named(register, name))
