"""Which names of a roll are worth comparing with one: those to which its words may lead."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Final

from service.likeness import organisations, people
from service.likeness.abbreviations import LIGHT, LONGEST, STOP
from service.likeness.folding import folded
from service.likeness.nicknames import mates
from service.likeness.organisations import OrganisationName, without_legal_forms
from service.likeness.personal_names import PersonalName, read_name
from service.likeness.personal_names import Words as Name
from service.likeness.roll import Kind, Words
from service.likeness.titles import without_titles

_FEWEST: Final = 2


def _near_people(words: Words, name: PersonalName) -> Iterator[int]:
    for reading in name.readings:
        if all(word.initial for word in reading):
            yield from _initials(words, reading)
        elif len(reading) == 1:
            yield from _one_word(words, reading[0].key)
        else:
            yield from _whole_name(words, reading)


def _initials(words: Words, name: Name) -> Iterator[int]:
    """Yield the names whose last word and one of the first begin so, and other initials."""
    first, last = name[0].key[0], name[-1].key[0]
    for number in words.beginning[first]:
        if any(word[0] == last for word in words.of[number]):
            yield number
    yield from (number for number in words.short if words.of[number][0][0] == first)


def _one_word(words: Words, key: str) -> Iterator[int]:
    """Yield the names that have the word, and those of which it is run together."""
    yield from _with(words, key)
    for number in words.beginning[key[0]]:
        name = words.of[number]
        if len(name) > 1 and key in people.run_together(name):
            yield number


def _whole_name(words: Words, name: Name) -> Iterator[int]:
    """Yield the names that share a word, and with another one its first letter at least."""
    keys = [word.key for word in name]
    letters = {form[0] for key in keys for form in (key, *mates(key))}
    for word in name:
        if not word.initial:
            near = {word.key, *mates(word.key), *words.near(word.key)}
            for number in _having(words, near):
                found = words.of[number]
                if len(found) == 1 or any(key[0] in letters and key not in near for key in found):
                    yield number
    yield from _having(words, people.run_together(keys))
    yield from (number for number in words.short if words.of[number][0][0] == keys[0][0])


def _with(words: Words, key: str) -> Iterator[int]:
    return _having(words, {*mates(key), *words.near(key)})


def _having(words: Words, keys: set[str]) -> Iterator[int]:
    for key in keys:
        yield from words.having.get(key, ())


def _near_organisations(words: Words, name: OrganisationName) -> Iterator[int]:
    for form in name.forms:
        keys = [word.key for word in form]
        heavy = [key for key in keys if key not in LIGHT and key not in STOP] or keys
        for key in heavy:
            yield from _having(words, {key, *words.near(key)})
            yield from words.joined.get(key, ())
            if len(key) <= LONGEST:
                yield from (n for n in words.beginning[key[0]] if _may_be(key, words.of[n]))
        yield from _having(words, {*_abbreviations(keys), *map("".join, pairwise(keys))})
        yield from (n for n in words.short if _may_be(words.of[n][0], keys))


def _abbreviations(keys: list[str]) -> Iterator[str]:
    """Yield the first letters of any words that follow each other, with and without of and for."""
    for words in (keys, [key for key in keys if key not in STOP]):
        letters = "".join(key[0] for key in words)
        for begin, end in combinations(range(len(letters) + 1), 2):
            if end - begin >= _FEWEST:
                yield letters[begin:end]


def _may_be(short: str, long: list[str]) -> bool:
    """Say whether enough words begin with letters of `short`, in order, to be abbreviated by it."""
    at = found = 0
    for word in long:
        place = short.find(word[0], at)
        if place >= 0:
            at, found = place + 1, found + 1
    return found >= max(_FEWEST, len(short) / 2)


PEOPLE: Final = Kind(
    words=lambda texts: without_titles(folded(texts)),
    read=read_name,
    near=_near_people,
    compare=people.compare,
)
ORGANISATIONS: Final = Kind(
    words=lambda texts: without_legal_forms(folded(texts)),
    read=organisations.read_organisation,
    near=_near_organisations,
    compare=organisations.compare,
)
