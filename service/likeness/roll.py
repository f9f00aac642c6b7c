"""A roll of many names, in which those like a given one are found without comparing it with each.

A word leads to every name that has it, or one near it. Of 20,000 names about a hundred are then
compared with care.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Final, Generic, NamedTuple, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from service.likeness.abbreviations import LONGEST
from service.likeness.measure import Likeness

N = TypeVar("N")

_NEAR: Final = 0.62
"""How near a word must be to lead to the names of another: three letters in eight may differ."""
_SHORTEST_NEAR: Final = 3
_FIRST: Final = 3
"""How many words of a name its abbreviation may begin with."""


class Words:
    """The words of many names, by number, and which names have which, or two that make it up."""

    def __init__(self, names: list[list[str]]) -> None:
        """Note the words of each name."""
        self.of = names
        self.having: defaultdict[str, list[int]] = defaultdict(list)
        self.joined: defaultdict[str, list[int]] = defaultdict(list)
        self.beginning: defaultdict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(names):
            for word in words:
                self.having[word].append(number)
            for two in pairwise(words):
                self.joined["".join(two)].append(number)
            for letter in {word[0] for word in words[:_FIRST]}:
                self.beginning[letter].append(number)
        self.short = [
            n for n, words in enumerate(names) if len(words) == 1 and len(words[0]) <= LONGEST
        ]
        self._near: dict[str, list[str]] = {}

    def near(self, word: str) -> list[str]:
        """Return the words that are this one or near it."""
        if word not in self._near:
            self._near[word] = self._look_up(word)
        return self._near[word]

    def _look_up(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_NEAR:
            return [word]
        found = process.extract(
            word,
            self.having.keys(),
            scorer=OSA.normalized_similarity,
            score_cutoff=_NEAR,
            limit=None,
        )
        return [word, *(near for near, _, _ in found if near != word)]


class Kind(NamedTuple, Generic[N]):
    """What is particular to names of people, or to those of organisations.

    `words` returns the words of many names, `near` the numbers of the names to which one leads.
    """

    words: Callable[[list[str]], list[list[str]]]
    read: Callable[[str], N]
    near: Callable[[Words, N], Iterator[int]]
    compare: Callable[[N, N], Likeness]


class Roll(Generic[N]):
    """Names of one kind, each under its number."""

    def __init__(self, kind: Kind[N], texts: list[str]) -> None:
        """Take the names; they are read as far as they are needed."""
        self._kind, self._texts = kind, texts
        self._words = Words(kind.words(texts))
        self._names: dict[int, N] = {}

    def like(self, text: str, after: int = -1) -> dict[int, Likeness]:
        """Return the numbers, beyond `after`, of the names that are like this one, and how."""
        name = self._kind.read(text)
        near = {number for number in self._kind.near(self._words, name) if number > after}
        found = {number: self._kind.compare(name, self._name(number)) for number in near}
        return {number: likeness for number, likeness in found.items() if likeness.score}

    def pairs(self) -> Iterator[tuple[int, int, Likeness]]:
        """Yield the numbers of every two names that are alike, once, and how."""
        for number, text in enumerate(self._texts):
            for other, likeness in self.like(text, after=number).items():
                yield number, other, likeness

    def _name(self, number: int) -> N:
        if number not in self._names:
            self._names[number] = self._kind.read(self._texts[number])
        return self._names[number]
