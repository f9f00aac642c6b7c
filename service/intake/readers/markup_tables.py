"""Tables printed in HTML inside a text: their rows with their cells, wherever lines break."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from service.intake.readers import markup

_ROW = re.compile(r"<tr\b", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b[^<>]{0,400}>", re.IGNORECASE)
_INK = re.compile(r"\S")
_OPENING = re.compile(r"<table\b", re.IGNORECASE)
_CLOSING = re.compile(r"</table\s*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HtmlRow:
    """Characters `start` to `end` of the text, and the words of each cell."""

    start: int
    end: int
    cells: tuple[str, ...]


def html_rows(text: str) -> Iterator[HtmlRow]:
    """Find the rows of all tables; together they take up all that each table takes up.

    A table that is not closed is none.
    """
    done = 0
    while opening := _OPENING.search(text, done):
        if not (closing := _CLOSING.search(text, opening.end())):
            return
        done = closing.end()
        yield from _rows(text, opening.start(), done)


def blanked(text: str, rows: list[HtmlRow]) -> str:
    """Return `text` with spaces where the rows are, its lines as they were."""
    pieces: list[str] = []
    done = 0
    for row in rows:
        pieces += [text[done : row.start], _INK.sub(" ", text[row.start : row.end])]
        done = row.end
    return "".join([*pieces, text[done:]])


def _rows(text: str, start: int, end: int) -> Iterator[HtmlRow]:
    starts = [row.start() for row in _ROW.finditer(text, start, end)]
    edges = [start, *starts[1:], end]
    for at in range(len(starts)):
        if cells := tuple(_cells(text, starts[at], edges[at + 1])):
            yield HtmlRow(edges[at], edges[at + 1], cells)


def _cells(text: str, start: int, end: int) -> Iterator[str]:
    opened = list(_CELL.finditer(text, start, end))
    ends = [*(cell.start() for cell in opened[1:]), end]
    for cell, stop in zip(opened, ends, strict=True):
        yield markup.plain(text[cell.end() : stop])
