"""Puts the rows of a page the right way up: a scan may have turned it on its head or on its side.

On its head a page reads from its last row to its first and from right to left; on its side each
printed line is a column. Dates tell which: they belong into the column that is headed as theirs.
"""

from dataclasses import dataclass
from itertools import zip_longest

from service.intake import dates
from service.intake.blocks import Block, Span
from service.intake.columns import grid
from service.intake.log_heads import LogHead, Part

_LONGEST_DATE = 24
Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawRow:
    """The cells of one row by what they hold; `turned` where the page was not upright."""

    cells: dict[Part, str]
    span: Span
    turned: bool = False


def upright(rows: list[Block], head: LogHead) -> list[RawRow]:
    """Return the rows of one page in reading order."""
    raised = head.at("raised")
    grids = [grid(row) for row in rows]
    if raised is not None and any(sum(map(is_date, cells)) > 1 for cells in grids):
        return _from_side(grids, head, rows[0].span.to(rows[-1].span))
    last = len(head.parts) - 1
    if raised is not None and _dates_at(grids, last - raised) > _dates_at(grids, raised):
        return [
            _row(_reversed(cells, last + 1), head, row.span, turned=True)
            for cells, row in zip(reversed(grids), reversed(rows), strict=True)
        ]
    return [_row(head.columns.of(row), head, row.span) for row in rows]


def is_date(cell: str) -> bool:
    """Whether a cell holds a date and no more."""
    return 0 < len(cell) <= _LONGEST_DATE and bool(dates.printed(cell))


def _dates_at(grids: list[Cells], column: int) -> int:
    return sum(column < len(cells) and is_date(cells[column]) for cells in grids)


def _reversed(cells: Cells, count: int) -> Cells:
    return tuple(reversed((*cells, *[""] * (count - len(cells)))))


def _row(cells: Cells, head: LogHead, span: Span, *, turned: bool = False) -> RawRow:
    named = zip(head.parts, cells, strict=False)
    return RawRow({part: cell for part, cell in named if part and _says(part, cell)}, span, turned)


def _says(part: Part, cell: str) -> bool:
    """Whether a cell says anything; a stray comma does not, but as a number any sign may be one."""
    return bool(cell) if part == "number" else any(letter.isalnum() for letter in cell)


def _from_side(grids: list[Cells], head: LogHead, span: Span) -> list[RawRow]:
    """Read each column of the printed lines as a row."""
    parts = _parts_of_lines(grids, head)
    rows = list(zip_longest(*grids, fillvalue=""))
    numbers = [int(cell) for row in rows for cell in row if cell.isascii() and cell.isdigit()]
    if len(numbers) > 1 and numbers[0] > numbers[-1]:
        rows.reverse()
    found: list[RawRow] = []
    for row in rows:
        named = zip(parts, row, strict=True)
        cells = {part: cell for part, cell in named if part and _says(part, cell)}
        found.append(RawRow(cells, span, turned=True))
    return found


def _parts_of_lines(grids: list[Cells], head: LogHead) -> list[Part | None]:
    """Return what each line holds, counted from the line of the dates."""
    raised = head.at("raised") or 0
    dated = max(range(len(grids)), key=lambda line: sum(map(is_date, grids[line])))
    number = head.at("number")
    forth = 1
    if number is not None:
        after, before = dated + number - raised, dated - number + raised
        forth = 1 if _digits(grids, after) >= _digits(grids, before) else -1
    places = [raised + forth * (line - dated) for line in range(len(grids))]
    return [head.parts[at] if 0 <= at < len(head.parts) else None for at in places]


def _digits(grids: list[Cells], line: int) -> int:
    return sum(cell.isdigit() for cell in grids[line]) if 0 <= line < len(grids) else 0
