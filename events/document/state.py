"""What the rules of a document need to remember, and how each event changes it."""

from dataclasses import dataclass, replace

from events.document.events import (
    DocumentAccepted,
    DocumentEvent,
    DocumentRead,
    DocumentReceived,
    DocumentRejected,
    DraftRevised,
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is recorded under this identity."""


@dataclass(frozen=True, slots=True)
class Readings:
    """How often it was read, last by `newest`: a reader and its version."""

    count: int = 0
    newest: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """It was taken in, and not read yet."""

    readings: Readings = Readings()


@dataclass(frozen=True, slots=True)
class Drafted:
    """There is a draft, which began with the reading `base`."""

    readings: Readings
    base: int


@dataclass(frozen=True, slots=True)
class Accepted:
    """Its draft entered the record."""

    readings: Readings


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing of it enters the record."""

    readings: Readings


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
            readings = Readings(number, (read.reader, read.version))
            if isinstance(state, Received):
                return Drafted(readings, number)
            return replace(state, readings=readings)
        case _, DraftRevised(reading=base):
            return Drafted(state.readings, base)
        case _, DocumentAccepted():
            return Accepted(state.readings)
        case _, DocumentRejected():
            return Rejected(state.readings)
