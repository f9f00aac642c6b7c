"""How alike two words are: the same, written differently, or only begun alike.

A factor multiplies the score of the whole name. They were set so that in a minute book of some
hundred people the right person comes first and nobody else looks likely; see `verdicts.py`.
"""

from typing import Final, NamedTuple

from rapidfuzz.distance import OSA

from service.likeness.folding import Word
from service.likeness.nicknames import mates
from service.likeness.sounds import sound

JOINED: Final = 0.98
"""Written in one word and in two, as MacDonald and Mac Donald."""
SOUND: Final = 0.95
"""Sounding alike (Kay, Kaye), or two letters next to each other exchanged."""
FORM: Final = 0.93
"""Forms of one first name (Mike, Michael)."""
INITIAL: Final = 0.79
"""The first letter or letters of the other."""
SLIP: Final = 0.76
"""One letter apart, or two in long words: a slip, or another name (Harper, Harker)."""
BEGUN: Final = 0.47
"""First names that only begin with the same letter (Neil, Nick)."""

_LONG: Final = 7
_LONGER: Final = 8
_SHORTEST: Final = 4
_LETTERS_A_SLIP: Final = 3
"""Words in which more letters differ than one in three are not even compared by their sound."""
_MUTE: Final = 5
"""The longest first name whose last e is not heard: Anne, but not Simone."""


class Alike(NamedTuple):
    """How much of a score two words keep, and why in a sentence; no sentence if they are equal."""

    factor: float
    why: str | None = None


EQUAL: Final = Alike(1.0)


def alike(one: Word, other: Word, *, forename: bool) -> Alike | None:
    """Compare two words of names of people; None where they have nothing in common."""
    if one.key == other.key:
        return EQUAL
    if one.initial or other.initial:
        return _begun_by(one, other)
    found = misspelt(one, other, forename=forename)
    if not forename or (found and found.factor == SOUND):
        return found
    if other.key in mates(one.key):
        return Alike(FORM, f"{quoted(one, other)} are forms of one first name")
    if found is None and one.key[0] == other.key[0]:
        return Alike(BEGUN, f"{quoted(one, other)} only begin with the same letter")
    return found


def misspelt(one: Word, other: Word, *, forename: bool = False) -> Alike | None:
    """Compare two words that may be one word, written differently."""
    a, b = one.key, other.key
    longer, shorter = max(len(a), len(b)), min(len(a), len(b))
    farthest = max(1, (longer + 1) // _LETTERS_A_SLIP)
    apart = OSA.distance(a, b, score_cutoff=farthest)
    if apart > farthest:
        return None
    if sound(a) == sound(b) and _same_end(a, b, forename=forename):
        return Alike(SOUND, f"{quoted(one, other)} sound alike")
    if longer < _SHORTEST:
        return None
    if apart == 1 and _exchanged(a, b):
        return Alike(SOUND, f"{quoted(one, other)} differ by two letters exchanged")
    if apart == 1:
        factor = SOUND if shorter >= _LONG else SLIP
        return Alike(factor, f"{quoted(one, other)} differ by one letter")
    if apart == 2 and shorter >= _LONGER:  # noqa: PLR2004  two slips in one word
        return Alike(SLIP, f"{quoted(one, other)} differ by two letters")
    return None


def _exchanged(a: str, b: str) -> bool:
    """Say whether two words that are one slip apart differ by two letters exchanged."""
    return len(a) == len(b) and sorted(a) == sorted(b)


def _begun_by(one: Word, other: Word) -> Alike | None:
    short, long = sorted((one, other), key=lambda word: len(word.key))
    if short.initial and long.key.startswith(short.key):
        return Alike(INITIAL, f"\u201c{short.text}\u201d may stand for \u201c{long.text}\u201d")
    return None


def _same_end(a: str, b: str, *, forename: bool) -> bool:
    if a.endswith("e") == b.endswith("e"):
        return True
    return not forename or max(len(a), len(b)) <= _MUTE


def quoted(one: Word, other: Word) -> str:
    """Return both words as printed, in one order whichever comes first."""
    first, second = sorted((one.text, other.text))
    return f"\u201c{first}\u201d and \u201c{second}\u201d"
