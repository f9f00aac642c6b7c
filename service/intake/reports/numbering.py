"""Numbers in reports: of recommendations, of paragraphs, alone, in lists and in ranges."""

import re

_NUMBER = r"[A-Z]?\d{1,3}(?:\.\d{1,2})?[a-z]?"
_AND = r"(?:\s*,\s*(?:and\s+)?|\s*(?:&|\band\b|\bto\b|[-\u2013\u2014])\s*)"
NUMBERS = rf"{_NUMBER}(?:{_AND}{_NUMBER}){{0,20}}"
_REFERENCE = re.compile(
    r"\s*(?:[(\[]\s*(?:\w[\w ]{0,30}[,;:]\s*)?)?\b(?:paragraphs?|paras?\.?)\s*\(?\s*"
    rf"(?P<numbers>{NUMBERS})(?:,?\s*pages?\s*\d{{1,4}})?\s*[)\]]{{0,3}}\s*[.*\"\u201d'\u2019]{{0,4}}$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?P<number>R?\d{1,3}[a-z]?)(?P<sign>[.)](?!\d)\s*|\s+(?=[A-Z\"\u201c'\u2018]))"
)
_DOTTED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3}){1,2})[.)]?\s+(?=\S)")
_TOKEN = re.compile(rf"(?P<number>{_NUMBER})|(?P<range>\bto\b|[-\u2013\u2014])", re.IGNORECASE)
_SUBJECT = re.compile(
    rf"\b(?:recommendations?|conclusions?)\s+(?P<numbers>{NUMBERS})", re.IGNORECASE
)
_FARTHEST = 140
_MOST_IN_RANGE = 60


def numbered(text: str) -> tuple[str, str] | None:
    """Part "7. Part of it" after its number, and "7 Part of it", where the dot is lost."""
    found = _NUMBERED.match(text)
    return (found["number"], text[found.end() :]) if found and text[found.end() :] else None


def dotted(text: str) -> tuple[str, str] | None:
    """Part a paragraph such as "7.2 The group met" after its number."""
    found = _DOTTED.match(text)
    return (found["number"], text[found.end() :]) if found else None


def without_reference(text: str) -> tuple[str, tuple[str, ...]]:
    """Part a text from the paragraphs of the report it names at its end."""
    start = max(0, len(text) - _FARTHEST)
    found = _REFERENCE.search(text, start)
    if found is None or not set("()[]") & set(found[0]):
        return text, ()
    return text[: found.start()].rstrip(), numbers_of(found["numbers"])


def numbers_of(text: str) -> tuple[str, ...]:
    """Return every number that "3, 5 and 7 to 9" stands for."""
    found: list[str] = []
    through = False
    for token in _TOKEN.finditer(text):
        if token["range"]:
            through = bool(found)
        else:
            found.extend(_between(found[-1], token["number"]) if through else ())
            found.append(token["number"])
            through = False
    return tuple(dict.fromkeys(found))


def named_in(text: str) -> tuple[str, ...]:
    """Return the numbers of the recommendations that a text names, as "recommendation 4" does."""
    return tuple(n for found in _SUBJECT.finditer(text) for n in numbers_of(found["numbers"]))


def _between(first: str, last: str) -> list[str]:
    if not (first.isdigit() and last.isdigit()):
        return []
    between = range(int(first) + 1, int(last))
    return [str(number) for number in between] if len(between) < _MOST_IN_RANGE else []
