"""Whether a short word abbreviates a full name: by its first letters, as AGO and UKHTC do."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from service.intake.vocabulary import JOINERS, ORGANISATION_WORDS, word_set
from service.likeness.folding import Word

FULL: Final = 0.92
"""Every word that says something has its letter in it."""
SHORTEST: Final = 0.88
"""The same of two letters, which abbreviate much else."""
BEGINNINGS: Final = 0.8
"""A word gives its first two or three letters, as in AFRUCA."""
LEADING: Final = 0.97
"""A first word such as Department has none."""
LAST: Final = 0.9
"""A last word such as Agency has none."""
FURTHER: Final = 0.8
"""What follows after "on", "for" or the like has none."""
PLURAL: Final = 0.97
SHOUTED_PLURAL: Final = 0.8
"""A last S that is a capital may as well be the letter of another word."""
AND: Final = 0.85
"""The letter of "and" or "the", which is hardly ever given."""

LIGHT: Final = ORGANISATION_WORDS | word_set(
    "uk gb us usa eu un england british national international european scheme meeting"
)
"""Words that many bodies have in their names."""
STOP: Final = frozenset(word.strip("&-") for word in JOINERS) - {""}

_SELDOM: Final = frozenset({"and", "the", "a"})
LONGEST: Final = 8
_FEWEST: Final = 2
_WHOLE: Final = 3


def abbreviates(short: Word, words: Sequence[Word]) -> float:
    """Return how well the letters of `short` stand for `words`; 0 where they do not."""
    key = short.key
    if not _FEWEST <= len(key) <= LONGEST or len(words) < _FEWEST or not key.isalpha():
        return 0.0
    endings = {"": 1.0, "s": PLURAL if short.text.endswith("s") else SHOUTED_PLURAL}

    @cache
    def from_(at: int, word: int, used: int) -> float:
        found = [0.0]
        if used >= _FEWEST and key[at:] in endings:
            found.append(endings[key[at:]] * _what_is_left(words[word:]))
        if at < len(key) and word < len(words):
            skipped = _skipped(words[word], first=word == 0)
            found.append(skipped * from_(at, word + 1, used) if skipped else 0.0)
            for letters, factor in _given(key[at:], words[word].key):
                found.append(factor * from_(at + letters, word + 1, used + 1))
        return max(found)

    return from_(0, 0, 0) * (SHORTEST if len(key) == 2 else FULL)  # noqa: PLR2004  letters


def _skipped(word: Word, *, first: bool) -> float:
    if word.key in STOP:
        return 1.0
    return LEADING if first and word.key in ORGANISATION_WORDS else 0.0


def _given(rest: str, word: str) -> Iterator[tuple[int, float]]:
    """Yield how many letters of `rest` the word may give, and what that leaves of the score."""
    if rest.startswith(word) and len(word) <= _WHOLE:
        yield len(word), 1.0
    if rest[0] == word[0]:
        yield 1, AND if word in _SELDOM else 1.0
    for letters in range(2, min(_WHOLE, len(word) - 1) + 1):
        if word not in STOP and rest[:letters] == word[:letters]:
            yield letters, BEGINNINGS


def _what_is_left(left: Sequence[Word]) -> float:
    if not left:
        return 1.0
    if all(word.key in LIGHT or word.key in STOP for word in left):
        return LAST
    return FURTHER if left[0].key in STOP else 0.0
