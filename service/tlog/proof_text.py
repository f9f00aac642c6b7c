"""One proof that fits in a letter: where an entry is in a signed log (C2SP tlog-proof).

What the entry is travels as its extra data: the leaf and what opens the private values in it. Extra
data is believed in nothing; the leaf must be the one that the proof leads from.
"""

import binascii
import re
from base64 import b64decode, b64encode
from typing import Final, NamedTuple

from service.tlog.notes import NoNote
from service.tlog.tree import HASH

_FIRST: Final = "c2sp.org/tlog-proof@v1"
_NUMBER: Final = re.compile(r"0|[1-9][0-9]{0,18}")
SUFFIX: Final = ".tlog-proof"


class ProofText(NamedTuple):
    """The proof of one entry."""

    at: int
    """Its place in the log, from 0."""
    path: list[bytes]
    checkpoint: str
    """The signed note."""
    extra: bytes = b""

    def __str__(self) -> str:
        """Write the proof."""
        extra = [f"extra {_base64(self.extra)}"] if self.extra else []
        lines = [_FIRST, *extra, f"index {self.at}", *map(_base64, self.path)]
        return "\n".join(lines) + "\n\n" + self.checkpoint

    @classmethod
    def read(cls, text: str) -> "ProofText":
        """Return the proof that a text writes. Raises `NoNote`."""
        head, between, checkpoint = text.partition("\n\n")
        first, *lines = head.split("\n")
        if first != _FIRST or not between:
            raise NoNote(f"this is no proof: it does not begin with {_FIRST}")
        extra = b""
        if lines and lines[0].startswith("extra "):
            extra = _decoded(lines.pop(0).removeprefix("extra "))
        if not lines or not lines[0].startswith("index "):
            raise NoNote("this is no proof: it does not say where the entry is")
        index = lines.pop(0).removeprefix("index ")
        if not _NUMBER.fullmatch(index):
            raise NoNote("this is no proof: where the entry is is no number")
        path = [_decoded(line) for line in lines]
        if any(len(each) != HASH for each in path):
            raise NoNote("this is no proof: one of its hashes has not 32 bytes")
        return cls(int(index), path, checkpoint, extra)


def _decoded(packed: str) -> bytes:
    try:
        return b64decode(packed, validate=True)
    except (binascii.Error, ValueError):
        raise NoNote("this is no proof: one of its lines is no base64") from None


def _base64(data: bytes) -> str:
    return b64encode(data).decode()
