"""What the rules of an issue need to remember, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import cast

from events.base import Look
from events.errors import NotFound
from events.handling import CONFIDENTIAL
from events.ids import ActionId, BodyId, IssueId
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
from events.issue.terms import Basis, Relation, Target
from events.when import When


@dataclass(frozen=True, slots=True)
class Unlogged:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """It stands in the log of `body`; `number` is the legible one, `inferred` what we take it for.

    `raised_on` is when it was raised, as far as that is known.
    """

    body: BodyId
    number: str | None
    printed: str | None
    raised_on: When | None
    inferred: tuple[str, Basis] | None = None
    open: bool = True
    actions: frozenset[ActionId] = frozenset()
    links: frozenset[tuple[Target, Relation]] = frozenset()
    confidential: bool = False


Issue = Unlogged | Logged


def require(look: Look, issue: IssueId) -> Logged:
    """Return the state of an issue that must exist."""
    state = cast("Issue", look(f"issue-{issue}"))
    match state:
        case Unlogged():
            raise NotFound(f"there is no issue {issue} in the record")
        case Logged():
            return state


def evolve(state: Issue, event: IssueEvent) -> Issue:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, IssueLogged(body=body, number=number, printed=printed, raised_on=day):
            return Logged(body=body, number=number, printed=printed, raised_on=day)
        case Unlogged(), _:
            return state
        case Logged(), IssueNumberInferred(number=number, basis=basis):
            return replace(state, inferred=(number, basis))
        case Logged(), IssueUpdated(raised_on=day):
            return replace(state, raised_on=day or state.raised_on)
        case Logged(), IssueLinkedToAction(action=action):
            return replace(state, actions=state.actions | {action})
        case Logged(), IssueLinked(to=to, relation=relation):
            return replace(state, links=state.links | {(to, relation)})
        case Logged(), IssueClosed():
            return replace(state, open=False)
        case Logged(), IssueReopened():
            return replace(state, open=True)
        case Logged(), IssueHandlingSet(handling=handling):
            return replace(state, confidential=handling == CONFIDENTIAL)
