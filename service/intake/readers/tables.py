"""Tables as they are read aloud: rows of short cells stay rows, and prose laid out in cells flows.

A cell is the list of its lines. What a cell holds in several lines is set beside what its
neighbours hold in as many, as a list of names is beside a list of their posts.
"""

from collections.abc import Iterator
from itertools import zip_longest

from service.intake.readers.lines import is_marker
from service.intake.readers.pieces import GAP, Part, Piece, line, row

Cell = list[Piece]
_PROSE = 100
_LONGEST_NAME = 4
_LABELLED = 2
"""Two columns may be labels and what they label, beside which lines stay lines."""


def pieces_of(rows: list[list[Cell]]) -> Iterator[Piece]:
    """Return the pieces of a table, given the pieces of each of its cells."""
    rows = [[_lines(cell) for cell in cells] for cells in rows]
    rows = [cells for cells in rows if any(cells)]
    if not rows:
        return
    names = _names(rows[0]) if len(rows) > 1 else []
    yield GAP
    if any(_flows(cell) for cells in rows for cell in cells):
        if names:
            yield Piece(Part.ASIDE, " ".join(names))
        yield from _flowing(rows[1:] if names else rows, names)
    else:
        for cells in rows:
            yield from _printed(cells, joined=len(names) > _LABELLED)
    yield GAP


def _lines(cell: Cell) -> Cell:
    return [piece for piece in cell if piece.part is not Part.GAP]


def _flows(cell: Cell) -> bool:
    """Whether a cell holds more than a row can: headings, lists, or paragraphs of prose."""
    plain = all(piece.part is Part.LINE for piece in cell)
    longest = max((len(piece.text) for piece in cell), default=0)
    return not plain or (len(cell) > 1 and longest > _PROSE)


def _names(cells: list[Cell]) -> list[str]:
    """Return the names of the columns where the first row is nothing else: a word or a few each."""
    text = "".join(piece.text for cell in cells for piece in cell)
    if len(cells) < _LABELLED or any(sign.isdigit() for sign in text):
        return []
    short = all(len(cell) == 1 and len(cell[0].text.split()) <= _LONGEST_NAME for cell in cells)
    plain = all(piece.part is Part.LINE for cell in cells for piece in cell)
    return [cell[0].text.strip(" :") for cell in cells] if short and plain else []


def _printed(cells: list[Cell], *, joined: bool) -> Iterator[Piece]:
    if joined or not _beside(cells):
        yield row(" ".join(piece.text for piece in cell) for cell in cells)
    else:
        for beside in zip_longest(*cells):
            yield row(piece.text if piece else "" for piece in beside)


def _beside(cells: list[Cell]) -> bool:
    """Whether the lines of cells belong beside each other: as many in each, or one in the rest."""
    several = {len(cell) for cell in cells if len(cell) > 1}
    return len(several) <= 1


def _flowing(rows: list[list[Cell]], names: list[str]) -> Iterator[Piece]:
    for cells in rows:
        main = max(range(len(cells)), key=lambda at: sum(len(p.text) for p in cells[at]))
        before = [piece for cell in cells[:main] for piece in cell]
        yield GAP
        yield from _led(before, cells[main])
        for at in range(main + 1, len(cells)):
            yield GAP
            yield from _named(cells[at], names[at] if at < len(names) else "")


def _led(before: Cell, main: Cell) -> Iterator[Piece]:
    """Put a number that stands in a cell of its own before the first line."""
    lead = " ".join(piece.text for piece in before)
    plain = bool(main) and main[0].part in {Part.LINE, Part.HEADING}
    if plain and is_marker(lead):
        first = main[0]
        main = [Piece(first.part, f"{lead} {first.text}", first.level), *main[1:]]
    elif before:
        yield from before
        yield GAP
    for piece in main:
        yield piece
        if piece.part is Part.LINE:
            yield GAP


def _named(cell: Cell, name: str) -> Iterator[Piece]:
    """Put the name of the column before what stands in it."""
    if not name or not cell:
        yield from cell
    elif len(cell) == 1:
        yield line(f"{name}: {cell[0].text}")
    else:
        yield line(f"{name}:")
        yield from (Piece(Part.BULLET, piece.text) for piece in cell)
