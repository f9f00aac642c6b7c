"""Parts a line of the attendance at each label printed in it: "Present: A, B Apologies: C"."""

import re
from itertools import pairwise

from service.intake import labels, role_labels
from service.intake.sentences import sentences
from service.intake.vocabulary import TITLE_BEFORE

_COLON = re.compile(
    rf":(?=[\s-])|(?<=[A-Za-z)])\s?[\u2013\u2014-](?=\s*(?i:{TITLE_BEFORE.pattern}))"
)
_WORD = re.compile(r"\S+")
_LONGEST = 5
_FIRST_NAME = re.compile(
    rf"[\s:-]*(?:(?i:{TITLE_BEFORE.pattern})\s+[A-Z]|[A-Z][\w'-]+ [A-Z][\w'-]+\s*[,(\u2013-])"
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|has|had|have|been|welcomed|opened|noted|reported|said|thanked|agreed|"
    r"proposed|read|took|asked|informed|advised)\b"
)
_NEAR = 60
_LONGEST_BEFORE = 4


def roll_pieces(text: str) -> list[str]:
    """Return the pieces of `text`, each with its own label in front; the first may have none."""
    starts = (_label_start(text, colon.start()) for colon in _COLON.finditer(text))
    cuts = sorted({start for start in starts if start})
    return [text[a:b].strip() for a, b in pairwise([0, *cuts, len(text)])]


def opens_roll(text: str, *, anywhere: bool = False) -> bool:
    """Whether a line begins with a label of the attendance, or with a few words before one.

    A line that may hold the whole heading too has it `anywhere`, where names follow it.
    """
    if labels.roll_label(text):
        return True
    first, *others = roll_pieces(text)
    found = [label for piece in others if (label := labels.roll_label(piece))]
    if len(first.split()) <= _LONGEST_BEFORE:
        return bool(found)
    return anywhere and any(_FIRST_NAME.match(rest) for _, rest in found)


def names_and_told(piece: str) -> tuple[str, str]:
    """Part the names on the line of a label from the sentences that follow on the same line."""
    said = sentences(piece)
    tells = (at for at, sentence in enumerate(said) if at and _VERB.search(sentence))
    first = next(tells, len(said))
    return " ".join(said[:first]), " ".join(said[first:])


def _label_start(text: str, colon: int) -> int | None:
    """Where the label before a colon begins: the longest one, with a capital."""
    said = list(_WORD.finditer(text, max(0, colon - _NEAR), colon))[-_LONGEST:]
    starts = (word.start() for word in said if word[0][0].isupper())
    return next((start for start in starts if _is_label(text[start:colon])), None)


def _is_label(text: str) -> bool:
    alone = text.replace(",", "")
    if ":" in text:
        return False
    return labels.roll_label(f"{alone}:") is not None or role_labels.role_word(alone) is not None
