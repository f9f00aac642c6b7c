"""What of one text is published: each word, or why it is withheld.

Words are withheld whole, with the space that follows them: a word is what the log commits to. Where
two reasons meet on a word, both are told.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from service.ledger.parted import Piece

ANONYMISED: Final = "anonymised"
CONFIDENTIAL: Final = "confidential"

_ERASED: Final = "[erased]"
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_TITLES: Final = {"mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lord", "lady", "prof"}
_SHORTEST: Final = 2


class Cut(NamedTuple):
    """Characters `start` up to `end` that are withheld; None is all of them."""

    start: int | None
    end: int | None
    exemption: str


class Shown(NamedTuple):
    """A word, and why it is withheld; not at all where there is no reason."""

    piece: Piece
    reasons: tuple[str, ...] = ()


def cut(pieces: Sequence[Piece], cuts: Iterable[Cut]) -> list[Shown]:
    """Return the words of a text, those that a cut touches with its exemption."""
    all_cuts = list(cuts)
    found, at = [], 0
    for piece in pieces:
        end = at + len(piece.word or _ERASED)
        reasons = dict.fromkeys(each.exemption for each in all_cuts if _touches(each, at, end))
        found.append(Shown(piece, tuple(reasons)))
        at = end
    return found


def without_names(shown: Iterable[Shown], names: Iterable[str]) -> list[Shown]:
    """Withhold whoever bears one of these names: the last name, and what stands before it.

    What stands before it is a title, an initial, or another word of the name.
    """
    words = list(shown)
    bare = [_bare(each.piece.word) for each in words]
    hidden: set[int] = set()
    for name in names:
        parts = [part.lower() for part in _LETTERS.findall(name)]
        if not parts or len(parts[-1]) < _SHORTEST:
            continue
        for at in (at for at, word in enumerate(bare) if word == parts[-1]):
            hidden.add(at)
            before = at - 1
            while before >= 0 and (bare[before] in _TITLES or bare[before] in _ways(parts[:-1])):
                hidden.add(before)
                before -= 1
    return [
        each._replace(reasons=(*each.reasons, ANONYMISED)) if at in hidden else each
        for at, each in enumerate(words)
    ]


def readable(shown: Iterable[Shown]) -> str:
    """Return a text as it is published: for words that are withheld, in brackets why."""
    parts: list[str] = []
    before: tuple[str, ...] = ()
    for each in shown:
        if not each.reasons:
            parts.append(each.piece.word if each.piece.word is not None else f"{_ERASED} ")
        elif each.reasons != before:
            parts.append(f"[withheld: {', '.join(each.reasons)}] ")
        before = each.reasons
    return "".join(parts).strip()


def runs(words: Sequence[Shown]) -> list[tuple[int, int, str]]:
    """Return the stretches of words that are withheld for the same reasons: first, end, why."""
    found, first = [], 0
    for at in range(1, len(words) + 1):
        if at == len(words) or words[at].reasons != words[first].reasons:
            if words[first].reasons:
                found.append((first, at, ", ".join(words[first].reasons)))
            first = at
    return found


def _touches(one: Cut, start: int, end: int) -> bool:
    if one.start is None or one.end is None:
        return True
    return one.start < end and start < one.end


def _bare(word: str | None) -> str:
    found = _LETTERS.search(word or "")
    return re.sub(r"['\u2019]s$", "", found.group()).lower() if found else ""


def _ways(parts: Sequence[str]) -> set[str]:
    return {*parts, *(part[0] for part in parts)}
