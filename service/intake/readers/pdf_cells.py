"""Puts the cells of a row together that go on below themselves.

A word below a cell goes on with it where it had no room beside it; a name below a name had room,
and begins a line of its own.
"""

from dataclasses import replace

from service.intake.readers.pdf_columns import Flowing
from service.intake.readers.pdf_lines import PrintedLine, Stretch

_BELOW = 1.5
_ALIGNED = 3.0
_SPACE = 0.3
_MARGIN = 0.5


def whole_cells(flowing: list[Flowing]) -> list[Flowing]:
    """Return the lines with those that only go on with the cells above them taken into these."""
    whole: list[Flowing] = []
    last: PrintedLine | None = None
    for one in flowing:
        row = whole[-1] if whole else None
        places = _goes_on(row, last, one.line) if row and last else None
        if row and places:
            whole[-1] = replace(row, line=_joined(row.line, one.line, places))
        else:
            whole.append(one)
        last = one.line
    return whole


def _goes_on(row: Flowing, last: PrintedLine, line: PrintedLine) -> list[int] | None:
    """Return which cells of `row` the parts of `line` go on with; None where one does not."""
    near = last.page == line.page and 0 < last.y - line.y < _BELOW * line.height
    if not near or len(row.line.stretches) < 2 or row.line.height != line.height:  # noqa: PLR2004 - a row has two cells
        return None
    places: list[int] = []
    for part in line.stretches:
        place = _column(row.line, part)
        if place is None or not _had_no_room(row, place, part):
            return None
        places.append(place)
    return places


def _column(row: PrintedLine, part: Stretch) -> int | None:
    aligned = (at for at, cell in enumerate(row.stretches) if abs(cell.x - part.x) < _ALIGNED)
    return next(aligned, None)


def _had_no_room(row: Flowing, place: int, part: Stretch) -> bool:
    cells, em = row.line.stretches, row.line.height
    bound = cells[place + 1].x - _MARGIN * em if place + 1 < len(cells) else row.edge
    first, _, _ = part.text.partition(" ")
    word = (part.end - part.x) * len(first) / len(part.text)
    return part.end < bound + em and cells[place].end + _SPACE * em + word > bound


def _joined(row: PrintedLine, line: PrintedLine, places: list[int]) -> PrintedLine:
    cells = list(row.stretches)
    for place, part in zip(places, line.stretches, strict=True):
        cell = cells[place]
        cells[place] = Stretch(f"{cell.text} {part.text}", cell.x, part.end)
    return replace(row, stretches=tuple(cells))
