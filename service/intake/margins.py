"""Parts the rows of a table from what stands beside them in its column of actions.

The heading row of such a table names the column; what is printed in it is an `aside`. Of tables
parted by tabs every row begins a paragraph or goes on with the last one. Bare owners far to the
right stand in such a column without a heading.
"""

from dataclasses import dataclass, replace

from service.intake.action_labels import heads_action_column
from service.intake.action_tables import action_columns
from service.intake.blocks import Block, Kind
from service.intake.columns import Columns, columns_of, is_row
from service.intake.owners import names_known_owners
from service.intake.readers import markup

_FEWEST_LETTERS = 3
_FEWEST_ROWS = 2
_FAR_RIGHT = 30


@dataclass(frozen=True, slots=True)
class Piece:
    """A printed line or a part of it; `aside` where it stands in the column of actions."""

    block: Block
    aside: bool = False


@dataclass(frozen=True, slots=True)
class _Table:
    columns: Columns
    at: int


def pieces_of(blocks: list[Block], known: frozenset[str]) -> tuple[list[Piece], bool]:
    """Return the lines in printed order, and whether any column is headed for actions."""
    pieces: list[Piece] = []
    headed = any(_opened(block) for block in blocks)
    table = None if headed else _unheaded(blocks, known)
    for block in blocks:
        if opened := _opened(block):
            table = opened
            continue
        if block.kind is Kind.HEADING or action_columns(block):
            table = None
        if table and is_row(block):
            pieces += _parted(block, table)
        else:
            pieces.append(Piece(block))
    return pieces, headed


def _opened(block: Block) -> _Table | None:
    """Return the table that a row heads, where a column after its first is one of actions."""
    if not heads_action_column(block.cells) or action_columns(block):
        return None
    if not is_row(block):
        far = block.indent >= _FAR_RIGHT
        return _Table(Columns(2, (0, block.indent)), 1) if far else None
    columns = columns_of(block)
    named = [heads_action_column((cell,)) for cell in columns.of(block)]
    return _Table(columns, named.index(True)) if True in named[1:] and not named[0] else None


def _unheaded(blocks: list[Block], known: frozenset[str]) -> _Table | None:
    """Return the table of lines that now and then have bare owners at the right, without a head."""
    starts = [
        markup.placed(block.printed)[-1][0]
        for block in blocks
        if block.kind is Kind.TABLE_ROW
        and "\t" not in block.printed
        and names_known_owners(block.cells[-1], known)
    ]
    if len(starts) < _FEWEST_ROWS or min(starts) < _FAR_RIGHT:
        return None
    return _Table(Columns(2, (0, min(starts))), 1)


def _parted(block: Block, table: _Table) -> list[Piece]:
    cells = table.columns.of(block)
    beside = " ".join(cell for cell in cells[table.at :] if cell)
    row = None if table.columns.starts else 0
    narrative = replace(block, column=row)
    if not _says(beside):
        return [Piece(narrative)]
    aside = replace(block, kind=Kind.PARAGRAPH, text=beside, cells=(beside,), column=row and 1)
    if told := block.text.removesuffix(beside).strip():
        narrative = replace(narrative, text=told, cells=tuple(filter(None, cells[: table.at])))
        return [Piece(narrative), Piece(aside, aside=True)]
    return [Piece(aside, aside=True)]


def _says(beside: str) -> bool:
    """Whether a cell says anything: words, or initials; a stray letter or digit does not."""
    letters = sum(letter.isalpha() for letter in beside)
    return letters >= _FEWEST_LETTERS or (letters > 1 and beside.isupper())
