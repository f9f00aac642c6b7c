"""Reads a Word document in the order of its text, with the numbers that Word would print.

Headers, footers and notes are no part of the running text and are printed after it. It runs as a
program, in a process of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml.etree import _Element

from service.errors import Unreadable
from service.intake.blocks import Source
from service.intake.readers import tables
from service.intake.readers.limits import Limits
from service.intake.readers.paper import Paper
from service.intake.readers.pieces import GAP, Part, Piece, put
from service.intake.readers.word_numbers import BULLET, Numbered, Numbers, numbers_of
from service.intake.readers.word_package import DAMAGED, Package, attribute, local, opened
from service.intake.readers.word_styles import Styles, child, number, styles_of, value
from service.intake.readers.word_words import unwrapped, words_of
from service.intake.readers.worker import answer

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOTES = ("footnotes", "endnotes")
_EDGES = ("header", "footer")
_MOST_SPANNED = 50
_INDENT = 2


def read(data: bytes, limits: Limits) -> Source:
    """Read the bytes of a Word document."""
    package = opened(data, limits)
    root = package.root(package.main)
    body = child(root, "body")
    if body is None:
        raise Unreadable(DAMAGED)
    styles = styles_of(package.of_kind("styles"))
    reader = _Reader(styles, numbers_of(package.of_kind("numbering"), styles))
    paper = Paper(limits)
    put(reader.pieces(body), paper)
    put(_asides(package, reader), paper)
    return paper.source(_MEDIA_TYPE)


@dataclass(slots=True)
class _Reader:
    styles: Styles
    numbers: Numbers

    def pieces(self, story: _Element) -> Iterator[Piece]:
        """Return the pieces of a body, a cell, a text box or a note."""
        for element in unwrapped(story):
            if local(element) == "p":
                yield from self._paragraph(element)
            elif local(element) == "tbl":
                yield from tables.pieces_of(list(self._rows(element)))

    def _paragraph(self, paragraph: _Element) -> Iterator[Piece]:
        properties = child(paragraph, "pPr")
        words = words_of(paragraph)
        text = words.text
        if text.strip():
            level = self.styles.heading(properties)
            yield from _printed(text, level, self.numbers.next(properties))
        elif not words.boxes:
            yield GAP
        for box in words.boxes:
            yield GAP
            yield from self.pieces(box)

    def _rows(self, table: _Element) -> Iterator[list[tables.Cell]]:
        for row in unwrapped(table):
            if local(row) != "tr" or child(row, "trPr", "del") is not None:
                continue
            cells: list[tables.Cell] = []
            for cell in unwrapped(row):
                if local(cell) == "tc":
                    cells += self._cell(cell)
            whole = cells[:1] if len(cells) > 1 and _spans(row) == len(cells) else cells
            yield whole

    def _cell(self, cell: _Element) -> list[tables.Cell]:
        """Return a cell and as many empty ones as it spans; one merged into another is empty."""
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        if merged is not None and attribute(merged, "val") != "restart":
            found: tables.Cell = []
        else:
            found = list(self.pieces(cell))
        return [found, *([[]] * (_span(cell) - 1))]


def _spans(row: _Element) -> int:
    """Return how many columns the only cell of a row spans, 0 where it has several cells."""
    cells = [cell for cell in unwrapped(row) if local(cell) == "tc"]
    return _span(cells[0]) if len(cells) == 1 else 0


def _span(cell: _Element) -> int:
    span = number(value(cell, "tcPr", "gridSpan")) or 1
    return max(1, min(span, _MOST_SPANNED))


def _printed(text: str, level: int, numbered: Numbered | None) -> Iterator[Piece]:
    """Return the pieces of a paragraph; items of a list have no gap between them."""
    if level:
        before = f"{numbered.printed} " if numbered and numbered.printed != BULLET else ""
        yield Piece(Part.HEADING, before + " ".join(text.split()), level)
        return
    first, *others = text.split("\n")
    if numbered and numbered.printed == BULLET:
        yield Piece(Part.BULLET, first, numbered.depth)
        yield from (Piece(Part.LINE, other, _INDENT * numbered.depth) for other in others)
        return
    yield GAP
    if numbered:
        yield Piece(Part.LINE, f"{numbered.printed} {first}", _INDENT * numbered.depth)
    else:
        yield Piece(Part.LINE, first)
    for other in others:
        yield Piece(Part.LINE, other) if other.strip() else GAP
    yield GAP


def _asides(package: Package, reader: _Reader) -> Iterator[Piece]:
    yield GAP
    for kind in _NOTES:
        for note in (one for root in package.of_kind(kind) for one in root):
            if attribute(note, "type") is None:
                yield from _aside(reader, note, f"{attribute(note, 'id')} ")
    seen: set[str] = set()
    for kind in _EDGES:
        for root in package.of_kind(kind):
            for piece in _aside(reader, root, ""):
                if piece.text not in seen:
                    seen.add(piece.text)
                    yield piece


def _aside(reader: _Reader, story: _Element, before: str) -> Iterator[Piece]:
    pieces = [piece for piece in reader.pieces(story) if piece.part is not Part.GAP]
    texts = [piece.text or " ".join(piece.cells) for piece in pieces]
    if text := " ".join(texts).strip():
        yield Piece(Part.ASIDE, before + text)


if __name__ == "__main__":
    answer(read)
