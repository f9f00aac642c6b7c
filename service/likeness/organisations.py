"""How alike two names of organisations are, with reasons; which is given first is no matter.

Words count, not their order. Words that many bodies have in their names count less.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final, NamedTuple

from service.intake.vocabulary import word_set
from service.likeness.abbreviations import LIGHT, SHORTEST, STOP, abbreviates
from service.likeness.folding import Word, without_brackets, words_of
from service.likeness.measure import LEAST, NONE, SAME, Likeness
from service.likeness.spelling import JOINED, misspelt

REORDERED: Final = 0.95
WITHIN: Final = 0.95
"""One of them abbreviates a part of the other, as in HO Data Unit."""

_HEAVY, _LITTLE = 1.0, 0.4
_SHORTEST_SLIP: Final = 5
_STOPS: Final = 3
"""How many words that give no letter may stand among those that are abbreviated."""
_LONGEST: Final = 300
_INSIDE: Final = re.compile(r"\(([^()]*)\)?")
_LEGAL: Final = word_set("the ltd limited plc inc llc llp lp corp co gmbh pty")
_WRITTEN_OUT: Final = {
    "dept": "department", "depts": "department", "govt": "government", "assoc": "association",
    "assn": "association", "intl": "international", "natl": "national", "univ": "university",
    "uni": "university", "soc": "society", "org": "organisation", "organization": "organisation",
    "center": "centre", "cttee": "committee", "ctte": "committee", "inst": "institute",
    "svc": "service", "labor": "labour", "defense": "defence", "min": "ministry",
}  # fmt: skip

Words = tuple[Word, ...]
Pairs = list[tuple[Words, Words, float, str | None]]
"""What of one name is what of the other, how surely, and why."""


class OrganisationName(NamedTuple):
    """A name as printed, and its words: all of them, and those outside and inside of brackets."""

    text: str
    forms: tuple[Words, ...]


def read_organisation(text: str) -> OrganisationName:
    """Return a name of an organisation, read.

    What stands in brackets is a name of its own only where it abbreviates the rest or is
    abbreviated by it: a wrong abbreviation is no name.
    """
    whole, outside = _words(text[:_LONGEST]), _words(without_brackets(text[:_LONGEST]))
    forms = [whole]
    if (inside := _INSIDE.search(text[:_LONGEST])) and outside:
        inner = _words(inside[1])
        if _abbreviated(outside, inner):
            forms = [outside, inner]
    return OrganisationName(text, tuple(forms))


def _words(text: str) -> Words:
    found = words_of(text)
    kept = tuple(_written_out(word) for word in found if word.key not in _LEGAL)
    return kept or tuple(found)


def without_legal_forms(names: list[list[str]]) -> list[list[str]]:
    """Return the folded words of many names that are compared."""
    return [
        [_WRITTEN_OUT.get(key, key) for key in keys if key not in _LEGAL] or keys for keys in names
    ]


def _written_out(word: Word) -> Word:
    return word._replace(key=_WRITTEN_OUT.get(word.key, word.key))


def _abbreviated(one: Words, other: Words) -> float:
    if len(one) == 1:
        return abbreviates(one[0], other)
    return abbreviates(other[0], one) if len(other) == 1 else 0.0


def compare(one: OrganisationName, other: OrganisationName) -> Likeness:
    """Return how alike two names are; 0 where they are not."""
    found = max(
        (_of_words(*sorted(pair)) for pair in product(one.forms, other.forms)),
        key=lambda likeness: likeness.score,
    )
    score = round(SAME * found.score, 3)
    if score < LEAST:
        return NONE
    return Likeness(score, found.reasons or (_same(one.text, other.text),))


def _same(one: str, other: str) -> str:
    if one == other:
        return "it is exactly this name"
    return "it is this name but for capitals, dashes, \u201cthe\u201d, \u201cLtd\u201d or the like"


def _of_words(one: Words, other: Words) -> Likeness:
    """Compare in a fixed order: where a word stands twice, it decides which is beside which."""
    if [word.key for word in one] == [word.key for word in other]:
        return Likeness(float(bool(one)))
    if factor := _abbreviated(one, other):
        short, long = sorted((one, other), key=len)
        return Likeness(factor, (f"{_said(short)} abbreviates {_said(long)}",))
    pairs = list(_pairs(one, other))
    shared = sum(_weight(mine, theirs) for mine, theirs, _, _ in pairs)
    if shared < _HEAVY:
        return NONE
    return _shared(one, other, pairs, shared)


def _shared(one: Words, other: Words, pairs: Pairs, shared: float) -> Likeness:
    left = [_left(one, [mine for mine, *_ in pairs]), _left(other, [pair[1] for pair in pairs])]
    lonely = sum(_weight(words) for words in left)
    found = Likeness(2 * shared / (2 * shared + lonely))
    for _, _, factor, why in pairs:
        found = found.times(factor, why)
    if lonely:
        missing = " ".join(word.text for words in left for word in words if word.key not in STOP)
        return found.times(1, f"only one of them has \u201c{missing}\u201d")
    if _order(pairs, one) != _order(pairs, other):
        return found.times(REORDERED, "it has the same words in another order")
    return found


def _order(pairs: Pairs, words: Words) -> list[int]:
    firsts = [pair[0][0] if pair[0][0] in words else pair[1][0] for pair in pairs]
    return sorted(range(len(pairs)), key=lambda number: words.index(firsts[number]))


def _pairs(one: Words, other: Words) -> Iterator[tuple[Words, Words, float, str | None]]:
    """Yield what of both is the same: words, words spelled otherwise, words abbreviated."""
    mine, theirs = list(one), list(other)
    for word in one:
        twin = next((each for each in theirs if each.key == word.key), None)
        if twin:
            mine.remove(word)
            theirs.remove(twin)
            yield (word,), (twin,), 1.0, None
    yield from _in_one_word(mine, theirs, turned=False)
    yield from _in_one_word(theirs, mine, turned=True)
    for word in list(mine):
        for twin in theirs:
            found = _slip(word, twin)
            if found:
                mine.remove(word)
                theirs.remove(twin)
                yield (word,), (twin,), *found
                break


def _slip(one: Word, other: Word) -> tuple[float, str | None] | None:
    if min(len(one.key), len(other.key)) < _SHORTEST_SLIP:
        return None
    return misspelt(one, other)


def _in_one_word(
    shorts: list[Word], longs: list[Word], *, turned: bool
) -> Iterator[tuple[Words, Words, float, str | None]]:
    """Yield what is one word in one name and several in the other: abbreviated, or run together."""
    for word in list(shorts):
        for begin, end in _windows(longs, len(word.key) + _STOPS):
            window = tuple(longs[begin:end])
            factor, why = _stands_for(word, window)
            if factor:
                shorts.remove(word)
                del longs[begin:end]
                yield (window, (word,), factor, why) if turned else ((word,), window, factor, why)
                break


def _stands_for(word: Word, window: Words) -> tuple[float, str | None]:
    if word.key == "".join(each.key for each in window):
        return JOINED, None
    if abbreviates(word, window) >= SHORTEST:
        return WITHIN, f"\u201c{word.text}\u201d abbreviates {_said(window)}"
    return 0.0, None


def _windows(words: list[Word], longest: int) -> Iterator[tuple[int, int]]:
    for begin in range(len(words)):
        for end in range(min(len(words), begin + longest), begin + 1, -1):
            yield begin, end


def _left(words: Words, used: Sequence[Words]) -> Words:
    gone = [word for each in used for word in each]
    left = list(words)
    for word in gone:
        left.remove(word)
    return tuple(left)


def _weight(*sides: Words) -> float:
    return max(sum(map(_of_word, words)) for words in sides)


def _of_word(word: Word) -> float:
    if word.key in STOP:
        return 0.0
    return _LITTLE if word.key in LIGHT else _HEAVY


def _said(words: Words) -> str:
    return f"\u201c{' '.join(word.text for word in words)}\u201d"
