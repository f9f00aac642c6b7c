"""Puts words together again that were parted at the end of a printed line.

A hyphen stays where the document has the word with it elsewhere, and goes where it has it without;
where it has neither, it goes only from a document that parts words often.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

_PARTED = re.compile(r"([^\W\d_]{2,40})([-\u2010\u00ad])$")
_REST = re.compile(r"([a-z\u00df-\u00ff]{2,40})([,.;:!?)\"'\u2019\u201d]{0,3})(?:\s+|$)")
_WORD = re.compile(r"[^\W\d_]{2,40}(?:-[^\W\d_]{2,40})?")
_OFTEN = 3
_SOFT = "\u00ad"


class Hyphens:
    """The words of a document, by which parted ones are judged."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Count the words of all lines."""
        texts = list(lines)
        self.known = {word.lower() for text in texts for word in _WORD.findall(text)}
        self.often = sum(_parts(one, two) for one, two in pairwise(texts))

    def joined(self, text: str, after: str) -> tuple[str, str]:
        """Return two lines with the word that the first ends with whole, where it is parted."""
        found, rest = _PARTED.search(text), _REST.match(after)
        if found is None or rest is None or not self._goes(found[1], found[2], rest[1]):
            return text, after
        return f"{text[: found.end(1)]}{rest[1]}{rest[2]}", after[rest.end() :]

    def _goes(self, begin: str, hyphen: str, rest: str) -> bool:
        whole, kept = f"{begin}{rest}".lower(), f"{begin}-{rest}".lower()
        if hyphen == _SOFT or whole in self.known:
            return True
        return kept not in self.known and self.often >= _OFTEN


def _parts(one: str, two: str) -> bool:
    return bool(_PARTED.search(one) and _REST.match(two))
