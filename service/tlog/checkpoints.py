"""Checkpoints: the size and the root of a log, signed (C2SP tlog-checkpoint)."""

import binascii
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import NamedTuple

from service.tlog.notes import NoNote, PrivateKey, PublicKey, opened, signed, text_of
from service.tlog.tree import HASH

_LINES = 3


class Checkpoint(NamedTuple):
    """What a log was at some moment."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        """Write the text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    def signed(self, keys: Iterable[PrivateKey]) -> str:
        """Return it as a note, signed under the name of the log."""
        return signed(str(self), [key.named(self.origin) for key in keys])

    @classmethod
    def of(cls, text: str) -> "Checkpoint":
        """Return the checkpoint that a text writes. Raises `NoNote`."""
        lines = text.split("\n")
        if len(lines) <= _LINES or not all(lines[:-1]) or lines[-1]:
            raise NoNote("this is no checkpoint: it has a name, a size and a root, a line each")
        origin, size, packed = lines[:_LINES]
        try:
            root = b64decode(packed, validate=True)
            checkpoint = cls(origin, int(size), root)
        except (binascii.Error, ValueError):
            raise NoNote("this is no checkpoint: its size or its root cannot be read") from None
        if str(checkpoint) != "\n".join(lines[:_LINES]) + "\n" or len(root) != HASH or size < "0":
            raise NoNote("this is no checkpoint: its size or its root has another form")
        return checkpoint

    @classmethod
    def unproven(cls, note: str) -> "Checkpoint":
        """Return what a note says, whoever signed it. Raises `NoNote`."""
        return cls.of(text_of(note))

    @classmethod
    def opened(cls, note: str, trusted: Iterable[PublicKey]) -> "Checkpoint":
        """Return the checkpoint that one of the keys signed. Raises `NoNote`, `NotSigned`."""
        origin = cls.unproven(note).origin
        return cls.of(opened(note, [key.named(origin) for key in trusted]))
