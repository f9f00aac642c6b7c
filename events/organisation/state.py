"""What an organisation's rules need to remember, and how each event changes it."""

from dataclasses import dataclass, replace
from typing import cast

from events.base import Look, Private
from events.errors import NotFound
from events.ids import MeetingId, OrganisationId
from events.organisation.events import (
    OrganisationEvent,
    OrganisationNameAsserted,
    OrganisationRegistered,
    OrganisationRenamed,
    OrganisationSucceeded,
)


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Registered:
    """It is in the record, with `succeeded_by` if another took its place."""

    name: Private[str]
    variants: frozenset[tuple[Private[str], str, MeetingId | None]] = frozenset()
    succeeded_by: OrganisationId | None = None


Organisation = Unregistered | Registered


def require(look: Look, organisation: OrganisationId) -> Registered:
    """Return the state of an organisation that must exist."""
    state = cast("Organisation", look(f"organisation-{organisation}"))
    match state:
        case Unregistered():
            raise NotFound(f"there is no organisation {organisation} in the record")
        case Registered():
            return state


def evolve(state: Organisation, event: OrganisationEvent) -> Organisation:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, OrganisationRegistered(name=name):
            return Registered(name=name)
        case Unregistered(), _:
            return state
        case Registered(), OrganisationRenamed(name=name):
            return replace(state, name=name)
        case Registered(), OrganisationSucceeded(by=by):
            return replace(state, succeeded_by=by)
        case Registered(), OrganisationNameAsserted(name=name, name_kind=kind, scope=scope):
            return replace(state, variants=state.variants | {(name, kind, scope)})
