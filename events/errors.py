"""Why a command is not carried out, in words for the person who asked.

    Declined                the command changes nothing
    ├── NotFound            what it names is not in the record
    ├── Refused             a rule of the minute book forbids it
    │   └── AlreadyThere    it would record the same thing twice
    └── Stale               the thing changed since the caller read it

The rules know no HTTP: `service/problems.py` has the one table of status codes.
"""


class Declined(Exception):
    """The command was not carried out."""


class NotFound(Declined):
    """What the command names is not in the record."""


class Refused(Declined):
    """A rule of the minute book forbids it."""


class AlreadyThere(Refused):
    """It stands in the record already."""


class Stale(Declined):
    """It changed since you read it; read it again and decide anew."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        """Say which revision was expected of `stream` and which it has."""
        super().__init__(
            f"it is at revision {actual}, you read {expected}; read it again and decide anew"
        )
        self.stream, self.expected, self.actual = stream, expected, actual
