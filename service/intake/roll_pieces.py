"""Parts a line of the attendance at each label printed in it: "Present: A, B Apologies: C"."""

import re
from itertools import pairwise

from service.intake import labels

_COLON = re.compile(r":(?=\s)")
_WORD = re.compile(r"\S+")
_LONGEST = 5
_NEAR = 60
_LONGEST_BEFORE = 4


def roll_pieces(text: str) -> list[str]:
    """Return the pieces of `text`, each with its own label in front; the first may have none."""
    starts = (_label_start(text, colon.start()) for colon in _COLON.finditer(text))
    cuts = sorted({start for start in starts if start})
    return [text[a:b].strip() for a, b in pairwise([0, *cuts, len(text)])]


def opens_roll(text: str) -> bool:
    """Whether a line begins with a label of the attendance, or with a few words before one."""
    if labels.roll_label(text):
        return True
    first, *others = roll_pieces(text)
    short = len(first.split()) <= _LONGEST_BEFORE
    return short and any(labels.roll_label(piece) for piece in others)


def _label_start(text: str, colon: int) -> int | None:
    """Where the label before a colon begins: the longest one, with a capital."""
    said = list(_WORD.finditer(text, max(0, colon - _NEAR), colon))[-_LONGEST:]
    starts = (word.start() for word in said if word[0][0].isupper())
    return next((start for start in starts if _is_label(text[start:colon])), None)


def _is_label(text: str) -> bool:
    alone = text.replace(",", "")
    return labels.roll_label(f"{alone}:") is not None or labels.role_word(alone) is not None
