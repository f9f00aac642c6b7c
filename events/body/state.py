"""What a body's rules need to remember, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import cast

from events.base import Look
from events.body.events import (
    BodyEstablished,
    BodyEvent,
    ChairAppointed,
    FrequencyAgreed,
    MemberJoined,
    MemberLeft,
    SeriesAsserted,
    TermsApproved,
)
from events.body.terms import ChairRole, MemberRole
from events.errors import NotFound
from events.ids import BodyId, MembershipId, OrganisationId, PersonId
from events.when import When, surely_before


@dataclass(frozen=True, slots=True)
class Unestablished:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One spell of one member, open while `left` is none; `person` is none for a bare post.

    `organisation` is none unless that is the member itself.
    """

    membership: MembershipId
    person: PersonId | None
    role: MemberRole
    joined: When
    left: When | None = None
    organisation: OrganisationId | None = None


@dataclass(frozen=True, slots=True)
class Established:
    """It meets; `terms` is the version of its terms of reference, 0 before the first."""

    terms: int = 0
    frequency: FrequencyAgreed | None = None
    members: tuple[Membership, ...] = ()
    chairs: frozenset[tuple[PersonId, ChairRole]] = frozenset()
    series: SeriesAsserted | None = None


Body = Unestablished | Established


def require(look: Look, body: BodyId) -> Established:
    """Return the state of a body that must exist."""
    state = cast("Body", look(f"body-{body}"))
    match state:
        case Unestablished():
            raise NotFound(f"there is no body {body} in the record")
        case Established():
            return state


def members_on(state: Established, day: When) -> frozenset[PersonId]:
    """Return who was, or with imprecise dates may have been, a member on `day`."""
    return frozenset(
        each.person
        for each in state.members
        if each.person is not None
        and not surely_before(day, each.joined)
        and not (each.left is not None and surely_before(each.left, day))
    )


def evolve(state: Body, event: BodyEvent) -> Body:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, BodyEstablished():
            return Established()
        case Unestablished(), _:
            return state
        case Established(), TermsApproved(version=version):
            return replace(state, terms=version)
        case Established(), FrequencyAgreed():
            return replace(state, frequency=event)
        case Established(), MemberJoined():
            return replace(state, members=_joined(state.members, event))
        case Established(), MemberLeft():
            return replace(state, members=_left(state.members, event))
        case Established(), ChairAppointed():
            return replace(state, chairs=_chaired(state.chairs, event))
        case Established(), SeriesAsserted():
            return replace(state, series=event)


def _joined(members: tuple[Membership, ...], event: MemberJoined) -> tuple[Membership, ...]:
    joined = Membership(
        membership=event.membership,
        person=event.person,
        role=event.role,
        joined=event.occurred_on,
        organisation=event.organisation if event.person is None and event.post is None else None,
    )
    return (*(each for each in members if each.membership != event.membership), joined)


def _left(members: tuple[Membership, ...], event: MemberLeft) -> tuple[Membership, ...]:
    return tuple(
        replace(each, left=event.occurred_on) if each.membership == event.membership else each
        for each in members
    )


def _chaired(
    chairs: frozenset[tuple[PersonId, ChairRole]], event: ChairAppointed
) -> frozenset[tuple[PersonId, ChairRole]]:
    """Add the appointed; who they replace, and what they were before, goes."""
    stay = frozenset(
        (person, role)
        for person, role in chairs
        if person != event.person and not role == event.role == "chair"
    )
    return stay | {(event.person, event.role)}
