"""Where sentences begin and end; titles and initials do not end one."""

import re

from service.intake.vocabulary import word_set

_END = re.compile(r"[.!?][\"'\u201d\u2019)\]]*\s+(?=[\"'\u201c\u2018(\[]?[A-Z0-9])")
_SHORT = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|rev|cllr|st|no|nos|vs|etc|e\.g|i\.e|inc|hon|rt|apr|feb|sept?)|\b[A-Z])\.$",
    re.IGNORECASE,
)
_FINISHED = re.compile(r"[.!?:;][\"'\u201d\u2019)\]]*$")
_HANGING = word_set("and of for the with to by or in on a an from at &")
OPENS_LOWER = re.compile(r"[\"'\u201c\u2018(]?[a-zà-ÿ]")


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph, trimmed."""
    found, start = [], 0
    for end in _END.finditer(text):
        if not _SHORT.search(text[max(0, start, end.start() - 12) : end.start() + 1]):
            found.append(text[start : end.end()].strip())
            start = end.end()
    return [*found, text[start:].strip()] if text[start:].strip() else found


def finished(text: str) -> bool:
    """Whether `text` ends as a sentence or a clause does."""
    return bool(_FINISHED.search(text.rstrip()))


def opens_low(text: str) -> bool:
    """Whether `text` begins inside a sentence."""
    return bool(OPENS_LOWER.match(text))


def hangs(text: str) -> bool:
    """Whether `text` ends with a word that needs another after it."""
    return text.rsplit(maxsplit=1)[-1].lower() in _HANGING


def glue(text: str, more: str) -> str:
    """Two printed lines as one; a hyphen at the edge stays, and takes no space after it."""
    if not text:
        return more
    parted = len(text) > 1 and text[-1] in "-\u2010/" and text[-2].isalpha()
    return text + more if parted else f"{text} {more}"
