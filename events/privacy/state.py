"""What the rules of an erasure need to remember, and how each event changes it."""

from dataclasses import dataclass

from events.ids import PersonId
from events.privacy.events import (
    ErasureApproved,
    ErasureRefused,
    ErasureRequested,
    PrivacyEvent,
    ValuesErased,
)


@dataclass(frozen=True, slots=True)
class Unasked:
    """Nothing was asked under this identity."""


@dataclass(frozen=True, slots=True)
class Requested:
    """It waits for a second person."""

    person: PersonId | None
    basis: str
    by: str


@dataclass(frozen=True, slots=True)
class Approved:
    """A second person agreed."""

    request: Requested
    by: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A second person did not agree."""


Erasure = Unasked | Requested | Approved | Rejected


def evolve(state: Erasure, event: PrivacyEvent) -> Erasure:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, ErasureRequested():
            return Requested(event.person, event.basis, event.by)
        case Requested(), ErasureApproved(by=by):
            return Approved(state, by)
        case Requested(), ErasureRefused():
            return Rejected()
        case _, ErasureApproved() | ErasureRefused() | ValuesErased():
            return state
