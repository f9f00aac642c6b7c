"""How the sample minutes of January came to be approved in April, with one word put right."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from events.minutes.commands import (
    AcceptCorrection,
    ApproveMinutes,
    CirculateMinutes,
    ClearMinutes,
    ProposeCorrection,
    SubmitForClearance,
)
from events.minutes.planning import accepting, approving, drafting
from events.plans import Plan, Planner, Register, Step
from service.door.identity import LOCAL
from service.sample.held import Held

CHAIR: Final = "chair"
"""Who clears and approves: not whoever drafted."""
_AS_MINUTED = "The Harbour Office reported that eleven berths"
_AS_IT_WAS = (
    "The Harbour Office reported that twelve berths on the north quay had been damaged in the "
    "December storms."
)


class Asked(NamedTuple):
    """What is asked, and by whom."""

    planner: Planner
    actor: str = LOCAL


def approval(january: Held, april: Held) -> Iterator[Asked]:
    """Yield what happens to the minutes of January, from the first draft to their approval."""
    yield Asked(drafting(january.meeting, LOCAL, january.on))
    yield Asked(_sent_out(january))
    accept = AcceptCorrection(occurred_on=april.on, meeting=january.meeting, by=LOCAL, correction=1)
    yield Asked(accepting(accept))
    yield Asked(_approved(january, april), CHAIR)


def _sent_out(january: Held) -> Planner:
    """Return the planner that clears and circulates what was drafted, and hears an objection."""
    on, meeting = january.on, january.meeting

    def plan(register: Register) -> Plan:
        content = register.content_of(meeting).sha256
        commands = (
            SubmitForClearance(occurred_on=on, meeting=meeting, by=LOCAL),
            ClearMinutes(occurred_on=on, meeting=meeting, by=CHAIR, content=content),
            CirculateMinutes(occurred_on=on, meeting=meeting, by=LOCAL),
            ProposeCorrection(
                occurred_on=on,
                meeting=meeting,
                by=CHAIR,
                correction=1,
                part="paragraph",
                number=january.paragraph(_AS_MINUTED),
                text=_AS_IT_WAS,
                reason="The survey counted one more.",
            ),
        )
        return Plan(tuple(map(Step, commands)))

    return plan


def _approved(january: Held, april: Held) -> Planner:
    def plan(register: Register) -> Plan:
        content = register.content_of(january.meeting).sha256
        ask = ApproveMinutes(
            occurred_on=april.on,
            meeting=january.meeting,
            by=CHAIR,
            content=content,
            at=april.meeting,
        )
        return approving(ask)(register)

    return plan
