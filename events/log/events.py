"""What can happen to a log. It is the first entry under the new name."""

from events.base import Event, Passage, Public, event


@event("log.succeeded")
class LogSucceeded(Event):
    """The log goes on under a new name; under `origin` it was signed at that size and root."""

    origin: Public
    size: int
    root: Public
    """In base64."""
    reason: Passage


LogEvent = LogSucceeded
