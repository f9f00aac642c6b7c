"""Prints the lines of a PDF in reading order: headings by their size, gaps by their distance."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from service.intake.readers.hyphens import Hyphens
from service.intake.readers.paper import Paper
from service.intake.readers.pdf_cells import whole_cells
from service.intake.readers.pdf_columns import Flowing, in_reading_order
from service.intake.readers.pdf_lines import PrintedLine

Pages = list[list[PrintedLine]]
_LARGE = 1.15
_LONGEST_HEADING = 120
_HIGHEST_LEVEL = 6
_USUAL = 1.2
_FARTHEST = 2.5
_WIDE = 1.3
_FULL = 0.85
_ENDS = (".", "!", "?", ":", ";")
_COLUMN = 0.5


@dataclass(frozen=True, slots=True)
class _Look:
    """How a document looks: where its lines begin, how far apart they are, how large headings."""

    body: float
    left: float
    step: float
    sizes: tuple[float, ...]

    def level(self, line: PrintedLine) -> int:
        """Return the level of a heading, 0 for any other line."""
        large = line.height > self.body * _LARGE and len(line.text) <= _LONGEST_HEADING
        return min(self.sizes.index(_size(line)) + 1, _HIGHEST_LEVEL) if large else 0

    def heads(self, one: PrintedLine, two: PrintedLine) -> bool:
        """Whether two lines are headings of the same level."""
        return self.level(one) == self.level(two) > 0

    def indent(self, line: PrintedLine) -> int:
        """Return how many characters of the body text a line is moved in."""
        return max(0, round((line.x - self.left) / (self.body * _COLUMN)))

    def parts(self, before: Flowing, after: Flowing) -> bool:
        """Whether there is a gap between two lines."""
        one, two = before.line, after.line
        down = one.y - two.y
        if one.page == two.page and down > 0:
            return down > _WIDE * self.step * max(one.height, two.height)
        full = one.end - self.left > _FULL * (before.edge - self.left)
        return one.text.endswith(_ENDS) or not full


def print_pages(pages: Pages, body: float, paper: Paper) -> None:
    """Print the text of each page, and after it the lines that are no part of the text."""
    flowing = whole_cells([one for lines in pages for one in _ordered(lines)])
    look = _look(flowing, body)
    done = 0
    for one, text, gap in _joined(flowing, look):
        _print_asides(pages[done : one.page - 1], paper)
        done = max(done, one.page - 1)
        if gap:
            paper.gap()
        paper.page = one.page
        if level := look.level(one):
            paper.heading(text, level)
        else:
            paper.typed(text, look.indent(one))
    _print_asides(pages[done:], paper)


def _ordered(lines: list[PrintedLine]) -> list[Flowing]:
    return in_reading_order([line for line in lines if not line.artifact])


def _joined(flowing: list[Flowing], look: _Look) -> Iterator[tuple[PrintedLine, str, bool]]:
    """Return each line with its words and whether a gap is before it; a heading is one line."""
    texts = _whole_words(flowing)
    for at, one in enumerate(flowing):
        if not texts[at]:
            continue
        gap = at > 0 and look.parts(flowing[at - 1], one)
        after = flowing[at + 1] if at + 1 < len(flowing) else None
        if after and look.heads(one.line, after.line) and not look.parts(one, after):
            texts[at + 1] = f"{texts[at]} {texts[at + 1]}"
            continue
        yield one.line, texts[at], gap


def _print_asides(pages: Pages, paper: Paper) -> None:
    for lines in pages:
        for line in lines:
            if line.artifact:
                paper.page = line.page
                paper.aside(line.text)


def _look(flowing: list[Flowing], body: float) -> _Look:
    lines = [one.line for one in flowing]
    steps = [
        (one.y - two.y) / one.height
        for one, two in pairwise(lines)
        if one.page == two.page and 0 < one.y - two.y < _FARTHEST * one.height
    ]
    sizes = {_size(line) for line in lines if line.height > body * _LARGE}
    return _Look(
        body,
        min((line.x for line in lines), default=0.0),
        median(steps) if steps else _USUAL,
        tuple(sorted(sizes, reverse=True)),
    )


def _size(line: PrintedLine) -> float:
    return round(line.height * 2) / 2


def _whole_words(flowing: list[Flowing]) -> list[str]:
    texts = [one.line.text for one in flowing]
    hyphens = Hyphens(texts)
    for at in range(1, len(texts)):
        if not any("\t" in text for text in texts[at - 1 : at + 1]):
            texts[at - 1 : at + 1] = hyphens.joined(texts[at - 1], texts[at])
    return texts
