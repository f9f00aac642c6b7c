"""Requests about minutes that need to know what the record has at this moment."""

from dataclasses import replace

from events.base import Command
from events.errors import Refused
from events.ids import MeetingId
from events.meeting.commands import CorrectPassage
from events.minutes.commands import (
    AcceptCorrection,
    ApproveMinutes,
    DraftMinutes,
    RedactPassage,
)
from events.plans import Plan, Planner, Register, Step
from events.when import When


def drafting(meeting: MeetingId, by: str, on: When, *, if_new: bool = False) -> Planner:
    """Return the planner that drafts a version of what the record says at this moment.

    With `if_new` it does nothing where that is what the version before says.
    """

    def plan(register: Register) -> Plan:
        content = register.content_of(meeting)
        draft = DraftMinutes(
            occurred_on=on,
            meeting=meeting,
            by=by,
            content=content.sha256,
            position=content.position,
            if_new=if_new,
        )
        return Plan((Step(draft),))

    return plan


def accepting(ask: AcceptCorrection) -> Planner:
    """Return the planner that takes a correction into the text and drafts what it then says."""

    def plan(register: Register) -> Plan:
        proposal = register.proposal(ask.meeting, ask.correction)
        steps: tuple[Command, ...] = (ask,)
        if proposal is not None:
            if proposal.text is None or proposal.reason is None:
                raise Refused("the words of this correction were erased; propose it anew")
            correct = CorrectPassage(
                occurred_on=ask.occurred_on,
                meeting=ask.meeting,
                part=proposal.part,
                number=proposal.number,
                text=proposal.text,
                reason=proposal.reason,
            )
            steps = (correct, ask)
        return Plan(
            tuple(Step(each) for each in steps),
            then=drafting(ask.meeting, ask.by, ask.occurred_on, if_new=True),
        )

    return plan


def approving(ask: ApproveMinutes) -> Planner:
    """Return the planner that approves a version, if that is what the record still says."""

    def plan(register: Register) -> Plan:
        standing = register.content_of(ask.meeting).sha256
        return Plan((Step(replace(ask, standing=standing)),))

    return plan


def redacting(ask: RedactPassage) -> Planner:
    """Return the planner that redacts words, once it is known how many there are."""

    def plan(register: Register) -> Plan:
        long = register.length_of(ask.meeting, ask.part, ask.number)
        return Plan((Step(replace(ask, long=long)),))

    return plan
