"""Parts people that are printed one after another with nothing between them.

A bracket that closes, a title or a post that begins, initials, or words in pairs show where the
next one starts; where nothing does, what is printed stays one.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from service.intake import vocabulary
from service.intake.names import looks_like_person

_INSIDE = re.compile(r"\([^()]{0,300}\)|\[[^\[\]]{0,300}\]")
_AFTER_BRACKET = re.compile(r"(?<=\x00)\s+(?=[A-Z][\w.'\u2019-]* [A-Z])")
_TITLE = re.compile(r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Messrs)\.?")
_INITIALS = re.compile(r"[A-Z]{1,3}(?:'[A-Z])?[A-Z]?")
_NAME_WORD = re.compile(r"[A-Z][\w.'\u2019-]*")
_WORD = re.compile(r"\S+")
_FEWEST_TITLES = 2
_FEWEST_INITIALS = 3


def masked(text: str) -> str:
    """Return `text` with its brackets blotted out, as long as it was."""
    return _INSIDE.sub(lambda inside: "\0" * len(inside[0]), text)


def one_by_one(piece: str, *, fewest_words: int) -> list[str]:
    """Return the people of `piece`; names of two words are parted from `fewest_words` words on."""
    hidden = masked(piece)
    cuts = {found.end() for found in _AFTER_BRACKET.finditer(hidden)} | set(_titles(hidden))
    if cuts:
        edges = [0, *sorted(cuts), len(piece)]
        parts = [piece[start:end].strip() for start, end in pairwise(edges)]
        return [one for part in parts for one in _paired(part, part.split(), fewest_words)]
    said = piece.split()
    if len(said) >= _FEWEST_INITIALS and all(map(_INITIALS.fullmatch, said)):
        return said
    return _paired(piece, said, fewest_words)


def _titles(piece: str) -> Iterator[int]:
    """Yield where a title or a post begins a new person, who must be named after it."""
    said = list(_WORD.finditer(piece))
    opening = [_opens(word[0]) for word in said]
    begins = [at for at in range(1, len(said)) if opening[at] and not opening[at - 1]]
    named = [at for at in begins if not all(opening[at:])]
    titled = sum(_TITLE.fullmatch(word[0]) is not None for word in said)
    start = 0
    for at in named:
        before = piece[said[start].start() : said[at].start()].strip()
        name = re.sub(r"\s*\x00.*", "", before)
        several = titled >= _FEWEST_TITLES and looks_like_person(" ".join(_untitled(name)))
        if several or (_TITLE.fullmatch(said[at][0]) and vocabulary.names_a_body(before)):
            yield said[at].start()
            start = at


def _opens(word: str) -> bool:
    known = vocabulary.POST_WORDS | vocabulary.BEFORE_A_POST | vocabulary.GROUPS
    return bool(_TITLE.fullmatch(word)) or word.lower() in known


def _untitled(name: str) -> list[str]:
    return [word for word in name.split() if not _opens(word)]


def _paired(piece: str, said: list[str], fewest: int) -> list[str]:
    if len(said) < fewest or not all(map(_NAME_WORD.fullmatch, said)):
        return [piece]
    people: list[list[str]] = []
    for word in said:
        if not people or _complete(people[-1]):
            people.append([word])
        else:
            people[-1].append(word)
    return [" ".join(names) for names in people] if _complete(people[-1]) else [piece]


def _complete(said: list[str]) -> bool:
    """Whether words hold a first name or initials, and a surname."""
    names = [word for word in said if not _opens(word)]
    return len(names) > 1 and len(names[-1].strip(".")) > 1
