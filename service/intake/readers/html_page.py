"""Goes through the elements of an HTML page and takes down what of them is seen."""

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from service.intake.readers import tables
from service.intake.readers.html_lists import marker_of, opens_contents
from service.intake.readers.html_names import BLOCKS, CELLS, HEADINGS, LISTS, SKIPPED, TIGHT
from service.intake.readers.pieces import GAP, Part, Piece, line

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MOST_SPANNED = 50


@dataclass(slots=True)
class Page:
    """The pieces read so far, and the words of the line that is being read."""

    pieces: list[Piece] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    marker: str | None = None
    depth: int = 0
    heading: int = 0
    verbatim: bool = False

    def read(self, element: _Element) -> None:
        """Read an element with all that is in it, and end its line where it is a block."""
        tag = str(element.tag).lower()
        if tag in SKIPPED or _hidden(element):
            return
        if tag == "br":
            self.end_line()
        elif tag == "input":
            self._box(element)
        elif tag in HEADINGS:
            self._heading(element, HEADINGS[tag])
        elif tag not in BLOCKS:
            self._inside(element)
        else:
            self._block(element, tag)

    def end_line(self, *, gap: bool = False) -> None:
        """Print the words read since the last line ended; an empty line is a gap."""
        text = "".join(self.words)
        self.words.clear()
        if not self.verbatim:
            text = " ".join(text.split())
        if text.strip():
            self.pieces.append(self._line(text))
        elif not gap:
            gap = bool(self.pieces)
        if gap and self.marker is None:
            self.pieces.append(GAP)

    def _line(self, text: str) -> Piece:
        marker, self.marker = self.marker, None
        if marker is None:
            return line(text)
        if marker:
            return line(f"{marker} {text}")
        return Piece(Part.BULLET, text, max(self.depth - 1, 0))

    def _inside(self, element: _Element) -> None:
        self._text(element.text)
        for child in element:
            self.read(child)
            self._text(child.tail)

    def _text(self, text: str | None) -> None:
        if text and self.verbatim:
            first, *others = text.expandtabs(8).split("\n")
            self.words.append(first)
            for other in others:
                self.end_line()
                self.words.append(other)
        elif text:
            self.words.append(text)

    def _block(self, element: _Element, tag: str) -> None:
        self.end_line(gap=tag not in TIGHT)
        if tag == "table":
            self.pieces.extend(tables.pieces_of(_rows(element)))
        elif tag == "dl":
            self._definitions(element)
        elif tag in LISTS:
            self._list(element, tag)
        elif tag == "pre":
            before, self.verbatim = self.verbatim, True
            self._inside(element)
            self.end_line(gap=True)
            self.verbatim = before
        elif tag == "hr":
            self.pieces.append(line("---"))
        else:
            self._inside(element)
        self.end_line(gap=tag not in TIGHT)

    def _heading(self, element: _Element, level: int) -> None:
        self.end_line(gap=True)
        inside = Page()
        inside._inside(element)
        inside.end_line()
        marker, self.marker = self.marker, None
        text = " ".join(piece.text for piece in inside.pieces)
        if text:
            printed = f"{marker} {text}" if marker else text
            self.pieces.append(Piece(Part.HEADING, printed, level))

    def _list(self, element: _Element, tag: str) -> None:
        contents = opens_contents(element)
        self.depth += 1
        number = 0
        for child in element:
            if str(child.tag).lower() != "li":
                self.read(child)
                continue
            number += 1
            first = len(self.pieces)
            self.marker = marker_of(element, child, number) if tag == "ol" else ""
            self.read(child)
            self.marker = None
            if contents:
                self.pieces[first:] = [_aside(piece) for piece in self.pieces[first:]]
            elif tag == "ol":
                self.pieces.append(GAP)
        self.depth -= 1

    def _definitions(self, element: _Element) -> None:
        """Read terms and what is said of them, on one line where that is a single line."""
        term = ""
        for child in element.iterdescendants("dt", "dd"):
            if next(child.iterancestors("dl"), None) is not element:
                continue
            inside = Page(depth=self.depth)
            inside.read(child)
            found = [piece for piece in inside.pieces if piece.part is not Part.GAP]
            if str(child.tag).lower() == "dt":
                self._term(term)
                term = " ".join(piece.text for piece in found).rstrip(": ")
            else:
                self.pieces.extend(_defined(term, found, inside.pieces))
                term = ""
        self._term(term)

    def _term(self, term: str) -> None:
        if term:
            self.pieces.append(line(term))

    def _box(self, element: _Element) -> None:
        if element.get("type", "").lower() == "checkbox":
            self.words.append("[x] " if element.get("checked") is not None else "[ ] ")


def _hidden(element: _Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _aside(piece: Piece) -> Piece:
    return Piece(Part.ASIDE, piece.text) if piece.part is not Part.GAP else piece


def _defined(term: str, found: list[Piece], pieces: list[Piece]) -> list[Piece]:
    if term and len(found) == 1 and found[0].part is Part.LINE:
        return [line(f"{term}: {found[0].text}")]
    if not term:
        return pieces
    asides = all(piece.part is Part.ASIDE for piece in found)
    return [Piece(Part.ASIDE if asides else Part.LINE, f"{term}:"), *pieces]


def _rows(table: _Element) -> list[list[tables.Cell]]:
    """Return the cells of each row; a cell that spans several columns is followed by empty ones."""
    rows: list[list[tables.Cell]] = []
    for element in table.iterdescendants("tr", "caption"):
        if next(element.iterancestors("table"), None) is not table:
            continue
        cells = [child for child in element if str(child.tag).lower() in CELLS]
        found = [_cell(cell) for cell in cells or [element]]
        if len(found) > 1:
            spans = [_spanned(cell) for cell in cells]
            found = [
                part
                for cell, span in zip(found, spans, strict=True)
                for part in (cell, *([[]] * (span - 1)))
            ]
        rows.append(found)
    return rows


def _cell(element: _Element) -> tables.Cell:
    inside = Page()
    inside.read(element)
    return inside.pieces


def _spanned(cell: _Element) -> int:
    span = cell.get("colspan", "1")
    return min(int(span), _MOST_SPANNED) if span.isdecimal() and int(span) > 0 else 1
