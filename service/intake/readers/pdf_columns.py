"""Puts the columns of a page in the order they are read; a table keeps its rows.

Two columns of prose are read one after the other. A narrow column beside prose, as of actions, is
read after the paragraph that it stands beside.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from service.intake.readers.pdf_lines import PrintedLine

_FEWEST = 4
_PROSE = 25
_WIDE_PROSE = 40
_FULL = 0.8
_NEXT_LINE = 1.6
_LINES_A_NOTE = 1.5


@dataclass(frozen=True, slots=True)
class Flowing:
    """A line in reading order, and where lines of its column end at most."""

    line: PrintedLine
    edge: float


def in_reading_order(lines: list[PrintedLine]) -> list[Flowing]:
    """Return the lines of a page, none of which is an artifact, as they are read."""
    edge = max((line.end for line in lines), default=0.0)
    gutter = _gutter(lines)
    if gutter is None:
        return [Flowing(line, edge) for line in lines]
    flowing: list[Flowing] = []
    band: list[PrintedLine] = []
    for line in lines:
        if _crosses(line, gutter):
            flowing += [*_band(band, gutter, edge), Flowing(line, edge)]
            band = []
        else:
            band.append(line)
    return [*flowing, *_band(band, gutter, edge)]


def _gutter(lines: list[PrintedLine]) -> float | None:
    """Return the place just before which most lines part."""
    starts = Counter(round(part.x) for line in lines for part in line.stretches[1:])
    starts.update(round(line.x) for line in lines if round(line.x) in starts)
    start, times = max(starts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return start - 2.0 if times >= _FEWEST else None


def _crosses(line: PrintedLine, gutter: float) -> bool:
    return any(part.x < gutter < part.end for part in line.stretches)


def _band(band: list[PrintedLine], gutter: float, edge: float) -> list[Flowing]:
    left = [part for line in band if (part := _side(line, gutter, left=True))]
    right = [part for line in band if (part := _side(line, gutter, left=False))]
    own = max((line.end for line in left), default=edge)
    if _full(left) and _full(right):
        ordered = left + right
    elif _is_margin(left, right):
        ordered = list(_with_notes(left, right))
    else:
        return [Flowing(line, edge) for line in band]
    beside = {id(line) for line in left}
    return [Flowing(line, own if id(line) in beside else edge) for line in ordered]


def _side(line: PrintedLine, gutter: float, *, left: bool) -> PrintedLine | None:
    parts = tuple(part for part in line.stretches if (part.x < gutter) == left)
    return replace(line, stretches=parts) if parts else None


def _full(lines: list[PrintedLine]) -> bool:
    """Whether lines are prose that fills a column."""
    if len(lines) < _FEWEST or mean(len(line.text) for line in lines) < _PROSE:
        return False
    start, end = min(line.x for line in lines), max(line.end for line in lines)
    filled = sum(line.end - start > _FULL * (end - start) for line in lines)
    alone = sum(len(line.stretches) == 1 for line in lines)
    return filled * 2 > len(lines) and alone * 4 > len(lines) * 3


def _is_margin(left: list[PrintedLine], right: list[PrintedLine]) -> bool:
    """Whether the right lines are notes of several lines beside prose."""
    if len(left) < _FEWEST or len(right) < _FEWEST - 1:
        return False
    notes = len(_chunks(right))
    wide = mean(len(line.text) for line in left) >= _WIDE_PROSE
    narrow = mean(len(line.text) for line in right) < _WIDE_PROSE
    return wide and narrow and len(right) >= notes * _LINES_A_NOTE and _full(left)


def _chunks(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    chunks = [lines[:1]]
    for before, line in pairwise(lines):
        if before.y - line.y > _NEXT_LINE * line.height:
            chunks.append([])
        chunks[-1].append(line)
    return chunks


def _with_notes(left: list[PrintedLine], right: list[PrintedLine]) -> Iterator[PrintedLine]:
    notes = _chunks(right)
    for paragraph in _chunks(left):
        yield from paragraph
        bottom = paragraph[-1].y - paragraph[-1].height / 2
        while notes and notes[0][0].y > bottom:
            yield from notes.pop(0)
    for note in notes:
        yield from note
