"""A key that gives way to another: a statement that both have signed.

Whoever trusts the old key may trust the new one once this statement opens under the old.
"""

from typing import Final, NamedTuple

from service.tlog.notes import NoNote, NotSigned, PrivateKey, PublicKey, opened, signed

_FIRST: Final = "minutebook key hand-over 1"
_LINES: Final = 4


class Handover(NamedTuple):
    """Which key gives way to which, and since when (RFC 3339)."""

    old: PublicKey
    new: PublicKey
    since: str

    def __str__(self) -> str:
        """Write the text that is signed."""
        return f"{_FIRST}\n{self.old}\n{self.new}\n{self.since}\n"

    @classmethod
    def signed(cls, old: PrivateKey, new: PrivateKey, since: str) -> str:
        """Return the statement, signed by both keys."""
        return signed(str(cls(old.public, new.public, since)), [old, new])

    @classmethod
    def opened(cls, note: str, trusted: PublicKey) -> "Handover":
        """Return the hand-over of a key that is trusted. Raises `NoNote`, `NotSigned`."""
        lines = opened(note, [trusted]).split("\n")
        if len(lines) != _LINES + 1 or lines[0] != _FIRST:
            raise NoNote("this is no statement that a key gives way to another")
        found = cls(PublicKey.read(lines[1]), PublicKey.read(lines[2]), lines[3])
        if found.old != trusted:
            raise NotSigned("this statement is about another key than the one that is trusted")
        opened(note, [found.new])
        return found
