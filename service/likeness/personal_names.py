"""Reads the name of a person as words, the first names before the surname.

What is printed as "Lee, Ann" is turned round, and titles are taken off.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from service.likeness.folding import Word, without_brackets, words_of
from service.likeness.titles import Address, address, bare

_LONGEST: Final = 200
_MOST_WORDS: Final = 6
_LONGEST_INITIALS: Final = 4
_INITIALS: Final = re.compile(r"[A-Z][a-z]?(?:[A-Z][a-z]?){1,3}")
_CLUSTER: Final = re.compile(r"[A-Z]{2,3}")
_LETTERS: Final = re.compile(r"[A-Z][a-z]?")

Words = tuple[Word, ...]


class PersonalName(NamedTuple):
    """A name as printed, and the ways its words can be read; the second is as initials."""

    text: str
    readings: tuple[Words, ...]
    address: Address = "none"

    @property
    def is_handle(self) -> bool:
        """Whether this is the name of an account."""
        return self.text.startswith("@")


def read_name(text: str) -> PersonalName:
    """Return a name of a person, read."""
    plain = without_brackets(text[:_LONGEST])
    parts = [words_of(part) for part in plain.split(",")]
    named = [part for part in map(bare, parts) if part]
    if len(named) == 2:  # noqa: PLR2004  surname, first names
        named.reverse()
    words = [word for part in named or parts for word in part][:_MOST_WORDS]
    return PersonalName(text, tuple(_readings(words)), address(parts[0]))


def _readings(words: list[Word]) -> Iterator[Words]:
    shouted = all(word.text.isupper() for word in words)
    if len(words) == 1:
        word = words[0]
        if not word.initial:
            yield (word,)
        if len(word.text) <= _LONGEST_INITIALS and _INITIALS.fullmatch(word.text):
            yield _letters(word)
    elif words:
        yield tuple(
            letter
            for word in words
            for letter in (
                _letters(word) if not shouted and _CLUSTER.fullmatch(word.text) else (word,)
            )
        )


def _letters(word: Word) -> Words:
    return tuple(Word(part, part.lower(), initial=True) for part in _LETTERS.findall(word.text))
