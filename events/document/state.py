"""What the rules of a document need to remember, and how each event changes it."""

from dataclasses import dataclass, replace

from events.document.events import (
    DocumentAccepted,
    DocumentEvent,
    DocumentHandlingSet,
    DocumentRead,
    DocumentReceived,
    DocumentRejected,
    DocumentRemoved,
    DocumentRetained,
    DraftRevised,
)
from events.handling import CONFIDENTIAL


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Readings:
    """How often it was read, last by `newest`: a reader and its version."""

    count: int = 0
    newest: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """What stays with a document whatever becomes of it."""

    readings: Readings = Readings()
    confidential: bool = False
    removed: bool = False
    """Whether its bytes were erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(OnRecord):
    """It was taken in, and not read yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted(OnRecord):
    """There is a draft, which began with the reading `base`."""

    base: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(OnRecord):
    """Its draft entered the record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(OnRecord):
    """Nothing of it enters the record."""


Known = Received | Drafted | Accepted | Rejected
Document = Unknown | Known


def evolve(state: Document, event: DocumentEvent) -> Document:
    """Return the state after `event`; facts out of order change nothing and raise nothing."""
    match state, event:
        case _, DocumentReceived():
            return Received()
        case Unknown(), _:
            return state
        case _, DocumentRead(reading=number, read=read):
            return _read(state, Readings(number, (read.reader, read.version)))
        case _, DraftRevised(reading=base):
            return Drafted(readings=state.readings, confidential=state.confidential, base=base)
        case _, DocumentAccepted():
            return Accepted(readings=state.readings, confidential=state.confidential)
        case _, DocumentRejected():
            return Rejected(readings=state.readings, confidential=state.confidential)
        case _, DocumentHandlingSet(handling=handling):
            return replace(state, confidential=handling == CONFIDENTIAL)
        case _, DocumentRemoved():
            return replace(state, removed=True)
        case _, DocumentRetained():
            return state


def _read(state: Known, readings: Readings) -> Known:
    if isinstance(state, Received):
        return Drafted(readings=readings, confidential=state.confidential, base=readings.count)
    return replace(state, readings=readings)
