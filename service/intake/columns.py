"""Puts the cells of a row under the columns its heading row names, empty cells and all."""

from dataclasses import dataclass

from service.intake.blocks import Block, Kind
from service.intake.readers import markup
from service.intake.sentences import glue

_SLACK = 3


def grid(block: Block) -> tuple[str, ...]:
    """Return the cells of a row with the empty ones; a line of no columns is one cell."""
    if "\t" in block.printed:
        return tuple(markup.plain(cell) for cell in block.printed.split("\t"))
    return block.cells or (block.text,)


def is_row(block: Block) -> bool:
    """Whether tabs, bars or a table of its format part `block` into columns."""
    return block.kind is Kind.TABLE_ROW or "\t" in block.printed


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: how many, and for one parted by gaps where each begins."""

    count: int
    starts: tuple[int, ...]

    def of(self, block: Block) -> tuple[str, ...]:
        """Return one cell a column; what stands beyond the last column belongs to it."""
        cells = [""] * self.count
        for at, cell in self._placed(block):
            cells[at] = glue(cells[at], cell) if cell else cells[at]
        return tuple(cells)

    def begins_under_one(self, block: Block) -> bool:
        """Whether a line that nothing parts stands under a column that is not the first."""
        near = (abs(block.indent - start) <= _SLACK for start in self.starts[1:])
        return bool(block.text) and any(near)

    def _placed(self, block: Block) -> list[tuple[int, str]]:
        if not self.starts or not _parted_by_gaps(block):
            return [(min(n, self.count - 1), cell) for n, cell in enumerate(grid(block))]
        return [(self._under(start), cell) for start, cell in markup.placed(block.printed)]

    def _under(self, start: int) -> int:
        under = [n for n, begins in enumerate(self.starts) if begins <= start + _SLACK]
        return under[-1] if under else 0


def columns_of(heading: Block) -> Columns:
    """Return the columns that a heading row names."""
    if not _parted_by_gaps(heading):
        return Columns(len(grid(heading)), ())
    starts = tuple(start for start, _ in markup.placed(heading.printed))
    return Columns(len(starts), starts)


def _parted_by_gaps(block: Block) -> bool:
    return bool(block.printed) and "\t" not in block.printed and "|" not in block.printed
