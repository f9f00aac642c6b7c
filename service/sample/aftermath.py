"""What followed the sample meetings, as later minutes tell it or somebody in the office might."""

from collections.abc import Iterator
from datetime import date

from events.action.commands import (
    ActionCommand,
    CompleteAction,
    CompleteOwnerPart,
    ExtendDue,
    ReportProgress,
)
from events.action.terms import DueOn
from events.body.commands import AssertSeries
from events.ids import BodyId
from events.person.commands import MergePeople
from events.person.merging import merging
from events.plans import Plan, Planner, Register, only
from events.submission.names import Mint
from events.when import When
from service.sample.approval import Asked, approval
from service.sample.business import log_of_issues, sub_group
from service.sample.held import Held
from service.sample.reports import report_and_reply

_MORE_TIME = date(2025, 9, 30)
_ONE_SPELLING, _OTHER_SPELLING = "Fenella Crake", "Fenella Craike"


CORRECTED = "A first table lies before the board of the Ferry Company."
"""What was in truth reported in April of the mooring fees."""


def aftermath(held: list[Held], mint: Mint) -> Iterator[Asked]:
    """Yield what is to be recorded once the minutes of all four meetings are."""
    january, april, july, october = held
    body = BodyId(january.result["body"])
    for command in (
        *_told_in_april(january, april),
        *_told_in_july(january, april, july),
        *_told_in_october(april, july, october),
    ):
        yield Asked(only(command))
    yield Asked(only(_all_there_were(body, january, july)))
    yield Asked(_one_woman(body, july.on))
    yield Asked(log_of_issues(january, july, october, mint))
    yield Asked(sub_group(january, july, mint))
    yield Asked(report_and_reply(july, october, mint))
    yield from approval(january, april)


def _told_in_april(january: Held, april: Held) -> Iterator[ActionCommand]:
    fees, notice = january.action(1), january.action(5)
    yield CompleteAction(occurred_on=april.on, action=notice, note="It stands on the quay.")
    yield ReportProgress(
        occurred_on=april.on,
        action=fees,
        text="A first table lies before the directors of the Ferry Company.",
        meeting=april.meeting,
    )


def _told_in_july(january: Held, april: Held, july: Held) -> Iterator[ActionCommand]:
    fees, hours, bandstand = january.action(1), january.action(3), april.action(3)
    yield CompleteAction(occurred_on=july.on, action=bandstand)
    yield CompleteAction(occurred_on=july.on, action=hours, override="One owner spoke for both.")
    yield ExtendDue(
        occurred_on=july.on,
        action=fees,
        due=DueOn(_MORE_TIME, "until 30 September 2025"),
        meeting=july.meeting,
    )


def _told_in_october(april: Held, july: Held, october: Held) -> Iterator[ActionCommand]:
    survey, chart = april.action(1), july.action(1)
    town_council = 2
    yield CompleteOwnerPart(
        occurred_on=october.on, action=survey, owner=town_council, note="It has commissioned it."
    )
    yield CompleteAction(occurred_on=october.on, action=chart)


def _all_there_were(body: BodyId, january: Held, july: Held) -> AssertSeries:
    return AssertSeries(
        occurred_on=july.on,
        body=body,
        first=january.form.held_on,
        last=july.form.held_on,
        complete=True,
        basis="The committee meets once a quarter.",
    )


def _one_woman(body: BodyId, on: When) -> Planner:
    """Return a planner that takes two spellings in the minutes for one person."""

    def plan(register: Register) -> Plan:
        (one,) = register.people_named(body, _ONE_SPELLING)
        (other,) = register.people_named(body, _OTHER_SPELLING)
        command = MergePeople(
            occurred_on=on,
            person=other,
            into=one,
            reason="The minutes of July spell her name with an i.",
        )
        return merging(command)(register)

    return plan
