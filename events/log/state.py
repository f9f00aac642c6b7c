"""What the rules of a succession need to remember."""

from dataclasses import dataclass

from events.log.events import LogEvent


@dataclass(frozen=True, slots=True)
class Begun:
    """The log goes on under the name that it has."""


@dataclass(frozen=True, slots=True)
class Succeeded:
    """It goes on under another name."""


Succession = Begun | Succeeded


def evolve(_: Succession, __: LogEvent) -> Succession:
    """Return the state after an event, of which there is one kind."""
    return Succeeded()
