"""The recommendations that a statement of progress begins with; a range of numbers is not read."""

import re

_NUMBER = r"\d+[a-z]?(?:\.\d+)*"
_AND = r"\s*(?:,|&|\band\b)\s*"
_RANGE = r"\s*(?:-|\u2013|\bto\b)\s*"
_NUMBERS = re.compile(
    rf"recommendations?\s+(?:no\.?\s*)?({_NUMBER}(?:{_AND}{_NUMBER})*)"
    rf"(?!(?:{_AND}|{_RANGE})\d)(?=\W|$)",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[str]:
    """Return the numbers of the recommendations with which a text begins, as printed."""
    said = _NUMBERS.match(text)
    return re.findall(_NUMBER, said[1]) if said else []
