"""Which passages of later minutes are worded like an action, so that a person may look at them.

A word counts the more the fewer passages of those minutes have it. The title over a passage counts
in full where the action was given out under the same title, and otherwise by half. What is compared
is told, so that whoever decides sees why.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from math import log
from typing import Final, NamedTuple

from service.intake.vocabulary import word_set
from service.likeness.folding import fold

ENOUGH: Final = 0.26
"""The share of an action's words, by weight, that a passage is to have."""
FEWEST: Final = 3
"""How many different words are to be shared."""
LONG: Final = 10
"""Of a longer action a passage need not have more than of one with so many words."""
MOST: Final = 3
"""How many passages are told of one action: the likest."""

_WORDS_READ: Final = 600
"""So that a text of any length is compared in the time of a paragraph."""
_SHORTEST: Final = 3
_LONGEST_SHORT_FORM: Final = 6
_HALF: Final = 0.5
_ABSENT: Final = 0.5

_WORD: Final = re.compile(r"\w[\w'\u2019]*")
_NAME: Final = re.compile(r"[A-Z][a-z]+(?: (?:(?:of|for|the) )*[A-Z][a-z]+)+")
_SAYS_LITTLE: Final = word_set(
    "a about after again all also an and any are as at back be been before being but by can could "
    "did do does doing each for from further had has have he her his how if in into is it its "
    "made make may might more most must no nor not now of on one or other our out over shall she "
    "should so some such take taken than that the their them then there these they this those "
    "through to two under until up upon was we were what when where whether which while who whom "
    "why will with within would you your contact current detail details invite invited invites key "
    "look looking looks need needed needs process processes provide provided relate related "
    "relation relevant setting several useful various view views"
)
_BOOKKEEPING: Final = word_set(
    "action actions agree agreed agenda ask asked chair consider considered discuss discussed "
    "group item items january february march april june july august september october november "
    "december meeting meetings member members minute minutes next note noted paper papers point "
    "previous progress secretary set update updated work working"
)
"""What minutes are made of, whatever they are about."""
_ENDINGS: Final = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s")
_STEM: Final = 4


class Task(NamedTuple):
    """An action: its text, and the title of the item it was given out under."""

    action: str
    text: str
    title: str = ""


class Passage(NamedTuple):
    """A paragraph or a decision of later minutes, and the title of its item."""

    part: str
    number: int
    text: str
    title: str = ""


class Likeness(NamedTuple):
    """How like an action a passage is: from 0 to 1, and the words that both have."""

    part: str
    number: int
    score: float
    words: tuple[str, ...]


Words = Mapping[str, str]
"""What is compared of each word, and the word as it stands in the text."""


class Minutes:
    """The passages of the minutes of one meeting, read once to be compared with many actions."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        """Read the passages."""
        self._passages = [(each, words_of(each.text), words_of(each.title)) for each in passages]
        self._having = Counter(key for _, words, _ in self._passages for key in words)

    def like(self, task: Task) -> list[Likeness]:
        """Return the passages that are worded like an action, the likest first."""
        asked, title = words_of(task.text), words_of(task.title)
        whole = sum(nlargest(LONG, map(self._weight, asked)))
        found = (self._compared(asked, title, whole, *each) for each in self._passages)
        like = [each for each in found if each.score >= ENOUGH and len(each.words) >= FEWEST]
        return sorted(like, key=lambda each: (-each.score, each.part, each.number))[:MOST]

    def _compared(
        self, asked: Words, title: Words, whole: float, passage: Passage, words: Words, above: Words
    ) -> Likeness:
        under = 1.0 if above and title.keys() == above.keys() else _HALF
        weights = {key: self._weight(key) for key in asked if key in words}
        weights |= {
            key: self._weight(key) * under for key in asked if key in above and key not in weights
        }
        score = sum(weights.values()) / whole if whole else 0.0
        told = tuple(words.get(key) or above[key] for key in weights)
        return Likeness(passage.part, passage.number, min(1.0, round(score, 2)), told)

    def _weight(self, key: str) -> float:
        return log(1 + len(self._passages) / (self._having[key] or _ABSENT))


def words_of(text: str) -> dict[str, str]:
    """Return the words of a text that say something, and what its names may be shortened to."""
    words = _WORD.findall(text)[:_WORDS_READ]
    found: dict[str, str] = {}
    for word in words:
        key = fold(word)
        if len(key) >= _SHORTEST and key not in _SAYS_LITTLE and key not in _BOOKKEEPING:
            found.setdefault(_stem(key), word)
    for named in _NAME.findall(text)[:_WORDS_READ]:
        name = named.removeprefix("The ")
        for short in _short_forms(name):
            found.setdefault(short, name)
    return found


def _short_forms(name: str) -> Iterator[str]:
    """Yield the first letters of a name of several words, with and without the small ones."""
    for words in (name.split(), [word for word in name.split() if word[0].isupper()]):
        letters = "".join(word[0] for word in words).lower()
        if _SHORTEST <= len(letters) <= _LONGEST_SHORT_FORM:
            yield letters


def _stem(key: str) -> str:
    for ending in _ENDINGS:
        if key.endswith(ending) and len(key) - len(ending) >= _STEM:
            return key.removesuffix(ending)
    return key
