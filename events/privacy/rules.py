"""When an erasure may be asked for and decided: who asks for it does not decide on it."""

from events.base import Look, said
from events.errors import AlreadyThere, NotFound, Refused
from events.privacy.commands import (
    ApproveErasure,
    EraseValues,
    PrivacyCommand,
    RefuseErasure,
    RepeatErasure,
    RequestErasure,
)
from events.privacy.events import (
    ErasureApproved,
    ErasureRefused,
    ErasureRequested,
    PrivacyEvent,
    ValuesErased,
)
from events.privacy.state import Approved, Erasure, Rejected, Requested, Unasked
from events.privacy.terms import MOST_DIGESTS


def decide(command: PrivacyCommand, erasure: Erasure, _: Look) -> list[PrivacyEvent]:
    """Answer `command` with new events."""
    match command:
        case RequestErasure():
            return _request(command, erasure)
        case ApproveErasure():
            return _approve(command, _undecided(erasure, command.by))
        case RefuseErasure():
            return _refuse(command, _undecided(erasure, command.by))
        case EraseValues():
            return _erase(command, erasure)
        case RepeatErasure():
            return _repeat(command)


def _request(ask: RequestErasure, erasure: Erasure) -> list[PrivacyEvent]:
    if not isinstance(erasure, Unasked):
        raise AlreadyThere("an erasure was asked for under this identity; use a new one")
    if ask.person is None and not ask.values:
        raise Refused("name the person, or the values that are to be erased")
    said(ask.basis, "the legal basis")
    said(ask.reason, "the reason")
    return [
        ErasureRequested(
            occurred_on=ask.occurred_on,
            erasure=ask.erasure,
            person=ask.person,
            values=ask.values,
            spared=ask.spared,
            basis=ask.basis,
            reason=ask.reason,
            by=ask.by,
        )
    ]


def _undecided(erasure: Erasure, by: str) -> Requested:
    match erasure:
        case Unasked():
            raise NotFound("no erasure was asked for under this identity")
        case Approved():
            raise AlreadyThere("it was approved already, and what it named is gone")
        case Rejected():
            raise Refused("it was refused; ask for the erasure anew")
        case Requested(by=requester) if requester == by:
            raise Refused("who asks for an erasure does not decide on it; let somebody else do so")
        case Requested():
            return erasure


def _approve(ask: ApproveErasure, _: Requested) -> list[PrivacyEvent]:
    if ask.obstacle is not None:
        raise Refused(ask.obstacle)
    return [
        ErasureApproved(occurred_on=ask.occurred_on, erasure=ask.erasure, plan=ask.plan, by=ask.by)
    ]


def _refuse(ask: RefuseErasure, _: Requested) -> list[PrivacyEvent]:
    said(ask.reason, "the reason")
    return [
        ErasureRefused(
            occurred_on=ask.occurred_on, erasure=ask.erasure, reason=ask.reason, by=ask.by
        )
    ]


def _erase(ask: EraseValues, erasure: Erasure) -> list[PrivacyEvent]:
    if not isinstance(erasure, Approved):
        raise Refused("nothing is erased that a second person did not approve")
    request = erasure.request
    return _repeat(
        RepeatErasure(
            occurred_on=ask.occurred_on,
            erasure=ask.erasure,
            digests=ask.digests,
            basis=request.basis,
            requested_by=request.by,
            approved_by=erasure.by,
            person=request.person,
        )
    )


def _repeat(ask: RepeatErasure) -> list[PrivacyEvent]:
    if ask.requested_by == ask.approved_by:
        raise Refused("an erasure takes two persons: one who asks, and another who approves")
    if not 0 < len(ask.digests) <= MOST_DIGESTS:
        raise Refused(f"one entry names 1 to {MOST_DIGESTS} digests; make several of it")
    return [
        ValuesErased(
            occurred_on=ask.occurred_on,
            erasure=ask.erasure,
            digests=ask.digests,
            basis=ask.basis,
            requested_by=ask.requested_by,
            approved_by=ask.approved_by,
            person=ask.person,
        )
    ]
