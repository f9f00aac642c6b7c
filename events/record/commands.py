"""What can be asked of a fact that is recorded."""

from dataclasses import dataclass

from events.base import Command, Event
from events.ids import EventId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRecord(Command):
    """A command about the event `event` of the stream `of`."""

    of: str
    event: EventId
    reason: str

    @property
    def stream(self) -> str:
        """The stream in which the fact stands."""
        return self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectRecord(OfRecord):
    """Put another event of the same kind in its place."""

    replacement: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RetractRecord(OfRecord):
    """Take it back."""


RecordCommand = CorrectRecord | RetractRecord
