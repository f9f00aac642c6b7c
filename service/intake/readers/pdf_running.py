"""Which lines of a PDF run from page to page: headers, footers and numbers of pages.

A line at the edge of a page runs where other pages have the same words, numbers aside, as high up.
So does one in smaller print that stands clear of the text, for which a single page is enough.
"""

import re
from collections import Counter
from dataclasses import replace

from service.intake.readers.pdf_lines import PrintedLine

_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:page|p\.?|seite)\s*)?\d{1,4}(?:\s*(?:of|/|von)\s*\d{1,4})?\W{0,3}", re.IGNORECASE
)
_EDGE = 3
_STEP = 6.0
_FEWEST = 2
_OFTEN = 3
_SMALLER = 0.85
_FAR = 1.8

Pages = list[list[PrintedLine]]
_Key = tuple[str, int]


def apart(pages: Pages, body: float) -> Pages:
    """Return `pages`, whose text is `body` high, with the lines that run marked as artifacts."""
    seen = Counter[_Key]()
    for lines in pages:
        seen.update({_key(line) for line in _edges(lines)})
    running = {key for key, times in seen.items() if _runs(times, len(pages))}
    return [_marked(lines, running, body) for lines in pages]


def _runs(times: int, pages: int) -> bool:
    """Whether a line stands on most pages, or on most of the left or of the right ones."""
    return times >= _FEWEST and (times * 2 > pages or (times >= _OFTEN and times * 3 > pages))


def _marked(lines: list[PrintedLine], running: set[_Key], body: float) -> list[PrintedLine]:
    edges = _edges(lines)
    outermost = [(edges[0], edges[1]), (edges[-1], edges[-2])] if len(edges) > 1 else []
    found = {id(line) for line in edges if _key(line) in running}
    found |= {id(line) for line, inner in outermost if _clear(line, inner, body)}
    return [replace(line, artifact=True) if id(line) in found else line for line in lines]


def _clear(line: PrintedLine, inner: PrintedLine, body: float) -> bool:
    """Whether the outermost line of a page is its number or small, and stands clear of the text."""
    small = line.height < _SMALLER * body or _NUMBER.fullmatch(line.text) is not None
    return small and abs(line.y - inner.y) > _FAR * body


def _edges(lines: list[PrintedLine]) -> list[PrintedLine]:
    text = [line for line in lines if not line.artifact]
    if len(text) <= _EDGE * 2:
        return text
    return text[:_EDGE] + text[-_EDGE:]


def _key(line: PrintedLine) -> _Key:
    return _DIGITS.sub("#", line.text), round(line.y / _STEP)
