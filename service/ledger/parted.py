"""Running text of which some words are gone, while the rest still opens its commitment.

The text has a mark in the place of each such word. What stood in the seed's stead is kept packed,
a piece for each word in order: 1 and its salt for one that is there, 0 and the digest of the
segment for one that is not. The seed itself is gone: it would give every salt.
"""

from collections.abc import Collection
from hashlib import shake_256
from typing import Final, NamedTuple

from projections.texts import PARTED, WHOLE
from service.tlog.commitments import SALT, segment, words
from service.tlog.tree import HASH

MARK: Final = "[erased] "

_SHOWN, _GONE = 1, 0


class Piece(NamedTuple):
    """A word with its salt, or the digest of one that is gone."""

    word: str | None
    opening: bytes


class Parted(NamedTuple):
    """What is kept of such a text."""

    text: str
    packed: bytes


def pieces_of(parted: Parted) -> list[Piece]:
    """Return the pieces of a text of which words are gone."""
    found = []
    at = 0
    for word in words(parted.text):
        if parted.packed[at] == _SHOWN:
            found.append(Piece(word, parted.packed[at + 1 : at + 1 + SALT]))
            at += 1 + SALT
        else:
            found.append(Piece(None, parted.packed[at + 1 : at + 1 + HASH]))
            at += 1 + HASH
    return found


def whole(text: str, seed: bytes) -> list[Piece]:
    """Return the pieces of a text that is all there."""
    parts = words(text)
    salts = shake_256(seed).digest(SALT * len(parts))
    return [Piece(part, salts[at * SALT : (at + 1) * SALT]) for at, part in enumerate(parts)]


def pieces(form: int, salt: bytes, text: str) -> list[Piece]:
    """Return the pieces of a text as it is kept; one that is committed whole is one piece."""
    if form == WHOLE:
        return [Piece(text, salt)]
    return pieces_of(Parted(text, salt)) if form == PARTED else whole(text, salt)


def without(pieces: list[Piece], gone: Collection[int]) -> Parted:
    """Return what is kept once the words of these numbers (from 0) are gone."""
    left = [_gone(piece) if at in gone else piece for at, piece in enumerate(pieces)]
    text = "".join(MARK if piece.word is None else piece.word for piece in left)
    flags = ((_GONE if piece.word is None else _SHOWN, piece.opening) for piece in left)
    return Parted(text, b"".join(bytes([flag]) + opening for flag, opening in flags))


def digest_of(piece: Piece) -> bytes:
    """Return the digest of the segment."""
    return _gone(piece).opening


def _gone(piece: Piece) -> Piece:
    return piece if piece.word is None else Piece(None, segment(piece.word, piece.opening))
