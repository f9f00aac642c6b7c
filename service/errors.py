"""Why the service itself, not a rule of the minute book, leaves a request undone.

    Closed              the record of this secretariat moved elsewhere
    Unreadable          a document cannot be read
    KeyReused           an Idempotency-Key came back with another body
    KeyInFlight         the first request with that key is still running
    Unauthenticated     nobody can be told from the request, or from the token in it
    Forbidden           who is asking has no right to this here
    Unserved            the service cannot do it now; the docstring says what to do
    ├── Busy            too many commands are waiting
    ├── NotSignedYet    what was asked for is in no signed part of the log
    ├── Crowded         too many streams of events are open
    ├── OutcomeUnknown  the connection was lost while the command was made durable
    ├── ClockBehind     the clock is behind the newest entry
    ├── StorageFull     there is no room to record it
    ├── TooMany         somebody asks more often than is served
    ├── Unavailable     the database does not answer
    └── IssuerSilent    the issuer of tokens does not answer

A class is one cause, and its docstring is the message where none is given.
"""

from math import ceil

from events.errors import Declined, Refused


class Closed(Refused):
    """The record of this secretariat was closed because it moved; record this where it is now."""


class Unreadable(Declined):
    """The document cannot be read; check that the right file was chosen."""


class KeyReused(Declined):
    """The Idempotency-Key was used with another request; send a new key with a new request."""


class KeyInFlight(Declined):
    """The first request with this Idempotency-Key is still running; ask again in a moment."""


class Unauthenticated(Declined):
    """Nobody can be told from this request; send an access token as `Authorization: Bearer …`."""

    def __init__(self, why: str, *, sent: bool = True) -> None:
        """Say what is wrong with what was sent, or what is to be sent."""
        super().__init__(why)
        self.sent = sent


class Forbidden(Declined):
    """You have no right to this here; ask an administrator of the secretariat for a role."""

    def __init__(self, why: str = "", *, scope: str | None = None) -> None:
        """Name the scope, where a token or key with it would do."""
        super().__init__(why)
        self.scope = scope


class Unserved(Exception):
    """The service cannot do this now; ask again later."""

    retry_after: int | None = None
    """Seconds after which it is worth asking again, where we can tell."""


class Busy(Unserved):
    """Too many commands are waiting; nothing was recorded, ask again in a second."""

    retry_after = 1


class TooMany(Unserved):
    """You ask more often than this service answers."""

    def __init__(self, seconds: float) -> None:
        """Say how long to wait."""
        self.retry_after = ceil(seconds)
        super().__init__(
            f"you ask more often than this service answers; wait {self.retry_after} s, then go on "
            "more slowly"
        )


class Crowded(Unserved):
    """Too many follow the record already; ask again in a few seconds, or read it page by page."""

    retry_after = 5


class NotSignedYet(Unserved):
    """What was asked for is not signed yet; ask again in a few seconds."""

    retry_after = 10


class OutcomeUnknown(Unserved):
    """Outcome unknown; retry with the same Idempotency-Key to learn whether it was recorded."""

    retry_after = 1


class ClockBehind(Unserved):
    """The clock is behind the newest entry, so nothing is recorded; the operator must set it."""

    retry_after = 30


class StorageFull(Unserved):
    """There is no room to record this; the operator must make some. Reading works."""


class Unavailable(Unserved):
    """The database does not answer; ask again in a few seconds."""

    retry_after = 5


class IssuerSilent(Unserved):
    """The issuer of tokens does not answer, so nobody can be let in; ask again in a few seconds."""

    retry_after = 5
