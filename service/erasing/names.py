"""Where a text names somebody: by a full name in any case, by a family name where that is theirs.

A given name alone, a title or a post names nobody here. Names are compared without capitals and
accents; a family name that stands alone counts only where it is written with a capital.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from projections.sought import fold
from service.tlog.commitments import words

_RUN: Final = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
_PLAIN: Final = re.compile(r"[A-Za-z0-9]{2,}")
_TITLES: Final = frozenset(
    {
        *("mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "lord"),
        *("lady", "baroness", "baron", "rt", "hon", "rev", "cllr", "mp", "mbe", "obe", "cbe", "qc"),
    }
)


class Token(NamedTuple):
    """Letters in a row: folded, as written, and the number of the word they stand in."""

    folded: str
    written: str
    word: int


class Called(NamedTuple):
    """What somebody is called: full names, given names, and family names.

    `shared` are family names that others in the record have as well.
    """

    full: frozenset[tuple[str, ...]]
    given: frozenset[str]
    family: frozenset[str]
    shared: frozenset[str]
    clues: frozenset[str]
    """Of each word without which no value names them, letters that a database can look for."""

    @property
    def sought(self) -> frozenset[str]:
        """The words without one of which a text does not name them."""
        return self.family | {name[-1] for name in self.full}


def called(names: Iterable[str], others: Iterable[str]) -> Called:
    """Return what somebody of these names is called, among others of those names."""
    listed = [name for name in names if len(_parts(name)) > 1]
    full = {_parts(name) for name in listed}
    family = {parts[-1] for parts in full}
    shared = {parts[-1] for name in others if (parts := _parts(name))} & family
    given = {part for parts in full for part in parts[:-1] if len(part) > 1}
    clues = {_clue(name) for name in listed}
    return Called(
        full=frozenset(full),
        given=frozenset(given),
        family=frozenset(family),
        shared=frozenset(shared),
        clues=frozenset(clues),
    )


def _clue(name: str) -> str:
    """Return the longest plain stretch of the last word of a name, in small letters."""
    last = [each.written for each in tokens(name) if each.folded not in _TITLES][-1]
    return max(_PLAIN.findall(last), key=len, default=last).lower()


def tokens(text: str) -> list[Token]:
    """Return the runs of letters and digits of a text."""
    return [
        Token(fold(run.group()), run.group(), number)
        for number, word in enumerate(words(text))
        for run in _RUN.finditer(word)
    ]


def mentions(text: str, who: Called) -> set[int]:
    """Return the numbers of the words of running text that name somebody."""
    row = tokens(text)
    hits: set[int] = set()
    for at, token in enumerate(row):
        for name in who.full:
            if tuple(each.folded for each in row[at : at + len(name)]) == name:
                hits |= {each.word for each in row[at : at + len(name)]}
        if token.folded in who.family and token.written[0].isupper():
            around = list(_around(row, at, who))
            if around or token.folded not in who.shared:
                hits |= {token.word, *around}
    return hits


def _around(row: Sequence[Token], at: int, who: Called) -> Iterator[int]:
    """Yield the words of given names and initials before a family name, or after it."""
    before = at - 1
    while before >= 0 and _belongs(row[before], who):
        yield row[before].word
        before -= 1
    if at + 1 < len(row) and row[at + 1].folded in who.given:
        yield row[at + 1].word


def _belongs(token: Token, who: Called) -> bool:
    initials = {each[0] for each in who.given}
    return token.folded in who.given or (token.folded in initials and token.written.isupper())


def is_theirs(text: str, who: Called) -> bool:
    """Tell whether a value that is kept or goes as a whole names somebody, and little else."""
    row = tuple(each.folded for each in tokens(text))
    for name in who.full:
        if any(row[at : at + len(name)] == name for at in range(len(row))):
            return True
    parts = set(_parts(text))
    ours = who.given | who.family | {each[0] for each in who.given}
    lone = parts <= who.family and bool(parts & who.shared)
    return bool(parts & who.family) and parts <= ours and not lone


def _parts(name: str) -> tuple[str, ...]:
    return tuple(each.folded for each in tokens(name) if each.folded not in _TITLES)
