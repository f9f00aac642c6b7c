"""Puts the columns of a page in the order they are read; a table keeps its rows.

Two columns of prose are read one after the other. A narrow column beside prose, as of actions, is
read after the paragraph that it stands beside, under the name of the column where it has one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean

from service.intake.readers.lines import is_marker
from service.intake.readers.pdf_lines import PrintedLine, Stretch

_FEWEST = 3
_FEWEST_OF_PROSE = 4
_PROSE = 25
_WIDE_PROSE = 35
_FULL = 0.8
_NEXT_LINE = 1.6
_LINES_A_NOTE = 1.5
_LONGEST_NAME = 3
_GUTTER = 2.0


@dataclass(frozen=True, slots=True)
class Flowing:
    """A line in reading order, and where lines of its column end at most."""

    line: PrintedLine
    edge: float


def in_reading_order(lines: list[PrintedLine]) -> list[Flowing]:
    """Return the lines of a page, none of which is an artifact, as they are read."""
    edge = max((line.end for line in lines), default=0.0)
    whole = [Flowing(line, edge) for line in lines]
    for start in _starts(lines):
        bands = [
            (_columns(band, start, name, edge), [Flowing(line, edge) for line in band])
            for band, name in _bands(lines, start - _GUTTER)
        ]
        if any(ordered for ordered, _ in bands):
            return [one for ordered, band in bands for one in ordered or band]
    return whole


def _starts(lines: list[PrintedLine]) -> list[int]:
    """Return where second columns begin, the most frequent first."""
    found = Counter(round(part.x) for line in lines for part in line.stretches[1:])
    often = [(times, start) for start, times in found.items() if times >= _FEWEST]
    return [start for _, start in sorted(often, reverse=True)]


def _bands(lines: list[PrintedLine], gutter: float) -> Iterator[tuple[list[PrintedLine], str]]:
    """Part lines where one crosses the gutter or is a row, each band with the name above it."""
    band: list[PrintedLine] = []
    name = ""
    for line in lines:
        if _is_row(line, first=not band) or any(p.x < gutter < p.end for p in line.stretches):
            yield band, name
            yield [line], ""
            band, name = [], _name(line, gutter)
        else:
            band.append(line)
    yield band, name


def _is_row(line: PrintedLine, *, first: bool) -> bool:
    """Whether a line is a row of short cells, as one that names the columns below it is."""
    short = all(len(part.text.split()) <= _LONGEST_NAME for part in line.stretches)
    names = short and not is_marker(line.stretches[0].text)
    return names and (len(line.stretches) > 2 or (first and len(line.stretches) > 1))  # noqa: PLR2004 - more than two columns


def _name(line: PrintedLine, gutter: float) -> str:
    above = (part.text for part in line.stretches[1:] if abs(part.x - gutter) <= _GUTTER * 2)
    return next(above, "").rstrip(":")


def _columns(band: list[PrintedLine], start: float, name: str, edge: float) -> list[Flowing] | None:
    """Return the columns of a band as they are read; None where they are no columns of prose."""
    gutter = start - _GUTTER
    left = [part for line in band if (part := _side(line, gutter, left=True))]
    right = [part for line in band if (part := _side(line, gutter, left=False))]
    if _is_prose(left) and _is_prose(right):
        ordered = left + right
    elif _is_margin(left, right):
        ordered = list(_with_notes(left, right, name))
    else:
        return None
    own = max(line.end for line in left)
    return [Flowing(line, own if line.x < gutter else edge) for line in ordered]


def _side(line: PrintedLine, gutter: float, *, left: bool) -> PrintedLine | None:
    parts = tuple(part for part in line.stretches if (part.x < gutter) == left)
    return replace(line, stretches=parts) if parts else None


def _is_prose(lines: list[PrintedLine]) -> bool:
    """Whether lines are prose that fills a column."""
    if len(lines) < _FEWEST_OF_PROSE or mean(len(line.text) for line in lines) < _PROSE:
        return False
    start, end = min(line.x for line in lines), max(line.end for line in lines)
    filled = sum(line.end - start > _FULL * (end - start) for line in lines)
    alone = sum(len(line.stretches) == 1 for line in lines)
    return filled * 2 > len(lines) and alone * 4 > len(lines) * 3


def _is_margin(left: list[PrintedLine], right: list[PrintedLine]) -> bool:
    """Whether the right lines are notes of several lines beside wider prose."""
    notes = _notes(right)
    several = [note for note in notes if len(note) > 1]
    if not several or len(right) < len(notes) * _LINES_A_NOTE:
        return False
    beside = [line for line in left if any(_level(line, note) for note in several)]
    if len(beside) < len(several) or not beside:
        return False
    wide = max(len(line.text) for line in beside) >= _WIDE_PROSE
    return wide and mean(len(line.text) for line in right) < _WIDE_PROSE


def _level(line: PrintedLine, note: list[PrintedLine]) -> bool:
    return note[0].y + line.height > line.y > note[-1].y - line.height


def _notes(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    notes: list[list[PrintedLine]] = [lines[:1]] if lines else []
    for before, line in pairwise(lines):
        if before.y - line.y > _NEXT_LINE * line.height:
            notes.append([])
        notes[-1].append(line)
    return notes


def _paragraphs(lines: list[PrintedLine]) -> list[list[PrintedLine]]:
    """Part lines at gaps and where one begins further left than the line above it."""
    paragraphs: list[list[PrintedLine]] = [lines[:1]]
    for before, line in pairwise(lines):
        outwards = before.x - line.x > line.height
        if outwards or before.y - line.y > _NEXT_LINE * line.height:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _with_notes(
    left: list[PrintedLine], right: list[PrintedLine], name: str
) -> Iterator[PrintedLine]:
    notes = [[_named(note[0], name), *note[1:]] for note in _notes(right)]
    for paragraph in _paragraphs(left):
        yield from paragraph
        bottom = paragraph[-1].y - paragraph[-1].height / 2
        while notes and notes[0][0].y > bottom:
            yield from notes.pop(0)
    for note in notes:
        yield from note


def _named(line: PrintedLine, name: str) -> PrintedLine:
    """Put the name of its column before a note that does not begin with it."""
    first, *others = line.stretches
    if not name or first.text.lower().startswith(name.lower()):
        return line
    return replace(line, stretches=(Stretch(f"{name}: {first.text}", first.x, first.end), *others))
