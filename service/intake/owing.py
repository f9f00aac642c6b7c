"""Which words a bare name in the margin owes: the sentence beside it that asks for something.

Names stacked at the foot of a page each take one, the last of them the nearest.
"""

import re

from service.intake.owners import split_owners
from service.intake.sentences import sentences
from service.intake.threads import Thread

_PROMISES = (
    r"(?: (?:is )?to|.*? (?:will|would|shall|(?:agreed|undertook|offered|promised) to)) [a-z]"
)
_ASKS = re.compile(
    r"\b(?:asked|requested|suggested|proposed|agreed)\b[^.;]{0,40}?\b(?:whether|if|that|to|for)\b"
    r"[^.;]{0,80}?\b(?:could|should|would|will|be)\b|\bagreed to\b|\b(?:to|will|should) be \w+ed\b",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\bneeds? (?:for\b.{0,80}?\bto|to)\b|\b(?:must|should)\b|\bwould (?:need|like)\b|\bwill\b",
    re.IGNORECASE,
)
_VIEW = re.compile(r"\bin agreement\b|\bnoted\b", re.IGNORECASE)


def claimed(names: list[str], paragraphs: list[Thread]) -> list[tuple[Thread, str]]:
    """Return for each of `names` the paragraph and the sentence it owes, in the order of names."""
    left = [(thread, told) for thread in paragraphs for told in sentences(thread.text)]
    found: list[tuple[Thread, str]] = []
    for name in reversed(names):
        if not left:
            break
        at = _strongest(name, left)
        found.append(left[at])
        left = left[:at]
    return found[::-1]


def _strongest(name: str, told: list[tuple[Thread, str]]) -> int:
    """Return the place of the sentence that asks most: of equals the last, of none the last."""
    strengths = [_strength(name, sentence) for _, sentence in told]
    most = max(strengths)
    return len(told) - 1 - strengths[::-1].index(most)


def _strength(name: str, sentence: str) -> int:
    called = {
        part for owner in split_owners(name, frozenset()) for part in (owner, owner.split()[0])
    }
    owns = any(re.search(rf"\b{re.escape(one)}\b{_PROMISES}", sentence) for one in called)
    if owns:
        return 3
    if _VIEW.search(sentence):
        return 0
    return 2 if _ASKS.search(sentence) else int(bool(_NEEDS.search(sentence)))
