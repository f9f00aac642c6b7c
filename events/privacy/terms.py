"""The words of an erasure: a private value of the log, named by where it stands."""

from dataclasses import dataclass
from typing import Final

from events.base import Public


@dataclass(frozen=True, slots=True)
class Named:
    """A private value: the position of its entry and the pointer (RFC 6901) in that.

    With `words` only these words of running text are meant, counted from 0.
    """

    position: int
    pointer: Public
    words: tuple[int, ...] | None = None


MOST_DIGESTS: Final = 500
"""How many digests one entry names; an entry of the log has room for no more."""
