"""What somebody looks for, in words: a query taken apart, and where a text has what it asks for.

Any text is a query and none is wrong. Words must all occur; "words in quotation marks" stand next
to each other; -this must not occur, and neither must -"these words"; begin* stands for every word
that begins so. All else separates words, so that a word with a hyphen in it is two that follow each
other. Words are the same whatever their capitals and accents are, and no word stands for another:
both databases find the same passages, and a name is not cut short for the language it is not of.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

_MARKS: Final = "\u0300-\u036f"
_WORD: Final = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_MARK: Final = re.compile(f"[{_MARKS}]")
_PART: Final = re.compile(r"(-?)(?:[\"\u201c\u201d\u201e]([^\"\u201c\u201d\u201e]*)|(\S+))")
_QUOTES: Final = re.compile('["\u201c\u201d\u201e]')

_AROUND: Final = 120
"""How many characters are shown before the first word found and after the last, at most."""
_LONGEST: Final = 320
"""How many characters are shown in all, or a word more."""

Span = tuple[int, int]


class Term(NamedTuple):
    """Words that follow each other, folded; of the last only the beginning where `begins`."""

    words: tuple[str, ...]
    begins: bool = False


class Sought(NamedTuple):
    """What must occur in a passage, and what must not."""

    wanted: tuple[Term, ...]
    excluded: tuple[Term, ...] = ()


class Part(NamedTuple):
    """A stretch of a text; `hit` where it is what was sought."""

    text: str
    hit: bool


def parse(query: str) -> Sought:
    """Return what a query asks for; nothing is `wanted` where it names no word to find."""
    wanted: list[Term] = []
    excluded: list[Term] = []
    for not_this, term in _terms(query):
        among = excluded if not_this else wanted
        if term not in among:
            among.append(term)
    return Sought(tuple(wanted), tuple(excluded))


def _terms(query: str) -> Iterator[tuple[bool, Term]]:
    at = 0
    while found := _PART.search(query, at):
        minus, quoted, bare = found.groups()
        at = found.end()
        if bare is not None:
            inner = _QUOTES.search(bare)  # a quotation begins in the middle of a word
            if inner:
                at = found.start(3) + inner.start()
                bare = bare[: inner.start()]
            words, begins = bare, bare.endswith("*")
        else:
            at += at < len(query)  # what closes it
            words, begins = quoted, False
        folded = tuple(word for word, _ in _folded(words))
        if folded:
            yield bool(minus), Term(folded, begins)


def fold(word: str) -> str:
    """Return a word without its capitals and accents, as the indexes have it."""
    return _MARK.sub("", unicodedata.normalize("NFD", word)).lower()


def _folded(text: str) -> list[tuple[str, Span]]:
    return [(fold(found.group()), found.span()) for found in _WORD.finditer(text)]


def hits(sought: Sought, text: str) -> list[Span]:
    """Return where a text has what is wanted, in order; stretches that overlap are one."""
    words = _folded(text)
    found = sorted(
        (words[at][1][0], words[at + len(term.words) - 1][1][1])
        for term in sought.wanted
        for at in _places(term, [word for word, _ in words])
    )
    joined: list[Span] = []
    for first, end in found:
        if joined and first < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((first, end))
    return joined


def _places(term: Term, words: Sequence[str]) -> Iterator[int]:
    *before, last = term.words
    for at in range(len(words) - len(before)):
        word = words[at + len(before)]
        ends = word.startswith(last) if term.begins else word == last
        if ends and list(words[at : at + len(before)]) == before:
            yield at


def excerpt(sought: Sought, text: str) -> list[Part]:
    """Return a stretch of a text around what is wanted, in parts that make it up; … marks a cut."""
    found = hits(sought, text)
    first, end = _shown(text, found)
    parts, at = [Part("…", hit=False)] if first else [], first
    for start, stop in found:
        if stop > end:
            break
        parts += [Part(text[at:start], hit=False), Part(text[start:stop], hit=True)]
        at = stop
    parts.append(Part(text[at:end], hit=False))
    parts += [Part("…", hit=False)] if end < len(text) else []
    return [part for part in parts if part.text]


def _shown(text: str, found: Sequence[Span]) -> Span:
    """Return which stretch is shown: all of a short text, else from before the first hit on."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    start, stop = found[0] if found else (0, 0)
    first = _at_a_space(text, max(0, start - _AROUND), start)
    wished = max(stop, first + _LONGEST)
    if wished >= len(text):
        return first, len(text)
    space = text.rfind(" ", stop, wished)
    return first, wished if space < 0 else space


def _at_a_space(text: str, first: int, start: int) -> int:
    """Return where to begin so that no word is cut, at `first` or a little later."""
    return 0 if first == 0 else text.find(" ", first, start) + 1 or first
